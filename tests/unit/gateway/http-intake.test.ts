import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addressesInTurn } from '../../../gateway/addresses.ts';
import type { EventIntake } from '../../../gateway/http/event-intake.ts';
import { eventsOverHttp } from '../../../gateway/http-intake.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import {
  callSigner,
  callVerifier,
  generateInternalKeys,
  SIGNATURE_HEADER,
  type SignCall,
  type VerifyCall,
} from '../../../kernel/internal-call/internal-call.ts';

let sign: SignCall;
let verify: VerifyCall;
const servers: Server[] = [];
const told: unknown[] = [];
beforeAll(async () => {
  const { privateKey, publicKey } = await generateInternalKeys();
  [sign, verify] = [await callSigner(privateKey), await callVerifier(publicKey)];
});
afterEach(() => {
  told.splice(0);
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A lineage process that answers as it is told, or never; notes what it was sent. */
async function process(answer: { status: number; body: unknown } | 'nothing') {
  const sent: string[] = [];
  const credentials: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const signature = String(request.headers[SIGNATURE_HEADER]);
    const purpose = request.url === '/event' ? 'event' : 'events';
    const { viewer } = await verify(signature, 'lineage', purpose, body);
    credentials.push(viewer.credential);
    sent.push(`${request.url} ${viewer.role} ${viewer.subject} ${body}`);
    if (answer === 'nothing') return;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, credentials };
}

const TAKEN = { status: 200, body: { duplicate: false, warnings: [] } };
const error = (code: string, more: object = {}): unknown => ({
  errors: [{ message: `it is ${code}`, extensions: { code, ...more } }],
});
const intakeOf = (...processes: { address: string }[]): EventIntake =>
  eventsOverHttp(
    addressesInTurn(new Map([['lineage', processes.map(({ address }) => address)]])),
    sign,
    (part) => void told.push(part),
  );
const ETL: Viewer = { subject: 'etl', role: 'service', agencies: [] };
// Numbers that no float holds show that the text itself is passed on.
const TEXT = Buffer.from('{ "a": 1e999 }');

describe('an event', () => {
  it('goes as it was sent, signed, with who sent it, to one process', async () => {
    const [first, second] = [await process(TAKEN), await process(TAKEN)];
    expect(await intakeOf(first, second).one({}, TEXT, ETL)).toEqual(TAKEN.body);
    expect([first.sent, second.sent]).toEqual([['/event service etl { "a": 1e999 }'], []]);
  });

  it.each([
    ['is not there', async () => ({ address: 'http://127.0.0.1:1' })],
    ['does not answer', () => process('nothing')],
    ['cannot keep it', () => process({ status: 503, body: error('SERVICE_UNAVAILABLE') })],
    ['fails', () => process({ status: 500, body: error('INTERNAL_SERVER_ERROR') })],
    ['does not know our key', () => process({ status: 401, body: error('UNAUTHENTICATED') })],
  ])('goes to another process when the first %s', async (_why, first) => {
    const second = await process(TAKEN);
    expect(await intakeOf(await first(), second).one({}, TEXT, ETL)).toEqual(TAKEN.body);
    expect([second.sent.length, told]).toEqual([1, []]);
  });

  it('that is malformed comes back as it is refused, and is not tried elsewhere', async () => {
    const refusing = await process({ status: 400, body: error('BAD_USER_INPUT', { path: '$.a' }) });
    const second = await process(TAKEN);
    await expect(intakeOf(refusing, second).one({}, TEXT, ETL)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'it is BAD_USER_INPUT',
      extensions: { path: '$.a' },
    });
    expect(second.sent).toEqual([]);
  });

  it('comes with what its sender may send; one that is not theirs to send comes back so, and is not tried elsewhere', async () => {
    const scope = { namespaces: ['lab'], agencies: [], events: ['RUN'] } as const;
    const credential = { kind: 'SERVICE_KEY', roles: ['service'], until: null, scope } as const;
    const refusing = await process({ status: 403, body: error('FORBIDDEN', { scope: 'namespaces' }) });
    const second = await process(TAKEN);
    await expect(intakeOf(refusing, second).one({}, TEXT, { ...ETL, credential })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      extensions: { scope: 'namespaces' },
    });
    expect([refusing.credentials, second.sent]).toEqual([[credential], []]);
  });

  it('that nobody takes is refused as unavailable, and told', async () => {
    await expect(intakeOf({ address: 'http://127.0.0.1:1' }).one({}, TEXT, ETL)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    await expect(intakeOf().one({}, TEXT, ETL)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(told).toEqual(['lineage', 'lineage']);
  });
});

it('a batch comes back with an answer for each event, in order', async () => {
  const refused = { message: 'no', extensions: { code: 'BAD_USER_INPUT', path: '$.b' } };
  const lineage = await process({ status: 200, body: [TAKEN.body, { refused }] });
  const [taken, other] = await intakeOf(lineage).many([{}, {}], TEXT, ETL);
  expect(taken).toEqual(TAKEN.body);
  expect(other).toMatchObject({ refused: { code: 'BAD_USER_INPUT', message: 'no', extensions: { path: '$.b' } } });
  expect(lineage.sent[0]).toMatch(/^\/events /);
});
