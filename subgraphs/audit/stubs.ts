import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An agency, owned by another service.' })
@Directive('@key(fields: "code", resolvable: false)')
export class Agency {
  @Field(() => ID, { description: 'Code of the agency, such as A11.' })
  code!: string;

  static of(code: string): Agency {
    return Object.assign(new Agency(), { code });
  }
}
