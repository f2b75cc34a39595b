import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A dataset, owned by another service; here: how good its data are.' })
@Directive('@key(fields: "code")')
export class Dataset {
  @Field(() => ID, { description: 'Code of the dataset, such as N01.' })
  code!: string;

  static of(code: string): Dataset {
    return Object.assign(new Dataset(), { code });
  }
}

@ObjectType({ description: 'An agency, owned by another service; here: how good its data are.' })
@Directive('@key(fields: "code")')
export class Agency {
  @Field(() => ID, { description: 'Code of the agency, such as A11.' })
  code!: string;

  static of(code: string): Agency {
    return Object.assign(new Agency(), { code });
  }
}

@ObjectType({ description: 'An element of the dictionary, owned by another service; here: who is its source.' })
@Directive('@key(fields: "code")')
export class DataElement {
  @Field(() => ID, { description: 'Code of the element, such as so_dinh_danh.' })
  code!: string;

  static of(code: string): DataElement {
    return Object.assign(new DataElement(), { code });
  }
}

/** Published as `Field`, a name that the decorator has here. */
@ObjectType('Field', { description: 'A column of a dataset, owned by another service.' })
@Directive('@key(fields: "ref", resolvable: false)')
export class DatasetField {
  @Field(() => ID, { description: 'Reference, such as N01.ngay_sinh: code of the dataset, a dot, the name.' })
  ref!: string;

  static of(ref: string): DatasetField {
    return Object.assign(new DatasetField(), { ref });
  }
}

@ObjectType({ description: 'A policy document, owned by another service.' })
@Directive('@key(fields: "code", resolvable: false)')
export class PolicyDocument {
  @Field(() => ID, { description: 'Official number of the document, such as 278/2025/NĐ-CP.' })
  code!: string;

  static of(code: string): PolicyDocument {
    return Object.assign(new PolicyDocument(), { code });
  }
}

@ObjectType({ description: 'What leans on a policy document; here: weights and pass marks.' })
@Directive('@key(fields: "code")')
export class DocumentReliance {
  @Field(() => ID, { description: 'Official number of the document.' })
  code!: string;

  static of(code: string): DocumentReliance {
    return Object.assign(new DocumentReliance(), { code });
  }
}
