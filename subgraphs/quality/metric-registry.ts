import type { Bilingual } from '../../kernel/graphql/language.ts';

/** Characteristics of data quality (ISO/IEC 25012:2008, 5.3). */
export const ISO_CHARACTERISTICS = [
  'ACCURACY',
  'COMPLETENESS',
  'CONSISTENCY',
  'CREDIBILITY',
  'CURRENTNESS',
  'ACCESSIBILITY',
  'COMPLIANCE',
  'CONFIDENTIALITY',
  'EFFICIENCY',
  'PRECISION',
  'TRACEABILITY',
  'UNDERSTANDABILITY',
  'AVAILABILITY',
  'PORTABILITY',
  'RECOVERABILITY',
] as const;
export type IsoCharacteristicName = (typeof ISO_CHARACTERISTICS)[number];

/** Metrics that the catalog computes from what it knows. */
export type ComputedMetricCode =
  | 'freshness'
  | 'bound_fields'
  | 'type_agreement'
  | 'metadata'
  | 'connected'
  | 'consumers';

/** A metric whose definition comes with the program. */
export interface BuiltInMetric {
  readonly code: string;
  readonly kind: 'COMPUTED' | 'OBSERVED';
  readonly criterion: string;
  readonly name: Bilingual;
  /** How the value comes about, 0 to 1. */
  readonly formula: Bilingual;
  readonly characteristics: readonly IsoCharacteristicName[];
}

/** Read from the top: what producers report, then what the catalog computes. Their codes are taken. */
export const BUILT_IN_METRICS: readonly BuiltInMetric[] = [
  {
    code: 'filled_cells',
    kind: 'OBSERVED',
    criterion: 'COMPLETE',
    name: { vi: 'Tỷ lệ ô có giá trị', en: 'Share of filled cells' },
    formula: {
      vi: '1 − số ô trống / số ô, trên các cột mà nguồn tin đã đếm (OpenLineage dataQualityMetrics)',
      en: '1 − missing values / cells, over the columns that the producer counted (OpenLineage dataQualityMetrics)',
    },
    characteristics: ['COMPLETENESS'],
  },
  {
    code: 'passed_checks',
    kind: 'OBSERVED',
    criterion: 'CLEAN',
    name: { vi: 'Tỷ lệ kiểm tra đạt', en: 'Share of passed checks' },
    formula: {
      vi: 'Số kiểm tra đạt / số kiểm tra (OpenLineage dataQualityAssertions)',
      en: 'Checks that passed / checks that ran (OpenLineage dataQualityAssertions)',
    },
    characteristics: ['CONSISTENCY', 'COMPLIANCE'],
  },
  {
    code: 'freshness',
    kind: 'COMPUTED',
    criterion: 'LIVE',
    name: { vi: 'Cập nhật đúng hạn', en: 'Updated in time' },
    formula: {
      vi: 'min(1, chu kỳ cập nhật đã khai / tuổi của lần cập nhật gần nhất); chưa đo nếu thiếu một trong hai',
      en: 'min(1, declared update interval / age of the last update); not measured without both',
    },
    characteristics: ['CURRENTNESS'],
  },
  {
    code: 'bound_fields',
    kind: 'COMPUTED',
    criterion: 'UNIFIED',
    name: { vi: 'Cột gắn từ điển dùng chung', en: 'Fields bound to the dictionary' },
    formula: { vi: 'Số cột đã gắn phần tử / số cột', en: 'Fields bound to an element / fields' },
    characteristics: ['UNDERSTANDABILITY', 'COMPLIANCE'],
  },
  {
    code: 'type_agreement',
    kind: 'COMPUTED',
    criterion: 'UNIFIED',
    name: { vi: 'Cùng kiểu với nguồn chủ', en: 'Types as in the master source' },
    formula: {
      vi: 'Số cột cùng kiểu với cột của nguồn chủ đã duyệt / số cột so được; chưa đo nếu không có cột nào so được',
      en: 'Fields with the type of the approved master source / fields that can be compared; not measured when none can',
    },
    characteristics: ['CONSISTENCY'],
  },
  {
    code: 'metadata',
    kind: 'COMPUTED',
    criterion: 'UNIFIED',
    name: { vi: 'Đủ siêu dữ liệu', en: 'Complete metadata' },
    formula: {
      vi: 'Số mục đã khai / 6: chu kỳ cập nhật, tầng, khối, đã rà soát, có cột, có bản phân phối',
      en: 'Items stated / 6: update interval, layer, block, reviewed, fields, a distribution',
    },
    characteristics: ['UNDERSTANDABILITY', 'TRACEABILITY'],
  },
  {
    code: 'connected',
    kind: 'COMPUTED',
    criterion: 'SHARED_USE',
    name: { vi: 'Kết nối qua nền tảng', en: 'Connected through a platform' },
    formula: {
      vi: '1 nếu có bản phân phối qua dịch vụ truy cập hoặc có luồng qua NDOP, NDXP hay LGSP; nếu không thì 0',
      en: '1 when a distribution has an access service or a flow goes through NDOP, NDXP or LGSP; else 0',
    },
    characteristics: ['ACCESSIBILITY', 'AVAILABILITY', 'PORTABILITY'],
  },
  {
    code: 'consumers',
    kind: 'COMPUTED',
    criterion: 'SHARED_USE',
    name: { vi: 'Có nơi sử dụng', en: 'Used by others' },
    formula: {
      vi: 'n / (n + 1), n là số bộ dữ liệu khác nhận dữ liệu qua các luồng đang có hiệu lực',
      en: 'n / (n + 1), where n is the number of other datasets that flows in force feed from it',
    },
    characteristics: ['ACCESSIBILITY'],
  },
];

/** The same by code. */
export const BUILT_IN_BY_CODE: ReadonlyMap<string, BuiltInMetric> = new Map(
  BUILT_IN_METRICS.map((metric) => [metric.code, metric]),
);
