import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { Statistics } from '../projection/queries/statistics.ts';
import { LineageAnswer } from './answer.type.ts';
import type { LineageLevel } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { DatasetStub } from './stubs.ts';
import type { When } from './when.ts';

/** Most nodes listed of one cycle. */
export const CYCLE_NODES = 100;

@ObjectType({ description: 'Datasets or columns that data goes round in.' })
export class LineageCycle {
  @Field(() => Int, { description: 'How many there are; 1 for one that feeds itself.' })
  size!: number;

  @Field(() => [NodeRefScalar], { description: `By reference, the first ${CYCLE_NODES} of them.` })
  nodes!: readonly string[];
}

@ObjectType({ description: 'A dataset or column where lineage begins, ends or is missing.' })
export class LooseEnd {
  @Field(() => NodeRefScalar, { description: 'The dataset or column.' })
  ref!: string;

  datasetCode!: string | null;

  @Field(() => DatasetStub, {
    nullable: true,
    description: 'The dataset, or the dataset of the column; null for a name that is not in the catalog.',
  })
  dataset(): DatasetStub | null {
    return this.datasetCode === null ? null : DatasetStub.of(this.datasetCode);
  }
}

/** A page of cycles. */
export const LineageCycleConnection = connectionOf(LineageCycle, 'LineageCycle', 'groups that data goes round in');
/** A page of loose ends. */
export const LooseEndConnection = connectionOf(LooseEnd, 'LooseEnd', 'datasets or columns');

@ObjectType({
  description:
    'What the lineage graph is like as a whole, of what you may see. What a node feeds itself counts as a cycle only.',
})
export class LineageStatistics extends LineageAnswer {
  /** What the lists are pages of. */
  found!: Statistics;
  level!: LineageLevel;
  when!: When;

  @Field(() => Int, { description: 'Datasets or columns: those of the catalog, and what else is on an edge.' })
  nodeCount!: number;

  @Field(() => Int, { description: 'Pairs of them between which data flows directly, over however many flows.' })
  edgeCount!: number;

  @Field(() => [Int], {
    description:
      'How many nodes have how much processing behind them: first those that nothing flows into, then those one later than the latest that feeds them, and so on. The nodes of a cycle count in one generation.',
  })
  generations!: readonly number[];
}
