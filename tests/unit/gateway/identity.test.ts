import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, exportPKCS8, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localIssuer } from '../../../gateway/identity/local-issuer.ts';
import { createSignIn } from '../../../gateway/identity/sign-in.ts';
import { ROLES, type Role } from '../../../kernel/identity/viewer.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

const ISSUER = 'urn:nguon:local';
const AUDIENCE = 'urn:nguon:api';

describe('the local issuer', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nguon-issuer-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('verifies what it issued, for every role', async () => {
    const issuer = await localIssuer(folder);
    for (const role of ROLES.filter((one) => one !== 'anonymous')) {
      const agencies = role === 'steward' ? ['A11', 'A01'] : [];
      expect(await issuer.verify(await issuer.issue(role, agencies))).toEqual({
        subject: `local-${role}`,
        role,
        agencies,
        credential: { kind: 'LOCAL', roles: [role], until: expect.any(Number) },
      });
    }
  });

  it('refuses a good token that is written otherwise: padded, or with bits left over in its last letter', async () => {
    const issuer = await localIssuer(folder);
    const token = await issuer.issue('architect', []);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = letters.indexOf(token.at(-1) ?? '');
    for (const other of [
      `${token}=`,
      `${token.slice(0, -1)}${letters[last + 1]}`,
      `${token}.`,
      `${token.slice(0, -1)}+`,
    ])
      await expect(issuer.verify(other), other).rejects.toThrow(/not valid here/);
  });

  it('verifies what another process on the same folder issued, and nothing of another folder', async () => {
    const token = await (await localIssuer(folder)).issue('architect', []);
    expect(await (await localIssuer(folder)).verify(token)).toMatchObject({ role: 'architect' });
    await expect((await localIssuer(join(folder, 'other'))).verify(token)).rejects.toThrow(/not valid here/);
  });

  it('agrees on one key when many processes begin at once, and leaves nothing else behind', async () => {
    const issuers = await Promise.all(Array.from({ length: 12 }, () => localIssuer(folder)));
    const tokens = await Promise.all(issuers.map((issuer) => issuer.issue('developer', [])));
    for (const issuer of issuers) for (const token of tokens) await issuer.verify(token);
    expect(await readdir(join(folder, 'identity'))).toEqual(['local.key']);
  });

  it('keeps its key for the owner of the folder alone', async () => {
    await localIssuer(folder);
    expect((await stat(join(folder, 'identity', 'local.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'identity'))).mode & 0o777).toBe(0o700);
  });

  it('takes the key away from others when somebody gave it to them', async () => {
    await localIssuer(folder);
    const file = join(folder, 'identity', 'local.key');
    await writeFile(file, await readFile(file), { mode: 0o644 });
    await localIssuer(folder);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'short', 'x'.repeat(100)])('does not begin with a damaged key ("%s")', async (key) => {
    await localIssuer(folder);
    await writeFile(join(folder, 'identity', 'local.key'), key);
    await expect(localIssuer(folder)).rejects.toThrow(/is damaged: it must hold 32 bytes\. Delete the file/);
  });

  it.each([
    ['anonymous', [], /needs no token/],
    ['developer', ['A11'], /Only a steward has agencies/],
    ['architect', ['A11'], /Only a steward has agencies/],
    ['steward', [], /needs at least one agency/],
  ] as const)('issues no token of %s with %j', async (role, agencies, message) => {
    await expect((await localIssuer(folder)).issue(role, agencies)).rejects.toThrow(message);
  });

  it('issues tokens for twelve hours, without more than they need', async () => {
    const { iat = 0, exp = 0, ...claims } = decodeJwt(await (await localIssuer(folder)).issue('steward', ['A11']));
    expect(exp - iat).toBe(12 * 3_600);
    expect(claims).toEqual({ role: 'steward', agencies: ['A11'], sub: 'local-steward', iss: ISSUER, aud: AUDIENCE });
  });
});

describe('the one-time sign-in', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nguon-sign-in-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const codeOf = ({ path }: { path: string }): string => new URL(path, 'http://x').searchParams.get('code') ?? '';

  it('gives an architect, once, and its file goes with it', async () => {
    const issuer = await localIssuer(folder);
    const signIn = await createSignIn(folder, issuer);
    const file = join(folder, 'sign-in');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(codeOf(signIn));
    const session = await signIn.redeem(codeOf(signIn));
    expect(await issuer.session(session ?? '')).toMatchObject({ role: 'architect', agencies: [] });
    expect(await signIn.redeem(codeOf(signIn))).toBe(undefined);
    await expect(stat(file)).rejects.toThrow(/ENOENT/);
  });

  it('gives one session to many who come at once', async () => {
    const signIn = await createSignIn(folder, await localIssuer(folder));
    const sessions = await Promise.all(Array.from({ length: 20 }, () => signIn.redeem(codeOf(signIn))));
    expect(sessions.filter((session) => session !== undefined)).toHaveLength(1);
  });

  it('is not used up by wrong codes', async () => {
    const signIn = await createSignIn(folder, await localIssuer(folder));
    for (const wrong of ['', 'x', `${codeOf(signIn)}x`, codeOf(signIn).slice(1), 'ö'.repeat(22), '\0']) {
      expect(await signIn.redeem(wrong)).toBe(undefined);
    }
    expect(await signIn.redeem(codeOf(signIn))).toBeDefined();
  });

  it('is another one at every start, and its file goes with the instance', async () => {
    const issuer = await localIssuer(folder);
    const [first, second] = [await createSignIn(folder, issuer), await createSignIn(folder, issuer)];
    expect(codeOf(first)).not.toBe(codeOf(second));
    expect(codeOf(first)).toMatch(/^[\w-]{22}$/);
    await second.close();
    await second.close();
    await expect(stat(join(folder, 'sign-in'))).rejects.toThrow(/ENOENT/);
  });
});

describe('over HTTP', () => {
  let served: ServedOwners;
  let key: Uint8Array;
  beforeAll(async () => {
    served = await serveOwners();
    key = Buffer.from(await readFile(join(served.dataDir, 'identity', 'local.key'), 'utf8'), 'base64url');
  });
  afterAll(async () => {
    await served?.close();
    expect(served?.unexpected).toEqual([]);
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const QUERY = { query: '{ __typename }' };
  const WRITE = { query: 'mutation { linkPredecessor(input: { predecessor: "A1", successor: "A2" }) { code } }' };
  const with_ = (authorization: string) => served.post(QUERY, { authorization });
  const token = (
    claims: Record<string, unknown>,
    header: { readonly alg?: string; readonly typ?: string } = {},
    signedWith: Parameters<SignJWT['sign']>[0] = key,
  ): Promise<string> => {
    const issued = now();
    const whole = {
      sub: 'x',
      iss: ISSUER,
      aud: AUDIENCE,
      iat: issued,
      exp: issued + 60,
      role: 'administrator',
      ...claims,
    };
    return new SignJWT(whole).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(signedWith);
  };
  const unsigned = (header: object, payload: object): string =>
    `${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

  it('a good token is accepted, in any letters of its scheme', async () => {
    const good = await token({});
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer '])
      expect((await with_(`${scheme} ${good}`)).status).toBe(200);
  });

  it('every bad token gets the same answer, byte for byte', async () => {
    const other = await generateKeyPair('RS256', { extractable: true });
    const good = await token({});
    const [header, payload, signature] = good.split('.');
    const bad: Record<string, string> = {
      expired: `Bearer ${await token({ iat: now() - 120, exp: now() - 60 })}`,
      'older than twelve hours': `Bearer ${await token({ iat: now() - 13 * 3_600, exp: now() + 3_600 })}`,
      'from the future': `Bearer ${await token({ iat: now() + 3_600, exp: now() + 7_200 })}`,
      'not valid yet': `Bearer ${await token({ nbf: now() + 3_600 })}`,
      'without an end': `Bearer ${await token({ exp: undefined })}`,
      'without a beginning': `Bearer ${await token({ iat: undefined })}`,
      'without a subject': `Bearer ${await token({ sub: undefined })}`,
      'of another issuer': `Bearer ${await token({ iss: 'urn:nguon:other' })}`,
      'for another audience': `Bearer ${await token({ aud: 'urn:nguon:owners' })}`,
      'without an audience': `Bearer ${await token({ aud: undefined })}`,
      'without a role': `Bearer ${await token({ role: undefined })}`,
      'of an unknown role': `Bearer ${await token({ role: 'root' })}`,
      'of nobody': `Bearer ${await token({ role: 'anonymous' })}`,
      'of a role in a list': `Bearer ${await token({ role: ['administrator'] })}`,
      'with agencies in a text': `Bearer ${await token({ role: 'steward', agencies: 'A11' })}`,
      'with numbers for agencies': `Bearer ${await token({ role: 'steward', agencies: [11] })}`,
      'signed with another key': `Bearer ${await token({}, undefined, Buffer.alloc(32, 1))}`,
      'signed with another algorithm': `Bearer ${await token({}, { alg: 'HS512', typ: 'JWT' }, Buffer.concat([key, key]))}`,
      'signed with a pair of keys': `Bearer ${await token({}, { alg: 'RS256', typ: 'JWT' }, other.privateKey)}`,
      'of another type': `Bearer ${await token({}, { alg: 'HS256', typ: 'other+jwt' })}`,
      'of no algorithm': `Bearer ${unsigned({ alg: 'none', typ: 'JWT' }, decodeJwt(good))}`,
      'of None with a signature': `Bearer ${unsigned({ alg: 'None', typ: 'JWT' }, decodeJwt(good))}${signature}`,
      'without its signature': `Bearer ${header}.${payload}.`,
      'with another payload': `Bearer ${header}.${Buffer.from(JSON.stringify({ ...decodeJwt(good), role: 'architect' })).toString('base64url')}.${signature}`,
      'cut short': `Bearer ${good.slice(0, -4)}`,
      twice: `Bearer ${good}, Bearer ${good}`,
      garbage: 'Bearer garbage',
      'three dots': 'Bearer ...',
      'a private key': `Bearer ${Buffer.from(await exportPKCS8(other.privateKey)).toString('base64url')}`,
      'characters that no token has': 'Bearer <script>',
      'nothing after the scheme': 'Bearer',
      nothing: '',
      'the token without a scheme': good,
      'another scheme': `Basic ${Buffer.from('administrator:').toString('base64')}`,
      'another scheme with a good token': `Token ${good}`,
      'a very long token': `Bearer ${'x'.repeat(8_000)}`,
    };
    const answers = new Map<string, string[]>();
    for (const [what, authorization] of Object.entries(bad)) {
      const { status, headers, text } = await with_(authorization);
      const answer = JSON.stringify([status, headers.get('www-authenticate'), [...headers.keys()].sort(), text]);
      answers.set(answer, [...(answers.get(answer) ?? []), what]);
    }
    expect([...answers.values()]).toEqual([Object.keys(bad)]);
    expect([...answers.keys()][0]).toMatch(/^\[401,"Bearer",/);
    expect([...answers.keys()][0]).toMatch(/UNAUTHENTICATED/);
  });

  it('a bad token does not fall back to a good session', async () => {
    const session = await served.issuer.issueSession('architect', []);
    const { status } = await served.post(QUERY, {
      authorization: 'Bearer garbage',
      cookie: `nguon_session=${session}`,
    });
    expect(status).toBe(401);
  });

  it('a token before the session decides', async () => {
    const session = await served.issuer.issueSession('architect', []);
    const developer = await served.issuer.issue('developer', []);
    const { errors } = await served.post(WRITE, {
      authorization: `Bearer ${developer}`,
      cookie: `nguon_session=${session}`,
    });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('Your role (developer)'),
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it.each([
    ['ended', async () => token({ iat: now() - 120, exp: now() - 60 })],
    ['was made up', async () => 'garbage'],
    ['is empty', async () => ''],
  ])('a session that %s makes the caller anonymous', async (_what, session) => {
    const { status, errors } = await served.post(WRITE, { cookie: `a=b; nguon_session=${await session()}` });
    expect([status, errors[0]?.extensions.code]).toEqual([200, 'UNAUTHENTICATED']);
  });

  it('a token never says that it is the system', async () => {
    const { errors } = await served.post(WRITE, {
      authorization: `Bearer ${await token({ role: 'developer', system: true })}`,
    });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('agencies of a role other than steward are not looked at', async () => {
    const authorization = `Bearer ${await token({ role: 'architect', agencies: ['A1'] })}`;
    const { errors } = await served.post(
      { query: 'mutation { updateAgency(input: { code: "A1", nameEn: "x" }) { code } }' },
      { authorization },
    );
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  describe('a role', () => {
    const session = async (role: Role = 'architect'): Promise<string> =>
      `nguon_session=${await served.issuer.issueSession(role, role === 'steward' ? ['A11'] : [])}`;
    const choose = (form: string, headers: Record<string, string>) =>
      fetch(`${served.address}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: form,
      });
    const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const whoWith = async (cookie: string): Promise<string> =>
      /You are ([^.]*)\./.exec(await (await fetch(`${served.address}/`, { headers: { cookie } })).text())?.[1] ?? '';

    it.each([
      ['role=developer', 'signed in as <b>developer</b>'],
      ['role=administrator&agency=', 'signed in as <b>administrator</b>'],
      ['role=steward&agency=A11', 'signed in as <b>steward</b> of A11'],
      ['role=steward&agency=A11%2C+A01', 'signed in as <b>steward</b> of A11, A01'],
      // Agencies are those of stewards.
      ['role=architect&agency=A11', 'signed in as <b>architect</b>'],
    ])('is chosen by who signed in: %s', async (form, who) => {
      const response = await choose(form, { cookie: await session(), origin: served.address });
      expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
      expect(response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/);
      expect(await whoWith(cookieOf(response))).toBe(who);
    });

    it('is offered on the start page to who has a session, and to nobody else', async () => {
      const page = async (headers: Record<string, string>) => (await fetch(`${served.address}/`, { headers })).text();
      expect(await page({ cookie: await session() })).toMatch(/<form method="post" action="\/sign-in">[\s\S]*steward/);
      expect(await page({})).not.toContain('<form');
      expect(await page({ authorization: `Bearer ${await served.issuer.issue('architect', [])}` })).not.toContain(
        '<form',
      );
    });

    it('may be chosen again, also a stronger one: who signed in reads the data folder', async () => {
      const cookie = cookieOf(await choose('role=developer', { cookie: await session() }));
      expect(await whoWith(cookieOf(await choose('role=administrator', { cookie })))).toContain('administrator');
    });

    it.each([
      ['', 400],
      ['role=', 400],
      ['role=service', 400],
      ['role=anonymous', 400],
      ['role=steward', 400],
      ['role=steward&agency=%3Cscript%3E', 400],
      [`role=steward&agency=${'A'.repeat(9_000)}`, 413],
    ])('is not chosen by the form %j', async (form, status) => {
      const response = await choose(form, { cookie: await session() });
      expect([response.status, response.headers.get('set-cookie')]).toEqual([status, null]);
    });

    it('is not chosen without a session: by nobody, by a bearer token, by one put into the cookie', async () => {
      const token = await served.issuer.issue('developer', []);
      for (const headers of [
        {},
        { authorization: `Bearer ${token}` },
        { cookie: `nguon_session=${token}` },
        { cookie: 'nguon_session=garbage' },
      ] as Record<string, string>[]) {
        const response = await choose('role=administrator', headers);
        expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null]);
      }
    });

    it('is not chosen from a page of somebody else, or by a script that sends JSON', async () => {
      const cookie = await session();
      for (const origin of ['http://evil.example', 'null', 'http://localhost:1'])
        expect((await choose('role=administrator', { cookie, origin })).status).toBe(403);
      expect((await choose('{}', { cookie, 'content-type': 'application/json' })).status).toBe(415);
    });

    it('of a session is no bearer token', async () => {
      const token = (await session('administrator')).split('=')[1];
      expect((await served.post(QUERY, { authorization: `Bearer ${token}` })).status).toBe(401);
    });
  });

  describe('the sign-in', () => {
    const visit = (path: string, method = 'GET') => fetch(served.address + path, { redirect: 'manual', method });

    it('is refused with a code that is not its own, and is still good after that', async () => {
      for (const path of ['/sign-in', '/sign-in?code=', '/sign-in?code=x', '/sign-in?code=x&code=y']) {
        const response = await visit(path);
        expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null]);
      }
    });

    it('is not used up by what only looks, or posts', async () => {
      for (const method of ['HEAD', 'OPTIONS', 'PUT']) {
        const response = await visit(served.signIn.path, method);
        expect([method, response.status, response.headers.get('set-cookie')]).toEqual([method, 405, null]);
        expect(response.headers.get('allow')).toBe('GET, POST');
      }
    });

    it('signs in once, by a cookie that scripts and other sites cannot use', async () => {
      const response = await visit(served.signIn.path);
      expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
      const [cookie = '', ...attributes] = (response.headers.get('set-cookie') ?? '').split('; ');
      expect(attributes).toEqual(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']);
      expect(cookie).toMatch(/^nguon_session=[\w-]+\.[\w-]+\.[\w-]+$/);
      const page = await fetch(`${served.address}/`, { headers: { cookie } });
      expect(await page.text()).toContain('You are signed in as <b>architect</b>.');
      const { errors } = await served.post(WRITE, { cookie: `other=1; ${cookie}; last=2` });
      expect(errors[0]).toMatchObject({
        message: expect.stringContaining('Your role (architect)'),
        extensions: { code: 'FORBIDDEN' },
      });

      const again = await visit(served.signIn.path);
      expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null]);
      expect(await again.text()).toMatch(/used up or not ours/);
    });
  });
});
