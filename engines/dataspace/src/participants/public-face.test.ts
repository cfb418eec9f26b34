import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey, idSource, manualClock, systemRandom } from '@finharbor/kernel';
import { commonErrors, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { checkCredential } from './credential.ts';
import { didWebOf } from './did-web.ts';
import { participantErrors } from './errors.ts';
import { textFetcher } from './fetch-text.ts';
import { participantEndpoints } from './http.ts';
import { didWebResolver } from './resolver.ts';
import { describeSelf } from './self-description.ts';

const clock = manualClock(1_795_248_000_000);
const fetchText = textFetcher({ reach: { loopback: true, inside: false } });
const context: HttpContext = {
  clock,
  errors: { ...commonErrors, ...participantErrors },
  strict: true,
  authorize: () => ({ kind: 'allowed', scope: { kind: 'all' } }),
  authenticate: async () => ({ kind: 'public' }),
  audit: async () => {},
};

test('whoever has the address of a participant finds its keys and services, and can check what it says of itself', async () => {
  const key = generateSigningKey();
  const app = httpApp({ context, ids: idSource(clock, systemRandom), log: { level: 'silent' } });
  const self = { did: '', connector: '' };
  register(
    app,
    participantEndpoints({
      document: () => ({
        did: self.did,
        keys: [key.publicKey],
        services: [{ name: 'connector', type: 'DataService', endpoint: self.connector }],
      }),
      selfDescription: async () =>
        describeSelf(
          { did: self.did, key },
          {
            legalName: { en: 'Pilot Bank', zh: '先导银行' },
            uscc: '91440300000000001X',
            role: 'bank',
            connector: self.connector,
          },
          {
            id: `${self.did}#self`,
            validFromMs: clock.nowMs(),
            validUntilMs: clock.nowMs() + 1000,
          },
        ),
    }),
    context,
  );
  const port = new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port;
  try {
    const root = `http://localhost:${port}`;
    Object.assign(self, { did: didWebOf(new URL(root)), connector: `${root}/dsp` });
    const resolve = didWebResolver({ fetchText, clock, loopback: true });
    const found = await resolve(self.did);
    assert.ok(found.kind === 'resolved');
    assert.deepEqual([...found.document.assertion.values()], [key.publicKey]);
    assert.deepEqual(found.document.services, [
      { id: `${self.did}#connector`, type: 'DataService', endpoint: `${root}/dsp` },
    ]);

    const fetched = await fetchText(new URL(`${root}/participant/self-description`));
    assert.ok(fetched.kind === 'found');
    const verifier = { resolve, clock, isTrusted: (issuer: string) => issuer === self.did };
    const checked = await checkCredential(verifier, fetched.text);
    assert.ok(checked.kind === 'valid', JSON.stringify(checked));
    assert.deepEqual(checked.credential.credentialSubject, {
      id: self.did,
      type: 'LegalPerson',
      legalName: { en: 'Pilot Bank', zh: '先导银行' },
      registrationNumber: { type: 'UnifiedSocialCreditCode', value: '91440300000000001X' },
      role: 'bank',
      connector: `${root}/dsp`,
    });
    const others = await fetch(`${root}/participant/status-list`);
    assert.equal(others.status, 404, 'who is no authority publishes no list');
  } finally {
    await app.close();
  }
});
