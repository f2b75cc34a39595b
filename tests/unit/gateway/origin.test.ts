import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { checkOrigin } from '../../../gateway/http/origin.ts';

const checked = (headers: Record<string, string>): string => {
  try {
    checkOrigin({ headers } as unknown as IncomingMessage, { loopback: true, publicUrl: undefined });
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
