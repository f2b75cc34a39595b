import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A dataset of the catalog; here the standards that it follows and the mandate lists that name it.',
})
@Directive('@key(fields: "code")')
export class Dataset {
  @Field(() => ID, { description: 'Code of the dataset, such as N01.' })
  code!: string;

  static of(code: string): Dataset {
    return Object.assign(new Dataset(), { code });
  }
}

/** Published as `Field`, a name that the decorator has here. */
@ObjectType('Field', { description: 'A column of a dataset; here what the dictionary says about it.' })
@Directive('@key(fields: "ref")')
export class DatasetField {
  @Field(() => ID, { description: 'Reference, such as N01.ngay_sinh: code of the dataset, a dot, the name.' })
  ref!: string;

  static of(ref: string): DatasetField {
    return Object.assign(new DatasetField(), { ref });
  }
}
