import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Dataset', {
  description: 'A dataset of the catalog; lineage adds where it comes from and where it flows.',
})
@Directive('@key(fields: "code")')
export class DatasetStub {
  @Field(() => ID, { description: 'Code of the dataset.' })
  code!: string;

  static of(code: string): DatasetStub {
    return Object.assign(new DatasetStub(), { code });
  }
}

@ObjectType('Agency', { description: 'An agency.' })
@Directive('@key(fields: "code", resolvable: false)')
export class AgencyStub {
  @Field(() => ID, { description: 'Code of the agency.' })
  code!: string;

  static of(code: string): AgencyStub {
    return Object.assign(new AgencyStub(), { code });
  }
}

@ObjectType('Partner', { description: 'A technology partner.' })
@Directive('@key(fields: "code", resolvable: false)')
export class PartnerStub {
  @Field(() => ID, { description: 'Code of the partner.' })
  code!: string;

  static of(code: string): PartnerStub {
    return Object.assign(new PartnerStub(), { code });
  }
}

@ObjectType('PolicyDocument', { description: 'A policy document.' })
@Directive('@key(fields: "code", resolvable: false)')
export class PolicyDocumentStub {
  @Field(() => ID, { description: 'Official number of the document.' })
  code!: string;

  static of(code: string): PolicyDocumentStub {
    return Object.assign(new PolicyDocumentStub(), { code });
  }
}

@ObjectType('DataChannel', {
  description: 'The channel that a platform for sharing is; lineage adds what flows over it.',
})
@Directive('@key(fields: "code")')
export class DataChannelStub {
  @Field(() => ID, { description: 'Name of the channel, as flows give it.' })
  code!: string;

  static of(code: string): DataChannelStub {
    return Object.assign(new DataChannelStub(), { code });
  }
}

@ObjectType('DocumentReliance', { description: 'What leans on a policy document; lineage adds the flows.' })
@Directive('@key(fields: "code")')
export class DocumentRelianceStub {
  @Field(() => ID, { description: 'Official number of the document.' })
  code!: string;

  static of(code: string): DocumentRelianceStub {
    return Object.assign(new DocumentRelianceStub(), { code });
  }
}
