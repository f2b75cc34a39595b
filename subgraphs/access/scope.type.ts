import { Field, ObjectType } from 'type-graphql';
import type { KeyScope } from '../../kernel/identity/viewer.ts';
import { LineageEventKind } from './event-kind.ts';
import { Agency } from './stubs.ts';

@ObjectType({ description: 'What a service key may send. It reads as a developer does, whatever its scope.' })
export class ServiceKeyScope {
  @Field(() => [String], {
    description:
      'Namespaces of the jobs and written datasets; one that ends in "*" stands for all that begin so. Empty: any.',
  })
  namespaces!: readonly string[];

  @Field(() => [Agency], {
    nullable: 'items',
    description: 'Publishers whose datasets may be written, where a name is known to be a dataset. Empty: any.',
  })
  agencies!: readonly Agency[];

  @Field(() => [LineageEventKind], { description: 'Kinds of events.' })
  events!: readonly LineageEventKind[];

  static from({ namespaces, agencies, events }: KeyScope): ServiceKeyScope {
    return Object.assign(new ServiceKeyScope(), {
      namespaces,
      agencies: agencies.map(Agency.of),
      events: events.map((kind) => LineageEventKind[kind]),
    });
  }
}
