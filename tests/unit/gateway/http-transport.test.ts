import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterEach, expect, it } from 'vitest';
import { addressesInTurn } from '../../../gateway/addresses.ts';
import { overHttp } from '../../../gateway/http-transport.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import { ANONYMOUS } from '../../../kernel/identity/viewer.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A process that answers every call alike, and counts them. */
async function answering(answer: object): Promise<{ readonly address: string; calls: number }> {
  const server = createServer((request, response) => {
    one.calls += 1;
    request.resume().on('end', () => response.end(JSON.stringify(answer)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const one = { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: 0 };
  return one;
}

const anew = { data: { impact: null }, errors: [{ message: 'not held', extensions: { code: 'READ_ANEW' } }] };
const told = { data: { impact: { of: 'N01' } } };

const ask = (addresses: readonly string[], document = '{ impact(of: "N01") { of } }') =>
  overHttp(
    addressesInTurn(new Map([['lineage', addresses]])),
    () => Promise.resolve('signed'),
    () => undefined,
  )('LINEAGE', { document: parse(document), variables: {} }, { viewer: ANONYMOUS, lang: Lang.EN, correlationId: 'x' });

it('asks another process for what one does not hold, and does not take that one for failed', async () => {
  const [one, other] = [await answering(anew), await answering(told)];
  expect(await ask([one.address, other.address])).toEqual(told);
  expect([one.calls, other.calls]).toEqual([1, 1]);
});

it('says to read anew when no process holds it, or the others do not answer', async () => {
  const [one, other] = [await answering(anew), await answering(anew)];
  expect((await ask([one.address, other.address])).errors?.[0]?.extensions).toEqual({ code: 'READ_ANEW' });
  expect([one.calls, other.calls]).toEqual([1, 1]);
  expect((await ask([one.address, 'http://127.0.0.1:1'])).errors?.[0]?.extensions).toEqual({ code: 'READ_ANEW' });
});

it('asks nobody else for what changes something', async () => {
  const [one, other] = [await answering(anew), await answering(told)];
  const { errors } = await ask([one.address, other.address], 'mutation { acceptFinding { rule } }');
  expect(errors?.[0]?.extensions).toEqual({ code: 'READ_ANEW' });
  expect(other.calls).toBe(0);
});
