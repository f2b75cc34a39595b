/** The principles of open data that Decree 47/2020/NĐ-CP named, in the order in which they are told. */
export const OPENNESS_PRINCIPLES = [
  'COMPLETE',
  'LATEST',
  'ONLINE',
  'MACHINE_PROCESSABLE',
  'NO_IDENTIFICATION',
  'OPEN_FORMAT',
  'FREE',
  'DEMAND_LED',
] as const;

/** What the catalogue knows of how open a dataset is. */
export interface OpennessFacts {
  /** Declared time between updates in milliseconds; null where none is declared. */
  readonly updateMs: number | null;
  /** The newest measurements of the criterion COMPLETE, 0 to 1; none where it was not measured. */
  readonly completeness: readonly number[];
  readonly distributions: readonly {
    readonly format: string;
    readonly accessUrl: string | null;
    readonly accessService: string | null;
  }[];
}

/** What was found of one principle; `met` is null where the catalogue does not know. */
export interface OpennessVerdict {
  readonly principle: (typeof OPENNESS_PRINCIPLES)[number];
  readonly met: boolean | null;
  readonly reasonVi: string;
  readonly reasonEn: string;
}

/** Formats that anybody may read and write by a published specification. */
const OPEN_FORMATS = ['CSV', 'GEOJSON', 'GTFS', 'JSON', 'JSON-LD', 'KML', 'N-TRIPLES', 'ODS', 'RDF', 'TTL', 'XML'];
/** Formats that a program takes apart without guessing: the open ones, and some of one maker. */
const MACHINE_FORMATS = new Set([...OPEN_FORMATS, 'API', 'PARQUET', 'SHP', 'XLS', 'XLSX']);

type Found = Omit<OpennessVerdict, 'principle'>;

const NOTHING_RECORDED: Found = {
  met: null,
  reasonVi: 'Danh mục không ghi nhận.',
  reasonEn: 'The catalogue records nothing of it.',
};

/**
 * What the catalogue finds of each principle. It computes what it holds data for and leaves the others open: a principle is
 * never taken for met because nothing speaks against it.
 * @param withinMs longest time between updates of data that counts as the latest.
 */
export function opennessChecklist(facts: OpennessFacts, withinMs: number): OpennessVerdict[] {
  const found: Readonly<Record<OpennessVerdict['principle'], Found>> = {
    COMPLETE: complete(facts),
    LATEST: latest(facts, withinMs),
    ONLINE: online(facts),
    MACHINE_PROCESSABLE: inFormat(facts, MACHINE_FORMATS, 'định dạng máy đọc được', 'a machine-readable format'),
    NO_IDENTIFICATION: NOTHING_RECORDED,
    OPEN_FORMAT: inFormat(facts, new Set(OPEN_FORMATS), 'định dạng mở', 'an open format'),
    FREE: NOTHING_RECORDED,
    DEMAND_LED: NOTHING_RECORDED,
  };
  return OPENNESS_PRINCIPLES.map((principle) => ({ principle, ...found[principle] }));
}

function complete({ completeness }: OpennessFacts): Found {
  if (completeness.length === 0) return { met: null, reasonVi: 'Chưa đo độ đầy đủ.', reasonEn: 'Not measured.' };
  const least = Math.min(...completeness);
  return {
    met: least === 1,
    reasonVi: `Độ đầy đủ đo được thấp nhất: ${least}.`,
    reasonEn: `The least completeness that was measured: ${least}.`,
  };
}

function latest({ updateMs }: OpennessFacts, withinMs: number): Found {
  if (updateMs === null)
    return { met: null, reasonVi: 'Chưa công bố chu kỳ cập nhật.', reasonEn: 'No update interval is declared.' };
  const met = updateMs <= withinMs;
  return {
    met,
    reasonVi: met ? 'Chu kỳ cập nhật trong thời hạn.' : 'Chu kỳ cập nhật dài hơn thời hạn.',
    reasonEn: met ? 'The update interval is within the limit.' : 'The update interval is longer than the limit.',
  };
}

function online({ distributions }: OpennessFacts): Found {
  const met = distributions.some(({ accessUrl, accessService }) => accessUrl !== null || accessService !== null);
  return {
    met,
    reasonVi: met ? 'Có địa chỉ hoặc nền tảng để truy cập.' : 'Không có địa chỉ hay nền tảng để truy cập.',
    reasonEn: met ? 'An address or a platform is named.' : 'Neither an address nor a platform is named.',
  };
}

function inFormat({ distributions }: OpennessFacts, formats: ReadonlySet<string>, vi: string, en: string): Found {
  const formatsMet = distributions.map(({ format }) => format).filter((format) => formats.has(format.toUpperCase()));
  const named = [...new Set(formatsMet)].sort().join(', ');
  const met = formatsMet.length > 0;
  return {
    met,
    reasonVi: met ? `Có ${vi}: ${named}.` : `Không có ${vi}.`,
    reasonEn: met ? `It is had in ${en}: ${named}.` : `It is not had in ${en}.`,
  };
}
