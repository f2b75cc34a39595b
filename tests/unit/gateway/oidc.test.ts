import { exportPKCS8, exportSPKI, importPKCS8, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Identity } from '../../../gateway/identity/identity.ts';
import { oidcIdentity } from '../../../gateway/identity/oidc.ts';
import { type ProviderKeys, providerKeys } from '../../../gateway/identity/provider-keys.ts';
import { readConfig } from '../../../kernel/config/config.ts';
import type { OidcSettings } from '../../../kernel/config/oidc.ts';
import { LIMITS } from '../../../kernel/limits/limits.ts';
import {
  AUDIENCE,
  type IdentityProvider,
  identityProvider,
  type ProviderKey,
  providerKey,
} from '../../support/identity-provider.ts';
import { exchange } from './raw-http.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

const settingsFor = ({ issuer, jwksUri }: IdentityProvider, more: NodeJS.ProcessEnv = {}): OidcSettings => {
  const { oidc } = readConfig(
    { NGUON_OIDC_ISSUER: issuer, NGUON_OIDC_AUDIENCE: AUDIENCE, NGUON_OIDC_JWKS_URI: jwksUri, ...more },
    '/',
  );
  if (oidc === undefined) throw new Error('An issuer was given');
  return oidc;
};

/** Only a verified administrator is let through to what this asks. */
const WRITE = { query: 'mutation { linkPredecessor(input: { predecessor: "A1", successor: "A2" }) { code } }' };
const seconds = (): number => Math.floor(Date.now() / 1_000);

describe('a token of the identity provider, sent to the gateway', () => {
  let provider: IdentityProvider;
  let keys: ProviderKeys;
  let served: ServedOwners;
  let weak: ProviderKey;
  const send = (authorization: string, body: object = WRITE) => served.post(body, { authorization });
  const bearer = async (...made: Parameters<IdentityProvider['token']>): Promise<string> =>
    `Bearer ${await provider.token(...made)}`;
  const ADMINISTRATOR = { roles: ['administrator'] };

  beforeAll(async () => {
    provider = await identityProvider();
    // Published, but of an algorithm that is not allowed.
    weak = await providerKey('k384', 'RS384');
    provider.keys = [...provider.keys, weak];
    const settings = settingsFor(provider);
    keys = providerKeys(settings, () => undefined);
    served = await serveOwners({ identity: oidcIdentity(settings, keys) });
  });
  afterAll(async () => {
    await served?.close();
    keys?.[Symbol.dispose]();
    await provider?.close();
    expect(served?.unexpected).toEqual([]);
  });

  /** What is right in one way or another: each must reach the write, which then finds no such agency. */
  const good: Record<string, () => Promise<string>> = {
    'as providers make them': () => bearer(ADMINISTRATOR),
    'for several audiences, ours among them': () => bearer({ ...ADMINISTRATOR, aud: ['other', AUDIENCE] }),
    'of the type JWT': () => bearer(ADMINISTRATOR, { typ: 'JWT' }),
    'of the type at+jwt as a media type': () => bearer(ADMINISTRATOR, { typ: 'application/at+jwt' }),
    'without a type': () => bearer(ADMINISTRATOR, { typ: undefined }),
    'without a key id, there being one key': () => bearer(ADMINISTRATOR, { kid: undefined }),
    'that began four seconds from now, by the clock of the provider': () =>
      bearer({ ...ADMINISTRATOR, iat: seconds() + 4, nbf: seconds() + 4 }),
    'with roles that are unknown here beside the known one': () =>
      bearer({ roles: ['offline_access', 'administrator', 'uma_authorization'] }),
    'with its role in a text': () => bearer({ roles: 'administrator' }),
    'of a weaker role beside the stronger': () => bearer({ roles: ['developer', 'administrator'] }),
  };
  it.each(Object.keys(good))('is good %s', async (what) => {
    const { status, errors } = await send((await good[what]?.()) ?? '');
    expect([status, errors[0]?.extensions.code]).toEqual([200, 'CONFLICT']);
  });

  it('is refused with the same answer, byte for byte, whatever is bad about it', async () => {
    const [another, es256] = await Promise.all([providerKey('k1'), providerKey('k1', 'ES256')]);
    const token = await provider.token(ADMINISTRATOR);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const [own] = provider.keys;
    if (own === undefined) throw new Error('The provider has a key');
    const publicText = new TextEncoder().encode(await exportSPKI(own.publicKey));
    const rs384 = await importPKCS8(await exportPKCS8(own.privateKey), 'RS384');
    const hs256 = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(publicText);
    const of = (more: Record<string, unknown>) => bearer({ ...ADMINISTRATOR, ...more });
    const bad: Record<string, string> = {
      expired: await of({ iat: seconds() - 120, exp: seconds() - 60 }),
      'not valid yet': await of({ nbf: seconds() + 60 }),
      'issued in the future': await of({ iat: seconds() + 60 }),
      'too old, though it has not ended': await of({ iat: seconds() - 13 * 3_600, exp: seconds() + 3_600 }),
      'without an end': await of({ exp: undefined }),
      'with an end that is no number': await of({ exp: `${seconds() + 60}` }),
      'without a beginning': await of({ iat: undefined }),
      'without a subject': await of({ sub: undefined }),
      'with a subject that is no text': await of({ sub: 7 }),
      'with a subject that cannot be stored': await of({ sub: 'a\0b' }),
      'with an endless subject': await of({ sub: 'x'.repeat(256) }),
      'of another issuer': await of({ iss: 'https://evil.example/realm' }),
      'of the issuer with a slash': await of({ iss: `${provider.issuer}/` }),
      'for another audience': await of({ aud: 'account' }),
      'for no audience': await of({ aud: undefined }),
      'an id token': await of({ typ: 'ID' }),
      'a refresh token': await of({ typ: 'Refresh' }),
      'bound to a key that was not shown': await of({ cnf: { jkt: 'x' } }),
      'of another type': await bearer(ADMINISTRATOR, { typ: 'logout+jwt' }),
      'with an extension that is critical': `Bearer ${part({ alg: 'RS256', kid: 'k1', crit: ['x'], x: 1 })}.${payload}.${signature}`,
      'with agencies that are no codes': await of({ roles: ['steward'], agencies: ["A11'; --"] }),
      'with agencies that are no list': await of({ roles: ['steward'], agencies: { A11: true } }),
      'with more agencies than there are': await of({ agencies: Array.from({ length: 201 }, (_, i) => `A${i}`) }),
      'with roles that are no texts': await of({ roles: [['administrator']] }),
      'signed with a key of the same name': await bearer(ADMINISTRATOR, {}, another.privateKey),
      'signed by another algorithm': await bearer(ADMINISTRATOR, { alg: 'ES256' }, es256.privateKey),
      'signed by an algorithm that is not allowed': await bearer(ADMINISTRATOR, { alg: 'RS384' }, rs384),
      'signed with a published key by an algorithm that is not allowed': await bearer(
        ADMINISTRATOR,
        { alg: 'RS384', kid: weak.kid },
        weak.privateKey,
      ),
      'signed with the public key as a secret': `Bearer ${hs256}`,
      'with a key in its header': await bearer(ADMINISTRATOR, { jwk: another.jwk }, another.privateKey),
      'with the address of keys in its header': await bearer(
        ADMINISTRATOR,
        { jku: 'https://evil.example/keys', kid: 'k9' },
        another.privateKey,
      ),
      'of an unknown key': await bearer(ADMINISTRATOR, { kid: 'k7' }, another.privateKey),
      'of no algorithm': `Bearer ${part({ alg: 'none' })}.${payload}.`,
      'of no algorithm, in other letters': `Bearer ${part({ alg: 'nOnE' })}.${payload}.`,
      'of no algorithm, with the signature': `Bearer ${part({ alg: 'none', kid: 'k1' })}.${payload}.${signature}`,
      'without its signature': `Bearer ${header}.${payload}.`,
      'without its signature and the dot': `Bearer ${header}.${payload}`,
      'with a role that was put in': `Bearer ${header}.${part({ ...claims, roles: ['administrator', 'x'] })}.${signature}`,
      'with another agency that was put in': `Bearer ${header}.${part({ ...claims, agencies: ['A12'] })}.${signature}`,
      'with the signature of another': `Bearer ${header}.${payload}.${(await provider.token()).split('.')[2]}`,
      'cut short': `Bearer ${token.slice(0, -4)}`,
      'longer than tokens are': await of({ padding: 'x'.repeat(LIMITS.tokenBytes) }),
      'a token of the local instance': `Bearer ${await served.issuer.issue('administrator', [])}`,
      'a service key with a slip of the pen': 'Bearer nguon_key_AAAAAAAAAAAA_x',
      garbage: 'Bearer garbage',
      'dots alone': 'Bearer ...',
      'twice in one header': `Bearer ${token}, Bearer ${token}`,
      nothing: '',
      'without a scheme': token,
      'by another scheme': `DPoP ${token}`,
    };
    const answers = new Map<string, string[]>();
    for (const [what, authorization] of Object.entries(bad)) {
      const { status, headers, text } = await send(authorization);
      const answer = JSON.stringify([status, headers.get('www-authenticate'), [...headers.keys()].sort(), text]);
      answers.set(answer, [...(answers.get(answer) ?? []), what]);
    }
    expect([...answers.values()]).toEqual([Object.keys(bad)]);
    expect([...answers.keys()][0]).toMatch(/^\[401,"Bearer",.*UNAUTHENTICATED/);
  });

  it('is refused when two are sent, in either order, and when a good one is sent twice', async () => {
    const body = JSON.stringify(WRITE);
    const sent = (...headers: string[]): Promise<string> =>
      exchange(
        served.port,
        [
          'POST /graphql HTTP/1.1',
          `host: 127.0.0.1:${served.port}`,
          'content-type: application/json',
          `content-length: ${body.length}`,
          ...headers.map((value) => `authorization: ${value}`),
          '',
          body,
        ].join('\r\n'),
      );
    const token = await bearer(ADMINISTRATOR);
    expect(await sent(token)).toMatch(/^HTTP\/1\.1 200 /);
    for (const two of [
      [token, token],
      [token, 'Bearer garbage'],
      ['Bearer garbage', token],
      [token, ''],
    ])
      expect(await sent(...two)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is taken from the header alone: no cookie, no parameter', async () => {
    const token = await provider.token(ADMINISTRATOR);
    const { errors } = await served.post(WRITE, { cookie: `nguon_session=${token}` });
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const response = await fetch(`${served.address}/graphql?access_token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(WRITE),
    });
    expect(await response.text()).toContain('UNAUTHENTICATED');
    const session = await served.issuer.issueSession('administrator', []);
    const local = await served.post(WRITE, { cookie: `nguon_session=${session}` });
    expect(local.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('there is no local sign-in beside the provider', async () => {
    expect((await fetch(served.address + served.signIn.path, { redirect: 'manual' })).status).toBe(404);
  });

  it('of somebody without a role that is known here is good, and gives what nobody gets', async () => {
    for (const claims of [{}, { roles: [] }, { roles: ['root', 'Administrator', 'anonymous'] }]) {
      const authorization = await bearer(claims);
      expect((await send(authorization, { query: '{ agencies { totalCount } }' })).errors).toEqual([]);
      const { errors } = await send(authorization);
      expect(errors[0]).toMatchObject({
        message: expect.stringContaining('your token gives you no role here'),
        extensions: { code: 'FORBIDDEN' },
      });
    }
  });

  it('of a steward is for its agencies and no other', async () => {
    const add = (agency: string) => ({
      query: `mutation { addContactPoint(input: { agency: "${agency}", postVi: "x", postEn: "x" }) { code } }`,
    });
    const authorization = await bearer({ roles: ['steward'], agencies: ['A11', 'A12'] });
    expect((await send(authorization, add('A13'))).errors[0]?.extensions.code).toBe('FORBIDDEN');
    // Let through: that there is no such agency is found by the write.
    expect((await send(authorization, add('A12'))).errors[0]?.extensions.code).toBe('CONFLICT');
  });
});

describe('the keys of the identity provider', () => {
  let provider: IdentityProvider;
  let keys: ProviderKeys;
  let identity: Identity;
  const failures: unknown[] = [];
  const start = async (environment: NodeJS.ProcessEnv = {}): Promise<void> => {
    provider = await identityProvider();
    const settings = settingsFor(provider, environment);
    keys = providerKeys(settings, (error) => failures.push(error));
    identity = oidcIdentity(settings, keys);
  };
  const outcome = async (token: string): Promise<string> =>
    identity.verify(token).then(
      ({ subject }) => subject,
      (error: { code: string }) => error.code,
    );
  /** Moves the clock of the machine; tokens and keys age by it. */
  const later = (milliseconds: number): void => void vi.setSystemTime(Date.now() + milliseconds);
  /** Longer than a failure is remembered. */
  const rested = () => new Promise((resolve) => setTimeout(resolve, 600));

  afterEach(async () => {
    vi.useRealTimers();
    keys[Symbol.dispose]();
    await provider.close();
  });

  it('are read once for many tokens at once, and found by the discovery document', async () => {
    await start({ NGUON_OIDC_JWKS_URI: '' });
    const token = await provider.token();
    expect(await Promise.all(Array.from({ length: 20 }, () => outcome(token)))).toEqual(Array(20).fill('u-1'));
    expect(provider.reads).toBe(1);
  });

  it('are not found where the discovery document speaks for another issuer', async () => {
    await start({ NGUON_OIDC_JWKS_URI: '' });
    const settings = { ...settingsFor(provider), issuer: `${provider.issuer}/` };
    const { jwksUri: _left, ...discovering } = settings;
    using others = providerKeys(discovering, () => undefined);
    const token = await provider.token({ iss: settings.issuer });
    await expect(oidcIdentity(discovering, others).verify(token)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });

  it('that are rotated in work within seconds; those that are taken away end', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start();
    const old = await provider.token();
    expect(await outcome(old)).toBe('u-1');
    const next = await providerKey('k2');
    provider.keys = [...provider.keys, next];
    later(1_500);
    expect(await outcome(await provider.token({}, { kid: 'k2' }, next.privateKey))).toBe('u-1');
    expect(await outcome(old)).toBe('u-1');
    provider.keys = [next];
    await keys.refresh();
    expect(await outcome(await provider.token())).toBe('UNAUTHENTICATED');
  });

  it('are not read for every token of an unknown key', async () => {
    await start();
    await outcome(await provider.token());
    const stranger = await providerKey('k8');
    const token = await provider.token({}, { kid: 'k8' }, stranger.privateKey);
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => outcome(token))))).toEqual(
      new Set(['UNAUTHENTICATED']),
    );
    expect(provider.reads).toBeLessThanOrEqual(2);
  });

  it.each(['down', 'fails', 'hangs'] as const)(
    'go on working for ten minutes while the provider %s, and no longer; then they are read again',
    async (state) => {
      vi.useFakeTimers({ toFake: ['Date'] });
      await start();
      // The last refresh may have been a minute before the outage.
      await keys.refresh();
      later(59_000);
      await provider.be(state);
      for (const minutes of [1, 4, 4.9]) {
        later(minutes * 60_000);
        expect(await outcome(await provider.token())).toBe('u-1');
        // A key that nobody has ever seen is bad, whether or not the provider can be asked.
        const stranger = await provider.token({}, { kid: 'k8' }, (await providerKey('k8')).privateKey);
        expect(await outcome(stranger)).toBe('UNAUTHENTICATED');
      }
      later(3 * 60_000);
      expect(await outcome(await provider.token())).toBe('SERVICE_UNAVAILABLE');
      expect(await outcome('garbage')).toBe('UNAUTHENTICATED');
      await provider.be('up');
      await rested();
      expect(await outcome(await provider.token())).toBe('u-1');
    },
  );

  it('that cannot be had at first are had later, without a restart', async () => {
    await start();
    await provider.be('down');
    expect(await outcome(await provider.token())).toBe('SERVICE_UNAVAILABLE');
    expect(failures).not.toEqual([]);
    await provider.be('up');
    await rested();
    expect(await outcome(await provider.token())).toBe('u-1');
  });
});
