import type { Condition } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { DatasetFilter } from './dataset.inputs.ts';

/** The condition that a filter asks for; says nothing of what the viewer may see. */
export const datasetFilterCondition = (filter: DatasetFilter | null): Condition =>
  definedOnly({
    tier: filter?.tier ?? undefined,
    sharingClass: filter?.sharingClass ?? undefined,
    importanceClass: filter?.importanceClass ?? undefined,
    publisherCode: filter?.publisher ?? undefined,
    piiClass: filter?.piiClass ?? undefined,
    surveyState: filter?.surveyState ?? undefined,
    highValue: filter?.highValue ?? undefined,
    dataLayer: filter?.dataLayer ?? undefined,
    dataBlock: filter?.dataBlock ?? undefined,
    systemCode: filter?.system ?? undefined,
    code: filter?.codes === null || filter?.codes === undefined ? undefined : { $in: [...filter.codes] },
  });
