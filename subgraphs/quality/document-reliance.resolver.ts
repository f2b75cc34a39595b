import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { QualityProfile } from './profile.type.ts';
import type { QualityContext } from './quality.context.ts';
import { DocumentReliance } from './stubs.ts';

@Resolver(() => DocumentReliance)
export class DocumentRelianceResolver {
  @FieldResolver(() => [QualityProfile], {
    description: 'Weights and pass marks of lists that it sets, by list; at most 100.',
  })
  async qualityProfiles(
    @Root() { code }: DocumentReliance,
    @Ctx() { profilesOfDocument }: QualityContext,
  ): Promise<QualityProfile[]> {
    return (await profilesOfDocument.load(code)).map(QualityProfile.from);
  }
}
