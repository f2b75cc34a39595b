import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What leans on a policy document, of each kind what you may see.' })
@Directive('@key(fields: "code")')
export class DocumentReliance {
  @Field(() => ID, { description: 'Official number of the document.' })
  code!: string;

  static of(code: string): DocumentReliance {
    return Object.assign(new DocumentReliance(), { code });
  }
}
