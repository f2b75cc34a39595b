import { registerEnumType } from 'type-graphql';

/** The two languages of every title and description. */
export enum Lang {
  VI = 'VI',
  EN = 'EN',
}

registerEnumType(Lang, {
  name: 'Lang',
  description: 'The language of a title or description. Without the argument Accept-Language decides, then Vietnamese.',
  valuesConfig: { VI: { description: 'Vietnamese.' }, EN: { description: 'English.' } },
});

/** Text that exists in both languages. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

/** Picks the text in the language asked for, else in the language of the request. */
export const inLanguage = (text: Bilingual, asked: Lang | null | undefined, fallback: Lang): string =>
  (asked ?? fallback) === Lang.EN ? text.en : text.vi;

/** The language that an Accept-Language header prefers among Vietnamese and English; Vietnamese when it names neither. */
export function languageOf(acceptLanguage: string | null | undefined): Lang {
  const ranked = (acceptLanguage ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/i.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality), index };
    })
    .filter(({ tag, quality }) => quality > 0 && (/^vi\b/.test(tag) || /^en\b/.test(tag)))
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return ranked[0]?.tag.startsWith('en') === true ? Lang.EN : Lang.VI;
}
