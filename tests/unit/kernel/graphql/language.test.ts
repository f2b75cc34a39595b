import { describe, expect, it } from 'vitest';
import { inLanguage, Lang, languageOf } from '../../../../kernel/graphql/language.ts';

describe('the language of a request', () => {
  it.each([
    [undefined, Lang.VI],
    [null, Lang.VI],
    ['', Lang.VI],
    ['en', Lang.EN],
    ['EN-us', Lang.EN],
    ['vi', Lang.VI],
    ['fr', Lang.VI],
    ['*', Lang.VI],
    ['fr, en;q=0.2', Lang.EN],
    ['en;q=0.5, vi;q=0.8', Lang.VI],
    ['en;q=0.8, vi;q=0.5', Lang.EN],
    ['en;Q=0.1, vi;q=0.5', Lang.VI],
    ['en, vi', Lang.EN],
    ['vi, en', Lang.VI],
    ['en;q=0, vi;q=0.1', Lang.VI],
    ['en;q=0', Lang.VI],
    ['vi;q=0, en;q=0.1', Lang.EN],
    ['en;level=1;q=0.9, vi;q=0.8', Lang.EN],
    ['english', Lang.VI],
    ['envi', Lang.VI],
    ['en;q=often', Lang.EN],
    ['en;q=0.1.2, vi;q=0.1', Lang.VI],
  ])('of %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('is found in a header of any length', () => {
    expect(languageOf(`en, ${'fr;q=0.1, '.repeat(100_000)}`)).toBe(Lang.EN);
  });
});

describe('a text in two languages', () => {
  const text = { vi: 'Dữ liệu', en: 'Data' };

  it('comes in the language that is asked for, whatever the request prefers', () => {
    expect(inLanguage(text, Lang.EN, Lang.VI)).toBe('Data');
    expect(inLanguage(text, Lang.VI, Lang.EN)).toBe('Dữ liệu');
  });

  it.each([[null], [undefined]])('comes in the language of the request when %s is asked for', (asked) => {
    expect(inLanguage(text, asked, Lang.EN)).toBe('Data');
    expect(inLanguage(text, asked, Lang.VI)).toBe('Dữ liệu');
  });
});
