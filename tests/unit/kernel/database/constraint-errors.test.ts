import { DriverException } from '@mikro-orm/postgresql';
import { describe, expect, it } from 'vitest';
import { isDatabaseDown, translateDatabaseError } from '../../../../kernel/database/constraint-errors.ts';
import { NotFoundError } from '../../../../kernel/errors/errors.ts';

const failure = (code: string, more: object = {}): Error =>
  new DriverException(Object.assign(new Error('from PostgreSQL'), { code, ...more }));
const MESSAGES = { agency_pkey: 'An agency with this code exists already.' };

describe('a failure of the database', () => {
  it('of a constraint that the subgraph names speaks its words', () => {
    expect(translateDatabaseError(failure('23505', { constraint: 'agency_pkey' }), MESSAGES)).toMatchObject({
      code: 'CONFLICT',
      message: 'An agency with this code exists already.',
      extensions: { code: 'CONFLICT', constraint: 'agency_pkey' },
    });
  });

  it.each([
    ['a constraint without words', failure('23505', { constraint: 'other_key' })],
    ['a name that every object has', failure('23505', { constraint: 'toString' })],
    ['a wrong statement', failure('42P01')],
    ['another error', new Error('x')],
    ['what is no error', 'x'],
  ])('(%s) is returned as it is, to be masked', (_what, error) => {
    expect(translateDatabaseError(error, MESSAGES)).toBe(error);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '08006'])(
    '%s means that it is not there',
    (code) => {
      const raw = Object.assign(new Error('x'), { code });
      expect(isDatabaseDown(raw)).toBe(true);
      expect(translateDatabaseError(raw, {})).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      expect(translateDatabaseError(failure(code), {})).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    },
  );

  it.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'driver has already been destroyed',
    'Cannot use a pool after calling end on the pool',
  ])('that pg tells in words alone (%s) means that it is not there', (message) => {
    expect(isDatabaseDown(new Error(message))).toBe(true);
  });

  it('that took too long is unavailable, not unexpected', () => {
    expect(translateDatabaseError(failure('57014'), {})).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it.each(['40P01', '40001'])(
    'of two that had to wait for each other (%s) is a conflict of which nothing was written',
    (code) => {
      expect(translateDatabaseError(failure(code), {})).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('Nothing was written'),
      });
    },
  );

  it.each(['53100', '53200', '25006'])('%s means that nothing can be written now', (code) => {
    expect(translateDatabaseError(failure(code), {})).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(isDatabaseDown(failure(code))).toBe(false);
  });

  it.each(['22021', '22P05'])('for a text that cannot be stored (%s) is a bad input', (code) => {
    expect(translateDatabaseError(failure(code), {})).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('never replaces an error of ours', () => {
    const ours = new NotFoundError('agency', 'A1');
    expect(translateDatabaseError(ours, MESSAGES)).toBe(ours);
  });
});
