import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { codeOf, manualClock } from '@finharbor/kernel';
import { oidcProvider } from './oidc.ts';
import type { RedirectProvider } from './provider.ts';
import { certificate } from './testing/x509.ts';

const proof = { state: 's', nonce: 'n', verifier: 'v'.repeat(43) };

function providerAt(issuer: string, clock = manualClock(0)): RedirectProvider {
  const title = { en: 'P', zh: '平台' };
  return oidcProvider(
    {
      id: 'p',
      title,
      issuer,
      clientId: 'c',
      secretIn: 'header',
      scopes: ['openid'],
      maxAuthAgeMs: 3_600_000,
      requireAcr: [],
      minRsaBits: 2048,
    },
    clock,
  );
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const outcome = (provider: RedirectProvider): Promise<string> =>
  provider
    .authorize(proof, { returnTo: 'http://127.0.0.1/return', afresh: false })
    .then(({ pathname }) => pathname, codeOf);

test('a provider that takes the connection and says nothing is given up after five seconds', async () => {
  const issuer = await listening(createServer(() => {}));
  const from = performance.now();
  assert.equal(await outcome(providerAt(issuer)), 'access.outside_unreachable');
  const tookMs = performance.now() - from;
  assert.ok(tookMs > 4_900 && tookMs < 8_000, `${tookMs} ms`);
});

test('what a provider says of itself is asked once by all who ask within five seconds, and again after a failure', async () => {
  let asked = 0;
  let isUp = false;
  let issuer = '';
  const server = createServer((_request, response) => {
    asked += 1;
    if (!isUp) return response.writeHead(503).end();
    const said = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  issuer = await listening(server);
  const clock = manualClock(0);
  const provider = providerAt(issuer, clock);
  assert.deepEqual(
    await Promise.all([outcome(provider), outcome(provider)]),
    Array(2).fill('access.outside_unreachable'),
  );
  assert.equal(asked, 1);
  isUp = true;
  assert.equal(await outcome(provider), '/auth');
  clock.advance(4_999);
  assert.equal(await outcome(provider), '/auth');
  assert.equal(asked, 2);
  clock.advance(1);
  assert.equal(await outcome(provider), '/auth');
  assert.equal(asked, 3);
  isUp = false;
  clock.advance(5_000);
  assert.equal(await outcome(provider), 'access.outside_unreachable');
  assert.equal(await provider.signOutUrl!('http://127.0.0.1/'), undefined, 'as it last said');
});

test('a provider that calls itself something else than it was configured as is not believed', async () => {
  const said = { issuer: 'https://other.example', authorization_endpoint: 'https://other.example/auth' };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  assert.equal(await outcome(providerAt(await listening(server))), 'access.outside_bad_answer');
});

test('a provider whose certificate nobody trusted vouches for is told nothing', async () => {
  const valid = { from: '20200101000000Z', to: '20990101000000Z' };
  const { pem, key } = certificate({ subject: { CN: 'localhost' }, ...valid });
  let asked = 0;
  const options = { cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }) };
  const server = createTlsServer(options, (_request, response) => {
    asked += 1;
    response.end('{}');
  });
  const plain = await listening(server);
  assert.equal(await outcome(providerAt(plain.replace('http:', 'https:'))), 'access.outside_unreachable');
  assert.equal(asked, 0);
});
