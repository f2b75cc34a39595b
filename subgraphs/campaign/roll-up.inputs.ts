import { Field, ID, InputType, Int } from 'type-graphql';
import { AgencyLevel } from '../../kernel/graphql/agency-level.ts';
import { Bloc } from '../../kernel/graphql/bloc.ts';
import { DataBlock } from '../../kernel/graphql/data-block.ts';
import { DataLayer } from '../../kernel/graphql/data-layer.ts';
import { IsCode, WhenGiven } from '../../kernel/text/plain-text.ts';
import { IsYear } from './figure.ts';

@InputType({ description: 'What is rolled up; what is left out does not restrict.' })
export class RollUpFilter {
  @Field(() => ID, { nullable: true, description: 'The dataset with this code.' })
  @WhenGiven()
  @IsCode()
  dataset?: string | null;

  @Field(() => ID, { nullable: true, description: 'That for which the agency with this code is responsible.' })
  @WhenGiven()
  @IsCode()
  agency?: string | null;

  @Field(() => ID, { nullable: true, description: 'That of the agency with this code and of all that stand under it.' })
  @WhenGiven()
  @IsCode()
  under?: string | null;

  @Field(() => AgencyLevel, { nullable: true, description: 'That of agencies of this level.' })
  level?: AgencyLevel | null;

  @Field(() => Bloc, { nullable: true, description: 'That of agencies of this bloc.' })
  bloc?: Bloc | null;

  @Field(() => DataLayer, {
    nullable: true,
    description: 'That of datasets in this layer of the National Data Architecture Framework.',
  })
  layer?: DataLayer | null;

  @Field(() => DataBlock, { nullable: true, description: 'That of datasets in this block of that framework.' })
  block?: DataBlock | null;

  @Field(() => ID, { nullable: true, description: 'That of agencies where the partner with this code leads.' })
  @WhenGiven()
  @IsCode()
  partner?: string | null;

  @Field(() => Int, { nullable: true, description: 'Targets with a deadline in this year; nothing else has a year.' })
  @IsYear()
  year?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Numbers of people to be trained, or the other targets.' })
  training?: boolean | null;
}
