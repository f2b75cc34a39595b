import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { checkOrigin, type Reach } from '../../../gateway/http/origin.ts';

const LOOPBACK: Reach = { loopback: true, publicUrl: undefined };

const checked = (headers: Record<string, string>, reach = LOOPBACK, url = '/graphql'): string => {
  try {
    checkOrigin({ headers, url } as unknown as IncomingMessage, reach);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the name of the server', () => {
  it.each(['127.0.0.1:4000', '127.0.0.1', '127.0.0.2:4000', 'localhost:4000', 'LOCALHOST:4000', '[::1]:4000', '[::1]'])(
    '%s is a loopback name',
    (host) => {
      expect(checked({ host })).toBe('accepted');
    },
  );

  it.each([
    '',
    'evil.example',
    'evil.example:4000',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4000',
    'evil.example:4000:4000',
    '127.0.0.1:4000@evil.example',
    'evil.example#127.0.0.1',
    '192.168.1.5:4000',
    '0.0.0.0:4000',
    '[::]:4000',
    '::1',
    '2130706433',
    '127.1',
    '1270.0.0.1',
    '127.0.0.1\n',
    'localhost.',
  ])('%j is not', (host) => {
    expect(checked({ host })).toBe('FORBIDDEN');
  });

  it('is missed when it is not there', () => {
    expect(checked({})).toBe('FORBIDDEN');
  });
});

describe('the page that calls', () => {
  const host = '127.0.0.1:4000';

  it('may be one of this very server, or none', () => {
    expect(checked({ host, origin: 'http://127.0.0.1:4000' })).toBe('accepted');
    expect(checked({ host: '[::1]:4000', origin: 'http://[::1]:4000' })).toBe('accepted');
    expect(checked({ host })).toBe('accepted');
  });

  it.each([
    'http://evil.example',
    'https://127.0.0.1:4000',
    'http://127.0.0.1:4001',
    'http://127.0.0.1',
    'http://localhost:4000',
    'http://127.0.0.1:4000.evil.example',
    'http://127.0.0.1:4000/',
    'null',
    '',
    'file://',
  ])('of "%s" is refused', (origin) => {
    expect(checked({ host, origin })).toBe('FORBIDDEN');
  });
});

describe('beyond loopback', () => {
  const PUBLIC: Reach = { loopback: false, publicUrl: 'https://catalog.example' };

  it('with a public address answers to that name alone, and to its own pages', () => {
    expect(checked({ host: 'catalog.example' }, PUBLIC)).toBe('accepted');
    expect(checked({ host: 'CATALOG.example' }, PUBLIC)).toBe('accepted');
    expect(checked({ host: 'catalog.example', origin: 'https://catalog.example' }, PUBLIC)).toBe('accepted');
    expect(checked({ host: 'catalog.example', origin: 'https://evil.example' }, PUBLIC)).toBe('FORBIDDEN');
    for (const host of ['evil.example', '127.0.0.1:4000', '10.0.0.7:4000', 'catalog.example.evil.example', ''])
      expect([host, checked({ host }, PUBLIC)]).toEqual([host, 'FORBIDDEN']);
  });

  it('is asked for its health by any name', () => {
    for (const path of ['/livez', '/readyz']) expect(checked({ host: '10.0.0.7:4000' }, PUBLIC, path)).toBe('accepted');
    expect(checked({ host: '10.0.0.7:4000' }, PUBLIC, '/livez/../graphql')).toBe('FORBIDDEN');
  });

  it('without a public address takes any name, and pages of that name alone', () => {
    const anywhere: Reach = { loopback: false, publicUrl: undefined };
    expect(checked({ host: '10.0.0.7:4000' }, anywhere)).toBe('accepted');
    expect(checked({ host: 'a.example', origin: 'https://a.example' }, anywhere)).toBe('accepted');
    expect(checked({ host: 'a.example', origin: 'https://b.example' }, anywhere)).toBe('FORBIDDEN');
  });

  it('a proxy on the same machine passes the public address on, or a loopback name', () => {
    const proxied: Reach = { ...PUBLIC, loopback: true };
    const origin = 'https://catalog.example';
    for (const host of ['catalog.example', '127.0.0.1:4000'])
      expect(checked({ host, origin }, proxied)).toBe('accepted');
    expect(checked({ host: 'evil.example', origin }, proxied)).toBe('FORBIDDEN');
  });
});
