import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'An agency, owned by another service; here: what it is to do and to watch over in campaigns.',
})
@Directive('@key(fields: "code")')
export class Agency {
  @Field(() => ID, { description: 'Code of the agency, such as A11.' })
  code!: string;

  static of(code: string): Agency {
    return Object.assign(new Agency(), { code });
  }
}

@ObjectType({ description: 'A dataset, owned by another service; here: what is to be done about it in campaigns.' })
@Directive('@key(fields: "code")')
export class Dataset {
  @Field(() => ID, { description: 'Code of the dataset, such as N01.' })
  code!: string;

  static of(code: string): Dataset {
    return Object.assign(new Dataset(), { code });
  }
}

@ObjectType({
  description: 'A technology partner, owned by another service; here: what its agencies are to do in campaigns.',
})
@Directive('@key(fields: "code")')
export class Partner {
  @Field(() => ID, { description: 'Code of the partner, such as VNPT.' })
  code!: string;

  static of(code: string): Partner {
    return Object.assign(new Partner(), { code });
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

@ObjectType({ description: 'What leans on a policy document; here: campaigns, tasks and milestones.' })
@Directive('@key(fields: "code")')
export class DocumentReliance {
  @Field(() => ID, { description: 'Official number of the document.' })
  code!: string;

  static of(code: string): DocumentReliance {
    return Object.assign(new DocumentReliance(), { code });
  }
}
