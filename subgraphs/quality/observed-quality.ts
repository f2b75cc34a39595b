/** What is taken of the fact `quality.observed` on the outbox of lineage; producers leave out what they did not measure. */
export interface ObservedFact {
  readonly dataset: string | null;
  /** By the producer's clock, ISO 8601. */
  readonly time: string;
  readonly job: string | null;
  readonly metrics: {
    readonly rowCount: number | null;
    readonly lastUpdated: string | null;
    readonly columns: readonly { readonly nullCount: number | null; readonly count: number | null }[];
  } | null;
  readonly assertions: readonly { readonly success: boolean }[];
}

/** A measurement of a dataset of the catalog. */
export interface ObservedMeasurement {
  readonly dataset: string;
  readonly criterion: 'COMPLETE' | 'CLEAN';
  readonly metric: 'filled_cells' | 'passed_checks';
  readonly value: number;
  readonly measuredAt: string;
  readonly method: string;
}

/**
 * Share of cells that hold a value, over the columns whose rows and missing values were both counted; undefined when
 * there is none. Counts that contradict themselves are not measured: more values missing than there are rows.
 */
function filledCells({ rowCount, columns }: NonNullable<ObservedFact['metrics']>): number | undefined {
  let cells = 0;
  let missing = 0;
  for (const { nullCount, count } of columns) {
    const rows = rowCount ?? (count !== null && nullCount !== null ? count + nullCount : null);
    if (rows === null || nullCount === null || nullCount < 0 || nullCount > rows) continue;
    cells += rows;
    missing += nullCount;
  }
  return cells === 0 ? undefined : 1 - missing / cells;
}

/** Measurements that a producer's facets come to: OpenLineage dataQualityMetrics and dataQualityAssertions. */
export function measurementsOf({ dataset, time, job, metrics, assertions }: ObservedFact): ObservedMeasurement[] {
  if (dataset === null) return [];
  const method = job ?? 'OpenLineage';
  const about = { dataset, measuredAt: time, method };
  const filled = metrics === null ? undefined : filledCells(metrics);
  const passed = assertions.filter(({ success }) => success).length;
  return [
    ...(filled === undefined
      ? []
      : [{ ...about, criterion: 'COMPLETE' as const, metric: 'filled_cells' as const, value: filled }]),
    ...(assertions.length === 0
      ? []
      : [
          {
            ...about,
            criterion: 'CLEAN' as const,
            metric: 'passed_checks' as const,
            value: passed / assertions.length,
          },
        ]),
  ];
}

/** When the data last changed, as the producer says; null when it says nothing that is an instant. */
export function updateOf({ metrics }: ObservedFact): Date | null {
  const at = metrics?.lastUpdated == null ? Number.NaN : Date.parse(metrics.lastUpdated);
  return Number.isNaN(at) ? null : new Date(at);
}
