import { getNamedType, isInputObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { publicSchema } from '../support/every-list.ts';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';
import { WRITE_RULES } from '../support/write-rules.ts';

const system = seededInstance();
const mutations = Object.values(publicSchema().getMutationType()?.getFields() ?? {});
const OWNER = stewardOf('A11');

/** Who is refused, whatever it is, and how. Of what is hidden nobody hears that it is there. */
const REFUSED: readonly (readonly [string, AskedAs, readonly string[]])[] = [
  ['anonymous', ANONYMOUS, ['UNAUTHENTICATED', 'NOT_FOUND']],
  ['a developer', DEVELOPER, ['FORBIDDEN', 'NOT_FOUND']],
  ['a service', { role: 'service', agencies: [] }, ['FORBIDDEN', 'NOT_FOUND']],
  ['an architect', ARCHITECT, ['FORBIDDEN']],
  ['a steward of no agency', stewardOf(), ['FORBIDDEN', 'NOT_FOUND']],
  ['a steward of another agency', stewardOf('A02'), ['FORBIDDEN', 'NOT_FOUND']],
];

/** Answers to who may not, for what they may not see. */
const HIDDEN = /A11-1|S14|S27|S09|FOR-S|pg:\/\/city\|s14|F99/;

const textOf = (name: string): string => {
  const input = mutations.find((mutation) => mutation.name === name)?.args.find((arg) => arg.name === 'input');
  if (input === undefined || !isInputObjectType(getNamedType(input.type))) throw new Error(`${name} takes no input`);
  return `mutation ($input: ${String(input.type)}) { ${name}(input: $input) { __typename } }`;
};

beforeAll(async () => {
  const access = system().instance.subgraphs.find(({ definition }) => definition.name === 'access');
  await access?.orm.em.fork().execute(
    `insert into access.service_key (id, digest, name, namespaces, agencies, events, created_at, created_by)
     values ('KEY99', repeat('0', 64), 'x', '{x}', '{}', '{RUN}', now(), 'test')`,
  );
  for (const dataset of ['S14', 'S27']) {
    const input = { code: `FOR-${dataset}-1`, dataset, requester: 'A12', purposeVi: 'x', purposeEn: 'x' };
    const { errors } = await system().ask(textOf('requestAccess'), { input }, ADMINISTRATOR);
    expect(errors).toEqual([]);
  }
});

describe('who may write what', () => {
  it('is decided for every mutation there is', () => {
    expect(Object.keys(WRITE_RULES).sort()).toEqual(mutations.map(({ name }) => name).sort());
  });

  it.each(Object.entries(WRITE_RULES))('%s', async (name, { by, input }) => {
    const query = textOf(name);
    const before = await system().heads();
    const refused = by === 'STEWARDS' ? REFUSED : [...REFUSED, ['the steward', OWNER, ['FORBIDDEN']] as const];
    for (const [who, as, codes] of refused) {
      const { data, errors } = await system().ask(query, { input }, as);
      expect(data?.[name] ?? null, who).toBeNull();
      expect(codes, `${who}: ${errors[0]?.message}`).toContain(errors[0]?.code);
      if (errors[0]?.code === 'NOT_FOUND')
        expect(JSON.stringify(input), `${who}: ${errors[0].message}`).toMatch(HIDDEN);
    }
    expect(await system().heads()).toEqual(before);
    const allowed = await system().ask(query, { input }, by === 'STEWARDS' ? OWNER : ADMINISTRATOR);
    expect(allowed.errors).toEqual([]);
    expect(allowed.data[name]).not.toBeNull();
    // What was done already is done, or in the way; being the administrator is never.
    const again = await system().ask(query, { input }, ADMINISTRATOR);
    expect(['CONFLICT', 'NOT_FOUND', undefined], again.errors[0]?.message).toContain(again.errors[0]?.code);
  });
});

describe('a steward who gives a code that is taken by something hidden', () => {
  const create = (code: string) =>
    system().ask(
      textOf('createDataset'),
      {
        input: {
          code,
          titleVi: 'x',
          titleEn: 'x',
          descriptionVi: 'x',
          descriptionEn: 'x',
          publisher: 'A12',
          tier: 'OPEN',
        },
      },
      stewardOf('A12'),
    );

  it('hears that the code is not free, not by what, whether it is a dataset, a distribution or a flow', async () => {
    const before = await system().heads();
    const answers = [
      await create('S01'),
      await system().ask(
        textOf('addDistribution'),
        { input: { dataset: 'O13', code: 'S14-CSV', format: 'CSV' } },
        stewardOf('A12'),
      ),
      await system().ask(
        textOf('declareFlow'),
        {
          input: {
            code: 'F99',
            type: 'MANUAL',
            channel: 'MANUAL',
            from: 'O01',
            to: 'O13',
            validFrom: '2026-02-01',
            columns: [],
          },
        },
        stewardOf('A12'),
      ),
    ];
    for (const { errors } of answers) {
      expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
      expect(errors[0]?.message).toContain('is kept back and is not yours to give');
      expect(JSON.stringify(errors)).not.toMatch(/exist|A02|A11-|constraint|S14\b(?!-CSV)/);
    }
    expect(await system().heads()).toEqual(before);
  });

  it('hears that it exists when it is one that the steward sees, and so does an administrator', async () => {
    expect((await create('O13')).errors.map(({ code }) => code)).toEqual(['CONFLICT']);
    const input = {
      code: 'S01',
      titleVi: 'x',
      titleEn: 'x',
      descriptionVi: 'x',
      descriptionEn: 'x',
      publisher: 'A12',
      tier: 'OPEN',
    };
    const { errors } = await system().ask(textOf('createDataset'), { input }, ADMINISTRATOR);
    expect(errors.map(({ code }) => code)).toEqual(['CONFLICT']);
  });

  it('cannot take over a flow of another agency by declaring it anew', async () => {
    const input = {
      code: 'F25',
      type: 'MANUAL',
      channel: 'MANUAL',
      from: 'O01',
      to: 'O13',
      validFrom: '2026-02-01',
      columns: [],
    };
    const before = await system().heads();
    const { errors } = await system().ask(textOf('declareFlow'), { input }, stewardOf('A12'));
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    expect(await system().heads()).toEqual(before);
  });
});
