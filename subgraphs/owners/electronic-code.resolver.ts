import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Agency } from './agency.type.ts';
import { SetElectronicCodeInput } from './electronic-code.inputs.ts';
import { ElectronicCode } from './electronic-code.type.ts';
import type { OwnersContext } from './owners.context.ts';

@Resolver(() => Agency)
export class ElectronicCodeResolver {
  @FieldResolver(() => ElectronicCode, {
    nullable: true,
    description: 'Its electronic identification code; null where none is recorded.',
  })
  async electronicCode(
    @Root() { code }: Agency,
    @Ctx() { electronicCodeLoaders }: OwnersContext,
  ): Promise<ElectronicCode | null> {
    const row = await electronicCodeLoaders.ofAgency.load(code);
    return row === null ? null : ElectronicCode.from(row);
  }

  @Mutation(() => Agency, {
    description:
      'Records the electronic identification code that an agency was given; a new one takes the place of the old. Administrators.',
  })
  async setElectronicCode(
    @Ctx() { electronicCodes }: OwnersContext,
    @Arg('input', () => SetElectronicCodeInput, { description: 'The agency and its code.' })
    input: SetElectronicCodeInput,
  ): Promise<Agency> {
    return Agency.from(await electronicCodes.set(input));
  }
}
