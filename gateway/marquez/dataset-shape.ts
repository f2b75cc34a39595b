import { versionOf } from './run-shape.ts';

/** What of a dataset these paths ask; of the catalog its title and classes too. */
export const DATASET = /* GraphQL */ `
  fragment MarquezDataset on DatasetName {
    ref namespace name firstSeen lastSeen documentation datasetType version source lifecycle deleted facets complete
    columns { name type }
    tags { key value field }
    dataset { code title description publisher { name } fields { name piiClass } }
  }
`;

/** A dataset as GraphQL tells it. */
export interface AskedDataset {
  readonly ref: string;
  readonly namespace: string;
  readonly name: string;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly documentation: string | null;
  readonly datasetType: string | null;
  readonly version: string | null;
  readonly source: string | null;
  readonly lifecycle: string | null;
  readonly deleted: boolean;
  readonly facets: Readonly<Record<string, unknown>> | null;
  readonly complete: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly tags: readonly { readonly key: string; readonly value: string; readonly field: string | null }[];
  readonly dataset: {
    readonly code: string;
    readonly title: string;
    readonly description: string | null;
    readonly publisher: { readonly name: string } | null;
    readonly fields: readonly { readonly name: string; readonly piiClass: string }[];
  } | null;
}

/** Classes of personal data stand among the tags of columns, where whoever reads Marquez looks for them. */
const CLASSES: ReadonlySet<string> = new Set(['BASIC', 'SENSITIVE']);

const tagText = ({ key, value }: { readonly key: string; readonly value: string }): string =>
  value === '' ? key : `${key}:${value}`;

/** Version of a dataset: equal while its columns and what its producer counts are. */
export const datasetVersion = ({ ref, columns, version }: AskedDataset): string => versionOf([ref, columns, version]);

/** A dataset as Marquez writes it; what nobody said is null. */
export function datasetShape(asked: AskedDataset) {
  const { namespace, name, dataset } = asked;
  const classes = new Map((dataset?.fields ?? []).map((field) => [field.name, field.piiClass]));
  const tagsOf = (column: string): string[] => {
    const said = asked.tags.filter(({ field }) => field === column).map(tagText);
    const piiClass = classes.get(column);
    return piiClass !== undefined && CLASSES.has(piiClass) ? [piiClass, ...said] : said;
  };
  return {
    id: { namespace, name },
    type: /topic|stream/i.test(asked.datasetType ?? '') ? 'STREAM' : 'DB_TABLE',
    name,
    physicalName: name,
    createdAt: asked.firstSeen,
    updatedAt: asked.lastSeen,
    namespace,
    sourceName: asked.source ?? dataset?.publisher?.name ?? namespace,
    fields: asked.columns.map((column) => ({
      name: column.name,
      type: column.type === '' ? null : column.type,
      tags: tagsOf(column.name),
      description: null,
    })),
    tags: asked.tags.filter(({ field }) => field === null).map(tagText),
    lastModifiedAt: asked.lastSeen,
    lastLifecycleState: asked.lifecycle,
    description:
      asked.documentation ?? (dataset === null ? null : `${dataset.title}. ${dataset.description ?? ''}`.trim()),
    currentVersion: datasetVersion(asked),
    facets: asked.facets ?? {},
    deleted: asked.deleted,
  };
}
