import { expect, it } from 'vitest';
import { outageLog } from '../../../kernel/outage-log.ts';

it('an outage is told when it begins and when it is over, and not in between', () => {
  const told: string[] = [];
  const outage = outageLog(
    (error) => told.push(`begins: ${error}`),
    () => told.push('over'),
  );
  outage.worked();
  outage.failed('a');
  outage.failed('b');
  outage.worked();
  outage.worked();
  outage.failed('c');
  expect(told).toEqual(['begins: a', 'over', 'begins: c']);
});
