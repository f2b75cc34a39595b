import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { AnswerHead } from '../projection/answers.ts';
import { type FlowInForce, type FlowsInForceAnswer, flowsInForce } from '../projection/queries/flows-in-force.ts';
import { compareText } from '../projection/queries/order.ts';
import type { FlowFilter } from './flow-list.inputs.ts';
import type { LineageService } from './lineage.service.ts';
import type { HiddenDatasets } from './veil.ts';
import { withPermission } from './veiled-graph.ts';

/** What is asked of a list of flows. */
export interface FlowsRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly asOf?: Date | null | undefined;
}

/** A flow as a viewer is told of it. */
export type ToldFlow = Omit<FlowInForce, 'hidden'> & {
  readonly hidden: readonly HiddenDatasets[];
  readonly head: AnswerHead;
};

/** Lists of declared flows. Those of one instant are found once a request, however many platforms or documents ask. */
export class FlowListService {
  readonly #lineage: LineageService;
  readonly #found = new Map<number | null, FlowsInForceAnswer>();

  constructor(lineage: LineageService) {
    this.#lineage = lineage;
  }

  /**
   * A page of the flows of an instant that the viewer sees, by reference, and the head of the list. Whether flows are
   * hidden is told whatever the filter is: what a filter finds among them would say more of them than that they are there.
   */
  page(
    filter: FlowFilter | null,
    { first, after, asOf }: FlowsRequest,
  ): { readonly page: Page<ToldFlow>; readonly head: AnswerHead } {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('flows', filter, asOf ?? null);
    const [last] = after === null || after === undefined ? [null] : decodeCursor(fingerprint, 1, after);
    const { flows, hasHidden, ...answer } = this.#at(asOf ?? null);
    const all = flows.filter((flow) => isAsked(filter, flow));
    const rest = last === null ? all : all.filter(({ ref }) => compareText(ref, String(last)) > 0);
    const veil = this.#lineage.asking.veil();
    const told = ({ hidden, ...flow }: FlowInForce): ToldFlow => ({
      ...flow,
      hidden: veil.count(hidden),
      head: withPermission(answer, hidden.length > 0),
    });
    const page = {
      edges: rest.slice(0, most).map((flow) => ({ cursor: encodeCursor(fingerprint, [flow.ref]), node: told(flow) })),
      hasNextPage: rest.length > most,
      hasPreviousPage: last !== null,
      count: () => Promise.resolve(all.length),
    };
    return { page, head: withPermission(answer, hasHidden || flows.some(({ hidden }) => hidden.length > 0)) };
  }

  #at(asOf: Date | null): FlowsInForceAnswer {
    const key = asOf?.getTime() ?? null;
    const found = this.#found.get(key);
    if (found !== undefined) return found;
    const { projection, asked, known } = this.#lineage.asking;
    const flows = known(flowsInForce(projection, asked({ asOf })));
    this.#found.set(key, flows);
    return flows;
  }
}

const isAsked = (filter: FlowFilter | null, { facts }: FlowInForce): boolean =>
  (filter?.channel ?? facts.channel) === facts.channel &&
  (filter?.type ?? facts.type) === facts.type &&
  (filter?.mandatory ?? facts.mandatory) === facts.mandatory &&
  (filter?.document ?? facts.legalGround?.document) === facts.legalGround?.document;
