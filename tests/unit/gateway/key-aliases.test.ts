import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { committedSupergraph, composeSupergraph } from '../../../gateway/compose.ts';
import { keysKeepTheirNames } from '../../../gateway/operation/key-aliases.ts';
import { savedQuestions } from '../../../gateway/playground/questions.ts';

const publicSchema = (supergraph: string): GraphQLSchema =>
  buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const SUPERGRAPH = composeSupergraph([
  {
    name: 'one',
    sdl: `${LINK} type Query { thing: Thing plain: Plain } type Plain { code: ID name: String }
      type Thing @key(fields: "code") { code: ID! title: String plain: Plain }`,
  },
  {
    name: 'two',
    sdl: `${LINK} type Thing @key(fields: "code") { code: ID! parts: [Part!] }
      type Part @key(fields: "number owner { ref }") { number: Int! owner: Owner! label: String } type Owner { ref: ID! label: String }`,
  },
]);
const schema = publicSchema(SUPERGRAPH);
const rule = keysKeepTheirNames(parse(SUPERGRAPH));
const refusals = (query: string): readonly string[] =>
  validate(schema, parse(query), [...specifiedRules, rule]).map(({ message }) => message);

describe('the key of a type', () => {
  it.each([
    ['a field', '{ thing { code: title } }'],
    ['__typename', '{ thing { code: __typename } }'],
    ['a field in a fragment', '{ thing { ...f } } fragment f on Thing { code: title }'],
    ['a field in an inline fragment', '{ thing { ... { ... on Thing { code: title } } } }'],
    ['a field of a list', '{ thing { parts { number: label } } }'],
    ['a list', '{ thing { code: parts { label } } }'],
  ])('is no alias of %s', (_what, query) => {
    expect(refusals(query)).toEqual([
      expect.stringMatching(/^"\w+" is the key of (Thing|Part): "\w+" cannot be called so\. Choose another alias\.$/),
    ]);
  });

  it.each([
    ['its own name', '{ thing { code: code } }'],
    ['another one', '{ thing { id: code key: code title: code } }'],
    ['no alias of a type without keys', '{ plain { code: name } code: plain { name } }'],
  ])('may have %s', (_what, query) => {
    expect(refusals(query)).toEqual([]);
  });

  it('may have several names in it', () => {
    expect(refusals('{ thing { parts { owner: label } } }')).toHaveLength(1);
  });
});

describe('the committed supergraph', () => {
  const committed = committedSupergraph();
  const whole = publicSchema(committed);
  const rules = [...specifiedRules, keysKeepTheirNames(parse(committed))];

  it('has keys that are kept', () => {
    expect(validate(whole, parse('{ dataset(code: "S26") { code: title fields { ref: name } } }'), rules)).toHaveLength(
      2,
    );
  });

  it.each(savedQuestions().map(({ persona, name, text }) => [`${persona}: ${name}`, text]))(
    'answers %s',
    (_name, text) => {
      expect(validate(whole, parse(text), rules)).toEqual([]);
    },
  );
});
