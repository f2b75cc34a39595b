import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../lineage/domain/canonical-json.ts';
import type { SchemasFacts } from '../../../lineage/domain/schema-history/schema-versions.ts';
import { schemaVersions } from '../../../lineage/domain/schema-history/schema-versions.ts';
import {
  LARGEST_SCHEMAS,
  MOST_SCHEMAS,
  type TellingsFacts,
  tell,
} from '../../../lineage/domain/schema-history/tellings.ts';
import { disturbed } from '../../support/openlineage-events.ts';
import { Random } from '../../support/random.ts';

const HISTORIES = Number(process.env['PROPERTY_HISTORIES'] ?? 150);

interface Telling {
  readonly code: string;
  readonly size: number;
  readonly time: number;
}

const told = (tellings: readonly Telling[]): TellingsFacts => {
  let facts: TellingsFacts | undefined;
  for (const { code, size, time } of tellings) facts = tell(facts, 'n', { code, size }, time);
  if (facts === undefined) throw new Error('Nothing is told');
  return facts;
};

/** Some tellings of some schemas over a time that is long or short, of schemas that are short or long. */
function randomTellings(random: Random, most: number): Telling[] {
  const schemas = random.int(1, 2 * MOST_SCHEMAS);
  const reach = 2 ** random.int(1, 50);
  const large = random.chance(0.3);
  return Array.from({ length: random.int(1, most) }, () => {
    const schema = random.int(1, schemas);
    return {
      code: `s${schema}`,
      size: large ? (schema * LARGEST_SCHEMAS) / 40 : 100,
      time: Math.floor((random.int(0, 1_000_000) / 1_000_000) * reach),
    };
  });
}

describe('what is kept of tellings', () => {
  test('is one, however they are doubled and ordered', () => {
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const random = new Random(seed);
      const tellings = randomTellings(random, 120);
      const expected = canonicalJson(told(tellings));
      for (let i = 0; i < 3; i++)
        expect(canonicalJson(told(disturbed(random, tellings))), `seed ${seed}`).toBe(expected);
    }
  });

  test('is bounded, and every version that it gives was told at that time', () => {
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const random = new Random(seed);
      const tellings = randomTellings(random, 400);
      const facts = told(tellings);
      expect(facts.schemas.length, `seed ${seed}`).toBeLessThanOrEqual(MOST_SCHEMAS);
      expect(facts.told.length, `seed ${seed}`).toBeLessThanOrEqual(65 * MOST_SCHEMAS);
      const known = new Set(tellings.map(({ code, time }) => `${code} ${time}`));
      for (const [code, first, last] of facts.told) {
        expect(known.has(`${code} ${first}`) && known.has(`${code} ${last}`), `seed ${seed}`).toBe(true);
      }
      const last = Math.max(...tellings.map(({ time }) => time));
      expect(
        facts.told.some(([, , until]) => until === last),
        `seed ${seed}, newest`,
      ).toBe(true);
    }
  });

  test('gives the very versions of all tellings while schemas follow each other', () => {
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const random = new Random(seed);
      const changes = random.int(1, MOST_SCHEMAS);
      const tellings: Telling[] = [];
      const expected: string[] = [];
      let time = 1_700_000_000_000_000;
      for (let schema = 0; schema < changes; schema++) {
        for (let run = 0; run < random.int(1, 40); run++) {
          time += random.int(1, 90_000_000);
          if (run === 0) expected.push(`s${schema} ${time}`);
          tellings.push({ code: `s${schema}`, size: 10, time });
        }
      }
      const schemas: SchemasFacts = {
        name: 'n',
        schemas: Array.from({ length: changes }, (_, i) => [`s${i}`, [[`s${i}`, 'int', null, '']]] as const),
      };
      const { versions, truncated } = schemaVersions(told(disturbed(random, tellings)), schemas);
      expect(
        versions.map(({ columns, since }) => `${columns[0]?.[0]} ${since}`),
        `seed ${seed}`,
      ).toEqual(expected);
      expect(truncated).toBe(false);
    }
  });
});
