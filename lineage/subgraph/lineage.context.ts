import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { LineageEngine } from '../engine.ts';
import { FlowService } from './flow.service.ts';
import { LineageService } from './lineage.service.ts';
import { NameService } from './name.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface LineageContext extends RequestScope {
  readonly lineage: LineageService;
  readonly flows: FlowService;
  readonly names: NameService;
}

/** Made once for each request. */
export const lineageContext =
  (engine: LineageEngine) =>
  (scope: RequestScope): LineageContext => ({
    ...scope,
    lineage: new LineageService(scope, engine),
    flows: new FlowService(scope, engine),
    names: new NameService(scope, engine),
  });
