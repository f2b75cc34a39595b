import { parseInstant } from '../../lineage/domain/instant.ts';
import { nameOfField } from '../../lineage/domain/node-ref.ts';
import { type PolicyQuery, policyFindings, type ToldFinding } from '../../lineage/projection/policy/findings.ts';
import type { Projection } from '../../lineage/projection/projection.ts';

/** The first instant of a day in the city. */
export const day = (text: string): number => parseInstant(`${text}T00:00:00+07:00`);

/** What is found on a day. */
export const foundOn = (
  projection: Projection,
  text: string,
  asked: Partial<PolicyQuery> = {},
): readonly ToldFinding[] => policyFindings(projection, { asOf: day(text), ...asked }).findings;

/** Findings as lines: `R1 CRITICAL O14 diem ho_ten`. */
export const linesOf = (findings: readonly ToldFinding[]): string[] =>
  findings.map(({ rule, severity, target, columns }) =>
    [rule, severity, target, ...columns.map(({ ref }) => nameOfField(ref))].join(' '),
  );

/** Since the datasets were published. */
const PUBLISHED = ['R1 CRITICAL O04 noi_dung sdt toa_do', 'R1 CRITICAL O14 diem ho_ten ngay_sinh so_bao_danh'];
/** Whatever the day. */
const ALWAYS = [
  'R2 CRITICAL O03 ma_nguoi_nop_hash',
  'R3 WARN O13 so_hs',
  'R4 REVIEW O07 gia_dat ma_phuong muc_dich',
  'R4 CRITICAL O18 do_sau hinh_hoc loai ma_tuyen_ong',
  'R5 WARN O21',
  'R5 WARN S31',
  'R6 ERROR element:ho_ten',
];

/** What is found on the seed on 2026-11-01, as lines. */
export const FOUND_IN_NOVEMBER: readonly string[] = [...PUBLISHED, ...ALWAYS];

/** All that is found on the seed, and nothing else, on the three days of acceptance. */
export const SEED_FINDINGS: readonly (readonly [day: string, lines: readonly string[]])[] = [
  ['2026-11-01', FOUND_IN_NOVEMBER],
  ['2027-01-01', [...FOUND_IN_NOVEMBER, 'R8 WARN job:F70']],
  ['2026-02-01', ALWAYS],
];
