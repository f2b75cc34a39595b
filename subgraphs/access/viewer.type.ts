import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { Viewer as Caller } from '../../kernel/identity/viewer.ts';
import { publishedRole, ViewerRole } from './role.ts';
import { ServiceKeyScope } from './scope.type.ts';
import { Agency } from './stubs.ts';

/** Who somebody is, roughly. */
export enum ViewerKind {
  ANONYMOUS = 'ANONYMOUS',
  PERSON = 'PERSON',
  SERVICE = 'SERVICE',
}
registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'Who is asking, roughly.',
  valuesConfig: {
    ANONYMOUS: { description: 'Nobody that we know: the request has no token.' },
    PERSON: { description: 'Somebody who signed in.' },
    SERVICE: { description: 'A program, by a service key or a token of the role service.' },
  },
});

@ObjectType({ description: 'Who is asking, as the gateway knows them from the token, the session or the service key.' })
export class Viewer {
  @Field(() => ViewerKind, { description: 'Person, service or nobody that we know.' })
  kind!: ViewerKind;

  @Field(() => String, { description: 'Name as the token says it; key:<id> for a service key.' })
  subject!: string;

  @Field(() => ViewerRole, {
    description: 'The role that counts: the strongest that the token gives; ANONYMOUS when it gives none known here.',
  })
  role!: ViewerRole;

  @Field(() => [ViewerRole], { description: 'Every role that the token gives, strongest first.' })
  roles!: readonly ViewerRole[];

  @Field(() => [Agency], { nullable: 'items', description: 'Agencies that a steward acts for; empty for other roles.' })
  agencies!: readonly Agency[];

  @Field(() => ServiceKeyScope, {
    nullable: true,
    description: 'What a service key may send; null for everybody else.',
  })
  scope!: ServiceKeyScope | null;

  @Field(() => DateTime, { nullable: true, description: 'When the token ends; null for what does not end by itself.' })
  until!: Date | null;

  static from({ subject, role, agencies, credential }: Caller): Viewer {
    const nobody = role === 'anonymous' && credential === undefined;
    const { roles = nobody ? [] : [role], until = null, scope } = credential ?? {};
    return Object.assign(new Viewer(), {
      kind: nobody ? ViewerKind.ANONYMOUS : role === 'service' ? ViewerKind.SERVICE : ViewerKind.PERSON,
      subject,
      role: publishedRole(role),
      roles: roles.map(publishedRole),
      agencies: agencies.map(Agency.of),
      scope: scope === undefined ? null : ServiceKeyScope.from(scope),
      until: until === null ? null : new Date(until),
    });
  }
}
