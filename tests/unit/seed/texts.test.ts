import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();

/** Every text of the seed with the place where it stands. */
function textsOf(value: unknown, place: string): [string, string][] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, `${place}.${key}`));
}
const texts = textsOf(seed, 'seed');
const ending = (suffix: string): Map<string, string> =>
  new Map(
    texts.flatMap(([place, text]): [string, string][] =>
      place.endsWith(suffix) ? [[place.slice(0, -suffix.length), text]] : [],
    ),
  );

/** Letters that Vietnamese has and English has not. */
const VIETNAMESE_LETTER = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

const SOURCES = [
  'Press article on six technology partners, English, 30-1-2026',
  'Press article "Ho Chi Minh City launches campaign to build and complete databases", January 2026',
  'Vietnamese report on the same six partners, 29-1-2026',
  "Press article on the city's plan under Resolution 214, 13-10-2025",
  "Press article on the city's action plan for Resolution 57, undated",
];

describe('texts of the seed', () => {
  it('come in both languages', () => {
    expect([...ending('Vi').keys()].toSorted()).toEqual([...ending('En').keys()].toSorted());
    expect(ending('Vi').size).toBeGreaterThan(500);
  });

  it('are written with diacritics in Vietnamese sentences', () => {
    const sentences = [...ending('Vi')].filter(([place]) =>
      /description|definition|task|deliverable|purpose/.test(place),
    );
    expect(sentences.length).toBeGreaterThanOrEqual(75 + 23 + 15 + 15 + 3);
    expect(sentences.filter(([, text]) => !VIETNAMESE_LETTER.test(text))).toEqual([]);
  });

  it('differ between the languages, but for names that have one form', () => {
    const english = ending('En');
    const same = [...ending('Vi')].filter(([place, text]) => english.get(place) === text);
    expect(same.map(([, text]) => text)).toEqual(['%', '%', '%', '%', '%']);
  });

  it('describe each dataset in two sentences of its own', () => {
    for (const language of ['descriptionVi', 'descriptionEn'] as const) {
      const written = seed.datasets.map((dataset) => dataset[language]);
      expect(new Set(written).size).toBe(75);
      for (const dataset of seed.datasets) {
        expect(dataset[language].endsWith('.'), dataset.code).toBe(true);
        expect(dataset[language].split(/\. (?=\p{Lu})/u), dataset.code).toHaveLength(2);
      }
    }
  });

  it('name no dataset by its code where people read who may not see it', () => {
    const read = texts.filter(([place]) =>
      /\.(datasets|tasks|dataElements|codeLists|platforms)\.\d+\..*(Vi|En|source)$/.test(place),
    );
    expect(read.length).toBeGreaterThan(400);
    expect(read.filter(([, text]) => /\b[NMSO]\d\d\b/.test(text))).toEqual([]);
  });

  it('cite for a fact one of the press articles or a public address', () => {
    const facts = Object.values(seed)
      .flatMap((records: readonly { mark: string; source: string }[]) => records)
      .filter((record) => record.mark === 'FACT');
    expect(facts.length).toBeGreaterThan(50);
    const cited = (source: string): boolean =>
      SOURCES.some((article) => source.includes(article)) ||
      /\b[a-z-]+\.(vn|com|gov\.vn)\b|relaton-data-w3c/.test(source);
    expect(facts.filter((record) => !cited(record.source))).toEqual([]);
  });
});
