import { describe, expect, test } from 'vitest';
import {
  canonicalRef,
  datasetOfField,
  fieldRef,
  kindOfRef,
  NodeRefError,
  nameOfField,
  parseNodeRef,
  printNodeRef,
} from '../../../lineage/domain/node-ref.ts';

describe('a node reference', () => {
  test.each([
    ['N01', { kind: 'DATASET', dataset: { code: 'N01' } }],
    ['N01.ngay_sinh', { kind: 'FIELD', dataset: { code: 'N01' }, field: 'ngay_sinh' }],
    ['N01.a.b', { kind: 'FIELD', dataset: { code: 'N01' }, field: 'a.b' }],
    ['job:F26', { kind: 'JOB', job: { code: 'F26' } }],
    [
      'postgres://db:5432|kho.public.người_dân',
      { kind: 'DATASET', dataset: { namespace: 'postgres://db:5432', name: 'kho.public.người_dân' } },
    ],
    ['s3://b|/a/b#c', { kind: 'FIELD', dataset: { namespace: 's3://b', name: '/a/b' }, field: 'c' }],
    ['job:airflow|dag.task', { kind: 'JOB', job: { namespace: 'airflow', name: 'dag.task' } }],
    ['element:so_dinh_danh', { kind: 'ELEMENT', code: 'so_dinh_danh' }],
    ['codelist:trang_thai', { kind: 'CODELIST', code: 'trang_thai' }],
    ['standard:QCVN%20109:2017/BTTTT', { kind: 'STANDARD', code: 'QCVN 109:2017/BTTTT' }],
  ])('%s is read and printed the same', (text, ref) => {
    expect(parseNodeRef(text)).toEqual(ref);
    expect(printNodeRef(parseNodeRef(text))).toBe(text);
  });

  test('has one spelling, whatever was encoded without need', () => {
    expect(canonicalRef('%4E01.ng%61y')).toBe('N01.ngay');
    expect(canonicalRef('a|b%2fc%20d')).toBe('a|b/c%20d');
  });

  test('keeps a namespace apart that reads like a prefix', () => {
    const text = printNodeRef({ kind: 'DATASET', dataset: { namespace: 'job:x', name: 'y' } });
    expect(text).toBe('job%3Ax|y');
    expect(parseNodeRef(text)).toEqual({ kind: 'DATASET', dataset: { namespace: 'job:x', name: 'y' } });
    expect(kindOfRef(text)).toBe('DATASET');
  });

  test('of a column leads to its dataset and its plain name', () => {
    const ref = fieldRef('s3://b|/a', 'họ tên#1|%');
    expect(kindOfRef(ref)).toBe('FIELD');
    expect(datasetOfField(ref)).toBe('s3://b|/a');
    expect(nameOfField(ref)).toBe('họ tên#1|%');
    expect(datasetOfField('N01.a.b')).toBe('N01');
    expect(nameOfField('N01.a.b')).toBe('a.b');
  });

  test.each([
    ['', 'is empty'],
    ['N 01', '%20'],
    ['N01.', 'field is empty'],
    ['.x', 'code is empty'],
    ['đất', 'not a code'],
    ['-N01', 'not a code'],
    ['N'.repeat(65), 'not a code'],
    ['N01#x', 'no field can follow'],
    ['a|b|c', 'second "|"'],
    ['a|b#c#d', 'write %7C or %23'],
    ['|b', 'namespace is empty'],
    ['a|', 'name is empty'],
    ['a|%', 'UTF-8'],
    ['a|%ff', 'UTF-8'],
    ['a|%00', 'NUL'],
    ['job:', 'code is empty'],
    ['job:F26#x', 'no field can follow'],
    ['element:a|b', '%7C'],
    [`a|${'n'.repeat(1_025)}`, 'the most is 1024'],
  ])('%j is refused with the reason', (text, problem) => {
    expect(() => parseNodeRef(text)).toThrow(NodeRefError);
    expect(() => parseNodeRef(text)).toThrow(problem);
    expect(() => parseNodeRef(text)).toThrow('Expected');
  });

  test('is not printed from parts that no text can carry', () => {
    expect(() => fieldRef('N01', '')).toThrow('is empty');
    expect(() => fieldRef('N01', 'a\ud800')).toThrow('surrogate');
    expect(() => printNodeRef({ kind: 'JOB', job: { code: 'a.b' } })).toThrow('not a code');
  });
});
