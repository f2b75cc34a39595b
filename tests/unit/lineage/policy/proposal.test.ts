import { describe, expect, test } from 'vitest';
import { compareFindings, type ProposedEvent, tryProposal } from '../../../../lineage/projection/policy/proposal.ts';
import { loadSeedCatalogue } from '../../../../seed/data/index.ts';
import { flow, projectionOf } from '../../../support/lineage-events.ts';
import { day, foundOn, linesOf } from '../../../support/policy-findings.ts';
import { seedEvents } from '../../../support/seed-events.ts';

const seed = loadSeedCatalogue();
const projection = projectionOf(seedEvents(seed));
const ON = '2026-11-01';

const effectOf = (...events: ProposedEvent[]) => {
  const { before, after } = tryProposal(projection, { asOf: day(ON) }, events);
  const { added, resolved, unchanged } = compareFindings(before.findings, after.findings);
  return { added: linesOf(added), resolved: linesOf(resolved), unchanged: unchanged.length };
};

describe('a proposal', () => {
  test('that changes nothing leaves all findings as they are', () => {
    expect(effectOf()).toEqual({ added: [], resolved: [], unchanged: 9 });
  });

  test('of a flow that would publish personal data is told before there is one, and what is there stays', () => {
    const before = linesOf(foundOn(projection, ON));
    expect(effectOf(flow('F99', 'S29>O13 ho_ten>ten_truong', { type: 'PUBLISH_OPEN' }))).toEqual({
      added: ['R1 CRITICAL O13 ten_truong', 'R7 WARN O13 ten_truong'],
      resolved: [],
      unchanged: 9,
    });
    expect(linesOf(foundOn(projection, ON))).toEqual(before);
    expect(projection.nodes.find('job:F99')).toBeUndefined();
  });

  test('that puts a flow right resolves what it caused', () => {
    const f59 = seed.flows.find(({ code }) => code === 'F59') ?? expect.fail('the seed has F59');
    const { mark: _mark, source: _source, ...body } = f59;
    const { added, resolved } = effectOf({ kind: 'flow.declared', body: { ...body, minimumCellSize: 20 } });
    expect([added, resolved]).toEqual([[], ['R3 WARN O13 so_hs']]);
  });

  test('of a schema that drops the columns that are found resolves it', () => {
    const fields = [{ name: 'mon', type: 'STR', piiClass: 'NONE', directIdentifier: false } as const];
    const { added, resolved } = effectOf({ kind: 'schema.written', body: { dataset: 'O14', fields } });
    expect([added, resolved]).toEqual([[], ['R1 CRITICAL O14 diem ho_ten ngay_sinh so_bao_danh']]);
  });

  test('that adds a column to a finding makes it new', () => {
    const f50 = seed.flows.find(({ code }) => code === 'F50') ?? expect.fail('the seed has F50');
    const { mark: _mark, source: _source, ...body } = f50;
    const columns = [...body.columns, { from: 'nguoi_dai_dien', to: 'ten_dn', transformation: 'IDENTITY' as const }];
    expect(effectOf({ kind: 'flow.declared', body: { ...body, columns } }).added).toContain('R1 CRITICAL O05 ten_dn');
  });

  test('of a flow back is told as a circle, with a way round for every column of it, and ending that flow ends it', () => {
    const back = flow('F99', 'S29>N01 ho_ten');
    const { after } = tryProposal(projection, { asOf: day(ON) }, [back]);
    const round = after.findings.filter(({ rule }) => rule === 'I3');
    expect(linesOf(round)).toEqual(['I3 REVIEW N01 ho_ten ho_ten']);
    expect(round[0]?.columns.map((column) => column.path())).toEqual([
      ['N01.ho_ten', 'job:F26', 'S29.ho_ten', 'job:F99', 'N01.ho_ten'],
      ['S29.ho_ten', 'job:F99', 'N01.ho_ten', 'job:F26', 'S29.ho_ten'],
    ]);
    const circle = projectionOf([...seedEvents(seed), back]);
    const ended = tryProposal(circle, { asOf: day(ON) }, [
      { kind: 'flow.retired', body: { code: 'F26', validTo: '2026-10-01T00:00:00+07:00' } },
    ]);
    const { resolved } = compareFindings(ended.before.findings, ended.after.findings);
    expect(linesOf(resolved)).toContain('I3 REVIEW N01 ho_ten ho_ten');
  });

  test('is proven no more when the graph moved on beneath it', () => {
    const moving = projectionOf(seedEvents(seed));
    const { after } = tryProposal(moving, { asOf: day(ON) }, [flow('F99', 'S29>O13 ho_ten>ten_truong')]);
    const leak = after.findings.find(({ rule, target }) => rule === 'R1' && target === 'O13');
    moving.apply([{ record: 'job', ref: 'job:F98', facts: null }], moving.revision + 1);
    expect(leak?.columns[0]?.path()).toBeNull();
  });

  test('is proven no more either when an edge went and no node came', () => {
    const moving = projectionOf(seedEvents(seed));
    const { after } = tryProposal(moving, { asOf: day(ON) }, [flow('F99', 'S29>O13 ho_ten>ten_truong')]);
    const leak = after.findings.find(({ rule, target }) => rule === 'R1' && target === 'O13');
    const edge = [...moving.records()].find((record) => record.record === 'edge' && record.to === 'S29.ho_ten');
    if (edge?.record !== 'edge') expect.fail('something feeds S29.ho_ten');
    moving.apply([{ ...edge, recordedTo: day(ON) }], moving.revision + 1);
    expect(leak?.columns[0]?.path()).toBeNull();
    expect(leak?.acceptance()).toBeNull();
  });

  test('is proven over the same graph laid out anew', () => {
    const moving = projectionOf(seedEvents(seed));
    const { after } = tryProposal(moving, { asOf: day(ON) }, [flow('F99', 'S29>O13 ho_ten>ten_truong')]);
    const leak = after.findings.find(({ rule, target }) => rule === 'R1' && target === 'O13');
    moving.compact();
    expect(leak?.columns[0]?.path()).toEqual(['S29.ho_ten', 'job:F99', 'O13.ten_truong']);
  });
});
