import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FinharborError } from '@finharbor/kernel';
import { parseInstallation, parseProcessConfig } from './config.ts';

const demoHub = {
  role: 'hub',
  party: 'hub',
  name: { en: 'Harbor', zh: '港' },
  demo: true,
  host: '127.0.0.1',
  port: 8080,
  linkHost: '127.0.0.1',
  linkPort: 9080,
  directory: '.finharbor/hub',
  databaseUrl: 'postgres://127.0.0.1/x',
  logLevel: 'warn',
  quorum: 1,
};

function faultOf(read: () => unknown): FinharborError {
  try {
    read();
  } catch (error) {
    if (error instanceof FinharborError) return error;
  }
  return assert.fail('it was accepted');
}

test('the demonstration is served on loopback only, its pages and its links alike', () => {
  for (const host of ['127.0.0.1', '127.8.9.1', '::1', 'localhost'])
    assert.equal(parseProcessConfig({ ...demoHub, host }).host, host);
  for (const host of ['0.0.0.0', '10.0.0.5', '::', 'example.org', '1127.0.0.1'])
    for (const change of [{ host }, { linkHost: host }])
      assert.equal(
        faultOf(() => parseProcessConfig({ ...demoHub, ...change })).code,
        'config.demo_not_loopback',
      );
});

const elsewhere = { host: '10.0.0.5', publicUrl: 'https://harbor.example', trustedProxies: ['10.0.0.1'] };

test('what would leave the machine without TLS keeps the process from starting, each field named, unless plain text is asked for', () => {
  const { quorum, ...process } = { ...demoHub, demo: false };
  const hub = { ...process, quorum };
  const node = {
    ...process,
    role: 'node',
    party: 'bank',
    registrar: false,
    hubUrl: 'https://harbor.example',
    hubFingerprint: '0'.repeat(32),
    systems: [],
  };
  assert.equal(parseProcessConfig({ ...hub, ...elsewhere }).host, '10.0.0.5');
  const { host, publicUrl, trustedProxies } = elsewhere;
  const database = 'postgres://db.example/x';
  const plain: readonly (readonly [object, readonly string[]])[] = [
    [{ ...hub, host }, ['/host']],
    [{ ...hub, host: '::' }, ['/host']],
    [{ ...hub, host, publicUrl }, ['/host']],
    [{ ...hub, host, trustedProxies }, ['/host']],
    [{ ...hub, publicUrl: 'http://harbor.example' }, ['/publicUrl']],
    [{ ...node, hubUrl: 'http://harbor.example' }, ['/hubUrl']],
    [{ ...hub, databaseUrl: database }, ['/databaseUrl']],
    [{ ...hub, databaseUrl: `${database}?sslmode=require` }, ['/databaseUrl']],
    [{ ...hub, databaseUrl: 'postgres:///x?host=10.0.0.9' }, ['/databaseUrl']],
    [{ ...hub, host, databaseUrl: database }, ['/host', '/databaseUrl']],
  ];
  for (const [config, fields] of plain) {
    const fault = faultOf(() => parseProcessConfig(config));
    assert.equal(fault.code, 'config.plain_text');
    assert.deepEqual(
      fault.fields.map(({ pointer }) => pointer),
      fields,
    );
    assert.ok(parseProcessConfig({ ...config, insecure: true }));
  }
  for (const hubUrl of ['http://127.0.0.1:8080', 'http://[::1]:8080', 'http://localhost:8080'])
    assert.ok(parseProcessConfig({ ...node, hubUrl }));
  for (const databaseUrl of [
    `${database}?sslmode=verify-full`,
    'postgres://u:p@[::1]:5432/x',
    'postgres:///x?host=/run/postgresql',
    'postgres:///x',
  ])
    assert.ok(parseProcessConfig({ ...hub, databaseUrl }));
});

test('an installation’s file is refused for the same, at the place of the field', () => {
  const { name, linkHost, linkPort, port, quorum } = demoHub;
  const hub = { name, linkHost, linkPort, port, quorum };
  const pointers = (change: object): readonly string[] =>
    faultOf(() => parseInstallation({ home: 'x', hub: { ...hub, host: '127.0.0.1' }, ...change })).fields.map(
      ({ pointer }) => pointer,
    );
  assert.deepEqual(pointers({ hub: { ...hub, host: '10.0.0.5' } }), ['/hub/host']);
  assert.deepEqual(pointers({ databaseUrl: 'postgres://db.example/x' }), ['/databaseUrl']);
  assert.ok(parseInstallation({ home: 'x', insecure: true, hub: { ...hub, host: '10.0.0.5' } }));
});

test('a wrong configuration is refused with every wrong field named', () => {
  const fault = faultOf(() => parseProcessConfig({ ...demoHub, port: 70_000, quorum: 0 }));
  assert.equal(fault.code, 'config.invalid');
  assert.deepEqual(fault.fields.map(({ pointer }) => pointer).toSorted(), ['/port', '/quorum']);
  assert.equal(faultOf(() => parseInstallation({ home: 'x' })).code, 'config.invalid');
  assert.equal(faultOf(() => parseInstallation({ home: 'x', hubb: {} })).code, 'config.invalid');
});

test('a public address is one of a web server, without a path', () => {
  const config = { ...demoHub, demo: false };
  for (const publicUrl of ['https://harbor.example', 'http://127.0.0.1:8080/'])
    assert.equal(parseProcessConfig({ ...config, publicUrl }).publicUrl, publicUrl);
  for (const publicUrl of ['harbor.example', 'ftp://harbor.example', 'https://harbor.example/finharbor'])
    assert.equal(
      faultOf(() => parseProcessConfig({ ...config, publicUrl })).fields[0]?.pointer,
      '/publicUrl',
    );
});

test('connectors that are no members are listed with their participant, and spoken to by https', () => {
  const connectors = (address: string) => [{ participant: 'did:web:other.example', address }];
  for (const address of ['https://other.example/dsp/2025-1', 'http://127.0.0.1:8080/dsp/2025-1'])
    assert.ok(parseProcessConfig({ ...demoHub, connectors: connectors(address) }));
  const plain = connectors('http://other.example/dsp/2025-1');
  assert.deepEqual(
    faultOf(() => parseProcessConfig({ ...demoHub, connectors: plain })).fields.map(({ pointer }) => pointer),
    ['/connectors/0/address'],
  );
});

test('columns are sealed with one of two algorithms, by keys of a file or of another process', () => {
  const sealing = { algorithm: 'sm4-gcm', keySocket: 'run/keys.sock' } as const;
  assert.deepEqual(parseProcessConfig({ ...demoHub, sealing }).sealing, sealing);
  const fault = faultOf(() => parseProcessConfig({ ...demoHub, sealing: { algorithm: 'aes-128-cbc' } }));
  assert.deepEqual(
    fault.fields.map(({ pointer }) => pointer),
    ['/sealing/algorithm'],
  );
});

test('how long sessions last and who needs a second factor is set per process, within limits, and each wrong part is named', () => {
  const config = { ...demoHub, demo: false };
  const signIn = { idleMinutes: 15, sessionHours: 8, requireSecondFactor: ['operator'] };
  const read = parseProcessConfig({ ...config, signIn, trustedProxies: ['10.0.0.1', '::1'] });
  assert.deepEqual(read.signIn, { ...signIn, outside: [], passwords: true, registration: true });
  const wrong = { signIn: { idleMinutes: 4, sessionHours: 0 }, trustedProxies: ['proxy.example'] };
  assert.deepEqual(
    faultOf(() => parseProcessConfig({ ...config, ...wrong }))
      .fields.map(({ pointer }) => pointer)
      .toSorted(),
    ['/signIn/idleMinutes', '/signIn/sessionHours', '/trustedProxies/0'],
  );
});

test('mail without TLS goes to a server on this machine only', () => {
  const mail = { host: '127.0.0.1', port: 25, security: 'none', from: 'desk@city.example' };
  assert.deepEqual(parseProcessConfig({ ...demoHub, mail }).mail, mail);
  const fault = faultOf(() => parseProcessConfig({ ...demoHub, mail: { ...mail, host: 'mail.example' } }));
  assert.equal(fault.fields[0]?.pointer, '/mail/security');
  const secure = { ...mail, host: 'mail.example', security: 'starttls' };
  assert.deepEqual(parseProcessConfig({ ...demoHub, mail: secure }).mail, secure);
});
