import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import { type FlowInForce, flowsInForce } from '../projection/queries/flows-in-force.ts';
import { compareText } from '../projection/queries/order.ts';
import type { FlowFilter } from './flow-list.inputs.ts';
import type { LineageService } from './lineage.service.ts';

/** What is asked of a list of flows. */
export interface FlowsRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly asOf?: Date | null | undefined;
}

/** Lists of declared flows. Those of one instant are found once a request, however many platforms or documents ask. */
export class FlowListService {
  readonly #lineage: LineageService;
  readonly #found = new Map<number | null, readonly FlowInForce[]>();

  constructor(lineage: LineageService) {
    this.#lineage = lineage;
  }

  /** A page of the flows of an instant that the viewer sees, by reference. */
  page(filter: FlowFilter | null, { first, after, asOf }: FlowsRequest): Page<FlowInForce> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('flows', filter, asOf ?? null);
    const [last] = after === null || after === undefined ? [null] : decodeCursor(fingerprint, 1, after);
    const all = this.#at(asOf ?? null).filter((flow) => isAsked(filter, flow));
    const rest = last === null ? all : all.filter(({ ref }) => compareText(ref, String(last)) > 0);
    return {
      edges: rest.slice(0, most).map((node) => ({ cursor: encodeCursor(fingerprint, [node.ref]), node })),
      hasNextPage: rest.length > most,
      hasPreviousPage: last !== null,
      count: () => Promise.resolve(all.length),
    };
  }

  #at(asOf: Date | null): readonly FlowInForce[] {
    const key = asOf?.getTime() ?? null;
    const found = this.#found.get(key);
    if (found !== undefined) return found;
    const { projection, asked } = this.#lineage.asking;
    const flows = flowsInForce(projection, asked({ asOf }));
    this.#found.set(key, flows);
    return flows;
  }
}

const isAsked = (filter: FlowFilter | null, { facts }: FlowInForce): boolean =>
  (filter?.channel ?? facts.channel) === facts.channel &&
  (filter?.type ?? facts.type) === facts.type &&
  (filter?.mandatory ?? facts.mandatory) === facts.mandatory &&
  (filter?.document ?? facts.legalGround?.document) === facts.legalGround?.document;
