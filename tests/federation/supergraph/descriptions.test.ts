import { isEnumType, isInputObjectType, isIntrospectionType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { expect, it } from 'vitest';
import { publicSchema } from '../../support/every-list.ts';

interface Described {
  readonly description?: string | null | undefined;
}

/** Everything that has a name in the schema that clients see: types, fields, arguments, input fields, enum values. */
function* names(): Generator<readonly [string, Described]> {
  for (const type of Object.values(publicSchema().getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    // The roots are described by what stands in them.
    if (type.name !== 'Query' && type.name !== 'Mutation') yield [type.name, type];
    if (isEnumType(type)) {
      for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
    } else if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        yield [`${type.name}.${field.name}`, field];
        for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name})`, argument];
      }
    }
  }
}

it('everything in the published schema has a description', () => {
  const all = [...names()];
  expect(all.length).toBeGreaterThan(700);
  const silent = all.filter(([, { description }]) => (description ?? '').trim().length < 3).map(([name]) => name);
  expect(silent).toEqual([]);
});

it('every description is a sentence that begins with a capital and ends with a stop', () => {
  const odd = [...names()]
    .filter(([, { description }]) => !/^[\p{Lu}\d'"<`{].*[.:!?)]$/su.test((description ?? '').trim()))
    .map(([name, { description }]) => `${name}: ${description}`);
  expect(odd).toEqual([]);
});
