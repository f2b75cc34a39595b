import { describe, expect, it } from 'vitest';
import { describeConfig, readConfig, requireIdentity, SETTINGS } from '../../../../kernel/config/config.ts';

const read = (environment: NodeJS.ProcessEnv) => readConfig(environment, '/home/clone');

describe('nothing set', () => {
  it('is loopback, an embedded database in .data, seeded when empty', () => {
    expect(read({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      dataDir: '/home/clone/.data',
      seed: 'when-empty',
      logLevel: 'warn',
      playground: true,
      operationsOnly: false,
    });
    expect(read({})).not.toHaveProperty('databaseUrl');
  });

  it('is the same as everything set to blanks', () => {
    const blank = Object.fromEntries(SETTINGS.map(({ name }) => [name, '  ']));
    expect(read(blank)).toEqual(read({}));
  });

  it('leaves names of others alone', () => {
    expect(read({ PATH: '/bin', nguon_port: '1', NGUON: 'x', XNGUON_PORT: 'x' })).toEqual(read({}));
  });
});

describe('a setting', () => {
  it.each([
    [{ NGUON_HOST: '127.0.0.2' }, { host: '127.0.0.2' }],
    [{ NGUON_HOST: 'localhost' }, { host: 'localhost' }],
    [{ NGUON_HOST: '::1' }, { host: '::1' }],
    [{ NGUON_PORT: '0' }, { port: 0 }],
    [{ NGUON_PORT: ' 65535 ' }, { port: 65_535 }],
    [{ NGUON_DATA_DIR: 'there' }, { dataDir: '/home/clone/there' }],
    [{ NGUON_DATA_DIR: '/srv/nguon' }, { dataDir: '/srv/nguon' }],
    [{ NGUON_SEED: '1' }, { seed: 'always' }],
    [{ NGUON_SEED: 'false' }, { seed: 'never' }],
    [{ NGUON_LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [{ NGUON_PLAYGROUND: '0' }, { playground: false }],
    [
      { NGUON_OPERATIONS: 'listed.json' },
      { operationsOnly: false, operationsFile: expect.stringMatching(/[\\/]listed\.json$/) },
    ],
    [{ NGUON_OPERATIONS: '/listed.json', NGUON_OPERATIONS_ONLY: '1' }, { operationsOnly: true }],
    [{ DATABASE_URL: 'postgresql://u:p@db/nguon' }, { databaseUrl: 'postgresql://u:p@db/nguon' }],
    [
      { NEO4J_URI: 'bolt://127.0.0.1:7687', NEO4J_PASSWORD: 'p' },
      { neo4j: { uri: 'bolt://127.0.0.1:7687', user: 'neo4j', password: 'p' } },
    ],
    [
      { NEO4J_URI: 'neo4j+s://db.example', NEO4J_USER: 'nguon' },
      { neo4j: { uri: 'neo4j+s://db.example', user: 'nguon', password: '' } },
    ],
    [{}, { lineageEngine: 'projection' }],
    [{ LINEAGE_ENGINE: 'store' }, { lineageEngine: 'store' }],
  ])('%j is taken', (environment, expected) => {
    expect(read(environment)).toMatchObject(expected);
  });

  it.each([
    [{ NGUON_PORT: '65536' }, /NGUON_PORT takes a port from 0 to 65535; given: "65536"/],
    [{ NGUON_PORT: '-1' }, /NGUON_PORT/],
    [{ NGUON_PORT: '4e3' }, /NGUON_PORT/],
    [{ NGUON_PORT: '0x10' }, /NGUON_PORT/],
    [{ NGUON_PORT: '80.5' }, /NGUON_PORT/],
    [{ NGUON_SEED: 'yes' }, /NGUON_SEED takes 1 or 0; given: "yes"/],
    [{ NGUON_PLAYGROUND: '2' }, /NGUON_PLAYGROUND takes 1 or 0/],
    [{ NGUON_OPERATIONS_ONLY: '1' }, /no operation is listed/],
    [{ NGUON_OPERATIONS_ONLY: 'yes' }, /NGUON_OPERATIONS_ONLY takes 1 or 0/],
    [{ NGUON_LOG_LEVEL: 'WARN' }, /NGUON_LOG_LEVEL takes debug, info, warn, error, silent; given: "WARN"/],
    [{ DATABASE_URL: 'mysql://u:secret@db/nguon' }, /DATABASE_URL takes a URL that begins with postgres:\/\//],
    [{ DATABASE_URL: 'host=db password=secret' }, /DATABASE_URL/],
    [{ LINEAGE_ENGINE: 'neo4j' }, /LINEAGE_ENGINE takes projection or store; given: "neo4j"/],
    [{ NEO4J_URI: 'http://127.0.0.1:7474' }, /NEO4J_URI takes an address such as bolt:\/\//],
    [{ NEO4J_URI: 'bolt://neo4j:secret@127.0.0.1:7687' }, /NEO4J_URI/],
    [{ NEO4J_URI: 'neo4j://db?policy=secret' }, /NEO4J_URI/],
  ])('%j is refused', (environment, message) => {
    expect(() => read(environment)).toThrow(message);
    expect(() => read(environment)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
    expect(() => read(environment)).not.toThrow(/secret/);
  });

  it('with an unknown name is refused, and what is known is listed', () => {
    expect(() => read({ NGUON_PROT: '1', NGUON_: '1' })).toThrow(
      /^Unknown setting NGUON_PROT, NGUON_\. Known are NGUON_HOST, .*DATABASE_URL.*; unset what is not meant\.$/,
    );
  });
});

describe('an address that is not loopback', () => {
  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.10',
    '10.0.0.1',
    'nguon.example',
    '127.0.0.1.evil.example',
    '[::1]',
    '*',
    '1270.0.0.1',
  ])('%s is refused while nobody says who people are', (host) => {
    expect(() => read({ NGUON_HOST: host })).toThrow(/no identity provider is configured/);
  });
});

describe('an identity provider', () => {
  const SET = { NGUON_OIDC_ISSUER: 'https://id.example/realm', NGUON_OIDC_AUDIENCE: 'nguon' };

  it('is read with safe values for what is left out', () => {
    expect(read(SET).oidc).toEqual({
      issuer: 'https://id.example/realm',
      audiences: ['nguon'],
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      rolesClaim: 'roles',
      agenciesClaim: 'agencies',
      roleNames: new Map(['developer', 'service', 'steward', 'architect', 'administrator'].map((role) => [role, role])),
      maxAgeSeconds: 43_200,
    });
    expect(read({})).not.toHaveProperty('oidc');
  });

  it('is read whole', () => {
    const { oidc } = read({
      ...SET,
      NGUON_OIDC_AUDIENCE: 'nguon, nguon-cli',
      NGUON_OIDC_JWKS_URI: 'http://127.0.0.1:8080/keys',
      NGUON_OIDC_ALGORITHMS: 'ES256',
      NGUON_OIDC_ROLES_CLAIM: 'realm_access.roles',
      NGUON_OIDC_ROLE_NAMES: 'catalog=admins=administrator, data-steward=steward',
      NGUON_OIDC_MAX_AGE: '600',
    });
    expect(oidc).toMatchObject({
      audiences: ['nguon', 'nguon-cli'],
      jwksUri: 'http://127.0.0.1:8080/keys',
      algorithms: ['ES256'],
      rolesClaim: 'realm_access.roles',
      roleNames: new Map([
        ['catalog=admins', 'administrator'],
        ['data-steward', 'steward'],
      ]),
      maxAgeSeconds: 600,
    });
  });

  it('allows other addresses, where the playground is off unless it is switched on', () => {
    expect(read({ ...SET, NGUON_HOST: '0.0.0.0' })).toMatchObject({ host: '0.0.0.0', playground: false });
    expect(read({ ...SET, NGUON_HOST: '0.0.0.0', NGUON_PLAYGROUND: '1' })).toMatchObject({ playground: true });
    expect(read({ ...SET, NGUON_PUBLIC_URL: 'https://catalog.example/' }).publicUrl).toBe('https://catalog.example');
  });

  it.each([
    [{ NGUON_OIDC_ISSUER: 'https://id.example' }, /NGUON_OIDC_AUDIENCE is needed/],
    [{ NGUON_OIDC_AUDIENCE: 'nguon' }, /NGUON_OIDC_AUDIENCE is set but NGUON_OIDC_ISSUER is not/],
    [{ NGUON_OIDC_ROLES_CLAIM: 'x' }, /NGUON_OIDC_ROLES_CLAIM is set but NGUON_OIDC_ISSUER is not/],
    [{ ...SET, NGUON_OIDC_ISSUER: 'http://id.example' }, /NGUON_OIDC_ISSUER takes an https:/],
    [{ ...SET, NGUON_OIDC_ISSUER: 'https://u:s3cret@id.example' }, /NGUON_OIDC_ISSUER takes an https:/],
    [{ ...SET, NGUON_OIDC_ISSUER: 'id.example' }, /NGUON_OIDC_ISSUER takes an https:/],
    [{ ...SET, NGUON_OIDC_JWKS_URI: 'http://10.0.0.1/keys' }, /NGUON_OIDC_JWKS_URI takes an https:/],
    [{ ...SET, NGUON_OIDC_JWKS_URI: 'file:///keys' }, /NGUON_OIDC_JWKS_URI takes an https:/],
    [{ ...SET, NGUON_OIDC_ALGORITHMS: 'RS256,HS256' }, /NGUON_OIDC_ALGORITHMS takes some of RS256, .*given: "HS256"/],
    [{ ...SET, NGUON_OIDC_ALGORITHMS: 'none' }, /NGUON_OIDC_ALGORITHMS/],
    [{ ...SET, NGUON_OIDC_ALGORITHMS: ',' }, /NGUON_OIDC_ALGORITHMS/],
    [{ ...SET, NGUON_OIDC_ROLE_NAMES: 'x=root' }, /NGUON_OIDC_ROLE_NAMES takes name=role pairs/],
    [{ ...SET, NGUON_OIDC_ROLE_NAMES: 'administrator' }, /NGUON_OIDC_ROLE_NAMES takes name=role pairs/],
    [{ ...SET, NGUON_OIDC_ROLE_NAMES: 'x=anonymous' }, /NGUON_OIDC_ROLE_NAMES/],
    [{ ...SET, NGUON_OIDC_MAX_AGE: '59' }, /NGUON_OIDC_MAX_AGE takes seconds from 60/],
    [{ ...SET, NGUON_OIDC_MAX_AGE: '1h' }, /NGUON_OIDC_MAX_AGE/],
    [{ ...SET, NGUON_PUBLIC_URL: 'https://catalog.example/x' }, /NGUON_PUBLIC_URL takes an address without a path/],
    [{ NGUON_PUBLIC_URL: 'https://catalog.example' }, /NGUON_PUBLIC_URL is set, but no identity provider/],
  ])('%j is refused in one line', (environment, message) => {
    expect(() => read(environment)).toThrow(message);
    expect(() => read(environment)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
    expect(() => read(environment)).not.toThrow(/s3cret|\n/);
  });

  it('is needed by what answers people; a subgraph that takes signed calls alone listens anywhere', () => {
    const config = read({ NGUON_HOST: '0.0.0.0', NGUON_PUBLIC_KEY: 'x' });
    expect(() => requireIdentity(config)).toThrow(/no identity provider is configured/);
    expect(() => requireIdentity(read({ ...SET, NGUON_HOST: '0.0.0.0' }))).not.toThrow();
    expect(() => requireIdentity(read({}))).not.toThrow();
  });
});

describe('what is printed', () => {
  const shown = (environment: NodeJS.ProcessEnv, name: string) =>
    describeConfig(environment).find((setting) => setting.name === name);

  it('has every setting once, with where its value comes from', () => {
    expect(describeConfig({}).map(({ name }) => name)).toEqual(SETTINGS.map(({ name }) => name));
    expect(shown({}, 'NGUON_PORT')).toMatchObject({ value: '4000', from: 'default' });
    expect(shown({ NGUON_PORT: '4001' }, 'NGUON_PORT')).toMatchObject({ value: '4001', from: 'environment' });
    expect(shown({ NGUON_PORT: ' ' }, 'NGUON_PORT')).toMatchObject({ value: '4000', from: 'default' });
  });

  it('says where the database is', () => {
    expect(shown({ DATABASE_URL: 'postgres://u:s3cret@db:5433/nguon?sslmode=require' }, 'DATABASE_URL')?.value).toBe(
      'postgres://…@db:5433/nguon',
    );
  });

  it.each([
    'postgres://user:s3cret@db/nguon',
    'postgres://user:s3cret%40x@db/nguon',
    'postgres://user:a@s3cret@db/nguon',
    'postgres://user:a/s3cret@db/nguon',
    'postgres://user:12/s3cret@db/nguon',
    'postgres://user:12?s3cret@db/nguon',
    'postgres://user:12#s3cret@db/nguon',
    'postgres://db/nguon?user=u&password=s3cret',
    'postgres:///nguon?password=s3cret&host=/tmp',
    'host=db user=u password=s3cret',
    's3cret',
  ])('covers the password of %s', (url) => {
    expect(JSON.stringify(describeConfig({ DATABASE_URL: url }))).not.toContain('s3cret');
  });

  it('covers the token', () => {
    expect(JSON.stringify(describeConfig({ NGUON_TOKEN: 's3cret' }))).not.toContain('s3cret');
  });

  it('covers the private key', () => {
    expect(JSON.stringify(describeConfig({ NGUON_PRIVATE_KEY: 's3cret' }))).not.toContain('s3cret');
  });
});
