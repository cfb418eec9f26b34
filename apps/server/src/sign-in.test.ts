import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FinharborError, systemClock } from '@finharbor/kernel';
import { parseInstallation, parseProcessConfig } from './config.ts';
import { providersOf } from './sign-in.ts';

const directory = mkdtempSync(join(tmpdir(), 'finharbor-sign-in-'));
after(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, 'client.secret'), 'a secret\n', { mode: 0o600 });

const city = {
  id: 'city',
  kind: 'oidc',
  title: { en: 'City', zh: '城市' },
  issuer: 'https://id.city.example',
  clientId: 'harbor',
  clientSecretFile: 'client.secret',
  scopes: ['openid', 'profile'],
  whoMayEnter: 'mapped',
  map: { login: 'preferred_username', name: 'name' },
  roles: { claim: 'groups', values: { operators: ['operator'] } },
};

function hub(signIn: object) {
  return parseProcessConfig({
    role: 'hub',
    party: 'hub',
    name: { en: 'Harbor', zh: '港' },
    demo: false,
    host: '127.0.0.1',
    port: 8080,
    linkHost: '127.0.0.1',
    linkPort: 9080,
    directory,
    databaseUrl: 'postgres://127.0.0.1/x',
    logLevel: 'warn',
    quorum: 1,
    signIn,
  });
}

function faultOf(act: () => unknown): FinharborError {
  try {
    act();
  } catch (error) {
    if (error instanceof FinharborError) return error;
  }
  return assert.fail('it was accepted');
}

const wrongAt = (signIn: object): readonly string[] =>
  faultOf(() => hub(signIn)).fields.map(({ pointer }) => pointer);

test('providers are served as the installation’s file names them, beside passwords unless it says otherwise', () => {
  const config = hub({ outside: [city, { ...city, id: 'other', whoMayEnter: 'linked', map: undefined }] });
  assert.equal(config.signIn?.passwords, true);
  assert.deepEqual(
    providersOf(config, systemClock).map(({ provider: { id, kind }, rule }) => [id, kind, rule.kind]),
    [
      ['city', 'redirect', 'mapped'],
      ['other', 'redirect', 'linked'],
    ],
  );
});

test('a file that lets nobody in, or anybody look on, is refused at the place of the fault', () => {
  const outside = (change: object): readonly string[] => wrongAt({ outside: [{ ...city, ...change }] });
  assert.deepEqual(outside({ issuer: 'http://id.city.example' }), ['/signIn/outside/0/issuer']);
  assert.deepEqual(outside({ scopes: ['profile'] }), ['/signIn/outside/0/scopes']);
  assert.deepEqual(outside({ roles: undefined }), ['/signIn/outside/0/roles']);
  assert.deepEqual(outside({ clientSecret: 'in the file' }), ['/signIn/outside/0']);
  assert.deepEqual(wrongAt({ outside: [city, city] }), ['/signIn/outside/1/id']);
  assert.deepEqual(wrongAt({ outside: [{ ...city, whoMayEnter: 'linked' }], passwords: false }), [
    '/signIn/passwords',
  ]);
  assert.equal(hub({ outside: [{ ...city, issuer: 'http://127.0.0.1:3000' }] }).signIn?.outside.length, 1);
});

test('a secret that others can read, or that is not there, keeps the process from starting', () => {
  const path = join(directory, 'open.secret');
  writeFileSync(path, 'a secret');
  chmodSync(path, 0o640);
  const read = (clientSecretFile: string): string =>
    faultOf(() => providersOf(hub({ outside: [{ ...city, clientSecretFile }] }), systemClock)).code;
  assert.equal(read('open.secret'), 'config.secret_open');
  assert.equal(read('missing.secret'), 'config.secret_unreadable');
});

test('a role that nobody has here keeps the process from starting', () => {
  const mapped = (change: object): string =>
    faultOf(() => providersOf(hub({ outside: [{ ...city, ...change }] }), systemClock)).code;
  const roles = (role: string) => ({ claim: 'groups', values: { operators: [role] } });
  assert.equal(mapped({ roles: roles('operater') }), 'access.bad_mapping');
  assert.equal(mapped({ roles: roles('operator'), party: { firm: 'uscc' } }), 'access.bad_mapping');
});

test('the file that the guide shows is one', () => {
  const guide = readFileSync(new URL('../../../docs/sign-in.md', import.meta.url), 'utf8');
  const { hub: shown } = parseInstallation(JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)![1]!));
  assert.deepEqual(
    shown?.signIn?.outside.map(({ kind }) => kind),
    ['oidc', 'oauth2', 'certificate'],
  );
});
