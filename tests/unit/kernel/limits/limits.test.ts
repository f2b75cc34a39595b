import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMIT_REGISTRY, LIMITS } from '../../../../kernel/limits/limits.ts';
import { printLimits } from '../../../../kernel/limits/print-limits.ts';
import { projectRoot } from '../../../../kernel/project-root.ts';
import { DEEPEST_EVENT } from '../../../../lineage/domain/openlineage/mend.ts';
import { MOST_EVENT_COLUMNS } from '../../../../lineage/domain/openlineage/normalise-openlineage.ts';
import { EDGE_BUDGET, LINEAGE_EDGES, LINEAGE_NODES } from '../../../../lineage/projection/index.ts';

describe('the registry of limits', () => {
  it('is what docs/limits.md says', () => {
    expect(readFileSync(join(projectRoot(), 'docs', 'limits.md'), 'utf8')).toBe(printLimits());
  });

  it('holds what is promised', () => {
    expect(LIMITS).toMatchObject({
      bodyBytes: 1_048_576,
      eventBytes: 10_485_760,
      inflation: 100,
      jsonDepth: 64,
      tokens: 2_000,
      depth: 10,
      aliases: 15,
      rootFields: 20,
      directives: 10,
      selections: 2_000,
      cost: 5_000,
      page: 200,
      entities: 1_000,
      lineageDepth: 50,
      lineageNodes: 10_000,
      nameCharacters: 1_024,
      descriptionBytes: 65_536,
      deadlineMs: 10_000,
      statementMs: 5_000,
      inFlight: 200,
      exports: 8,
      eventColumns: 10_000,
    });
  });

  it('says of each what is measured, in a sentence, and a whole number above nothing', () => {
    for (const { most, unit, meaning } of Object.values(LIMIT_REGISTRY)) {
      expect(Number.isSafeInteger(most) && most > 0).toBe(true);
      expect(unit).toMatch(/^[a-z]+$/);
      expect(meaning).toMatch(/^[\p{Lu}`].*\.$/u);
    }
  });

  it('is what the pure parts say, which import nothing', () => {
    expect([MOST_EVENT_COLUMNS, DEEPEST_EVENT]).toEqual([LIMITS.eventColumns, LIMITS.jsonDepth]);
    expect([LINEAGE_NODES, LINEAGE_EDGES, EDGE_BUDGET]).toEqual([
      LIMITS.lineageNodes,
      LIMITS.lineageEdges,
      LIMITS.walkedEdges,
    ]);
  });
});
