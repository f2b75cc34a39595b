import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { Lang } from '../../kernel/graphql/language.ts';
import { everyList, publicSchema } from '../support/every-list.ts';
import { ADMINISTRATOR, seededInstance } from '../support/instance.ts';
import { administrator } from '../support/viewers.ts';
import { MADE_KEY, WRITE_RULES } from '../support/write-rules.ts';

const system = seededInstance();
const schema = publicSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

/** What means something to a database, a page, a template, a spreadsheet, a shell or a terminal. */
const HOSTILE = String.raw`=1+1 '"\ \' $1 $$ ? ?? :a @a %s %00 \u0000 \n &amp; null NULL; drop table owners.agency; -- /* }) DETACH DELETE n // <script>alert(1)</script> <img src=x onerror=alert(1)> {{7+7}} #{7} $\{7+7} [a](javascript:alert(1)) |calc ${'\u202e\u0301\u200b'} 😀 Sở Y tế`;
/** Marks the texts that were sent by this test, and says where. */
const MARK = /⟦.+⟧$/u;

const RECORDS = `query ($after: String) {
  auditRecords(filter: { kind: WRITE }, first: 20, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { changes(first: 200) { before after } }
  }
}`;

/** Every text that was sent and accepted. */
const sent = new Set<string>();

const markedFor = (place: string): string => `${HOSTILE} ⟦${place}⟧`;

/** The input of a mutation with hostile texts wherever one is taken: in place of the rule's, and where it gives none. */
function hostile(
  type: GraphQLInputObjectType,
  given: Readonly<Record<string, unknown>>,
  place: string,
  refused: ReadonlySet<string>,
): Record<string, unknown> {
  const filled = Object.values(type.getFields()).flatMap((field): [string, unknown][] => {
    const at = `${place}.${field.name}`;
    const has = Object.hasOwn(given, field.name);
    const value = given[field.name];
    if (getNamedType(field.type).name === 'String' && !refused.has(at) && (!has || isFreeText(value))) {
      return [[field.name, isListType(getNullableType(field.type)) ? [markedFor(at)] : markedFor(at)]];
    }
    if (!has) return isRequiredInputField(field) ? [[field.name, value]] : [];
    return [[field.name, inside(field.type, value, at, refused)]];
  });
  return Object.fromEntries(filled);
}

function inside(type: GraphQLInputType, value: unknown, place: string, refused: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one, i) => inside(type, one, `${place}.${i}`, refused));
  const inner = getNamedType(type);
  if (!isInputObjectType(inner) || typeof value !== 'object' || value === null) return value;
  return hostile(inner, value as Record<string, unknown>, place, refused);
}

/** What stands in the rules where any text is taken. */
const isFreeText = (value: unknown): boolean => value === 'x' || value === 'y';

const notGiven = (type: GraphQLInputObjectType, given: object, place: string): string[] =>
  Object.keys(type.getFields())
    .filter((field) => !Object.hasOwn(given, field))
    .map((field) => `${place}.${field}`);

/** All texts in a value, however deep, those inside texts that are JSON too. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const isJson = (value.startsWith('{') || value.startsWith('[')) && !MARK.test(value);
    return [value, ...(isJson ? textsIn(parsed(value)) : [])];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** As many fields of one input may refuse any text: codes, addresses, media types. */
const MOST_REFUSED = 12;

beforeAll(async () => {
  const made = await system().ask(
    'mutation { createServiceKey(input: { name: "x", agencies: ["A11"] }) { serviceKey { id } } }',
    {},
    ADMINISTRATOR,
  );
  const ask = async (name: string, input: unknown) => {
    const mutation = mutations.find((one) => one.name === name);
    const type = String(mutation?.args.find((arg) => arg.name === 'input')?.type);
    return system().ask(
      `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`,
      { input },
      ADMINISTRATOR,
    );
  };
  for (const dataset of ['S14', 'S27']) {
    const input = { code: `FOR-${dataset}-1`, dataset, requester: 'A12', purposeVi: 'x', purposeEn: 'x' };
    expect((await ask('requestAccess', input)).errors).toEqual([]);
  }
  for (const [name, { input }] of Object.entries(WRITE_RULES)) {
    const type = getNamedType(
      mutations.find((one) => one.name === name)?.args.find((arg) => arg.name === 'input')?.type as GraphQLInputType,
    );
    if (!isInputObjectType(type)) throw new Error(`${name} takes no input`);
    const given = input['id'] === MADE_KEY ? { ...input, id: made.data.createServiceKey.serviceKey.id } : input;
    const refused = new Set<string>();
    for (;;) {
      const tried = hostile(type, given, name, refused);
      const { errors } = await ask(name, tried);
      if (errors.length === 0) {
        for (const text of textsIn(tried)) if (MARK.test(text)) sent.add(text);
        break;
      }
      const culprit = textsIn(tried)
        .map((text) => /⟦(.+)⟧$/u.exec(text)?.[1])
        .find((place) => place !== undefined && errors.some((error) => mentions(error, place)));
      expect(
        errors.map(({ code }) => code),
        `${name}: ${errors[0]?.message}`,
      ).toContain('BAD_USER_INPUT');
      // What may only be given together with something else is left out with all that the rule does not give.
      const places = culprit === undefined ? notGiven(type, given, name) : [culprit];
      for (const place of places) refused.add(place);
      expect(places.length, `${name}: ${errors[0]?.message}`).toBeGreaterThan(0);
      if (refused.size > MOST_REFUSED + Object.keys(type.getFields()).length)
        throw new Error(`${name} refuses ${[...refused].join(', ')}`);
    }
  }
}, 120_000);

const mentions = ({ message, extensions }: { message: string; extensions: object }, place: string): boolean => {
  const field = place.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  return message.includes(field) || JSON.stringify(extensions).includes(field);
};

/** Texts that were not sent as they are. */
const strange = (texts: Iterable<string>): string[] => [...texts].filter((text) => !sent.has(text));

describe('texts that mean something to somebody', () => {
  it('are taken in every kind of field that takes any text', () => {
    expect(sent.size).toBeGreaterThan(100);
  });

  it('are answered byte for byte wherever they are answered, and each is somewhere', async () => {
    await system().instance.settle();
    await system().instance.recorded();
    const answered = new Set<string>();
    const keep = (answer: unknown): void => {
      for (const text of textsIn(answer)) if (MARK.test(text)) answered.add(text);
    };
    for (const query of everyList(schema)) {
      for (const lang of [Lang.VI, Lang.EN]) {
        const caller = { viewer: administrator, lang, correlationId: 'stored-texts' };
        const answer = JSON.parse(await system().instance.gateway.answer({ query, variables: {} }, caller));
        expect(answer.errors, query).toBeUndefined();
        keep(answer.data);
      }
    }
    // What was overwritten since, and what no list shows, is in the audit.
    for (let after: string | null = null, pages = 0; pages < 50; pages++) {
      const { data, errors } = await system().ask(RECORDS, { after }, ADMINISTRATOR);
      expect(errors).toEqual([]);
      keep(data.auditRecords.nodes);
      if (!data.auditRecords.pageInfo.hasNextPage) break;
      after = data.auditRecords.pageInfo.endCursor;
    }
    expect(strange(answered)).toEqual([]);
    expect([...sent].filter((text) => !answered.has(text))).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ['composed otherwise', (text) => text.normalize('NFD')],
    ['escaped for a page', (text) => text.replaceAll('<', '&lt;')],
    ['unescaped', (text) => text.replaceAll('\\n', '\n')],
    ['with doubled quotes', (text) => text.replaceAll("'", "''")],
    ['without what is not seen', (text) => text.replaceAll('\u200b', '')],
  ])('would be noticed %s', (_how, change) => {
    expect(strange([...sent].map(change))).toHaveLength(sent.size);
  });
});
