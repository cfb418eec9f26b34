import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { systemRandom } from '@finharbor/kernel';
import { certificateOf } from './keys/x509.ts';
import { encoded, signJws } from './sd-jwt/jws.ts';
import { presentCredential } from './sd-jwt/present.ts';
import { signList } from './status/token.ts';
import { issuerUrl, startMs, testKeyring } from './testing/issuer.ts';
import { hidden, type Made, madeCredential, madeList, trusting } from './testing/sign.ts';
import { type Trust, verifyCredential } from './verify.ts';

const { keyring } = testKeyring();
const key = keyring.current();
const trust = trusting(
  keyring.authority,
  madeList(key, [
    [6, 1],
    [7, 2],
  ]),
);
const stranger = testKeyring().keyring;

function faults(text: string, more: Partial<Trust> = {}): readonly (string | undefined)[] {
  const { kind, checks } = verifyCredential(text, { ...trust, ...more });
  const found = checks.filter(({ outcome }) => outcome === 'failed').map(({ fault }) => fault);
  assert.equal(kind === 'invalid', found.length > 0);
  return found;
}
const made = (parts: Made = {}): string => madeCredential(key, parts);
const at = (idx: number, uri = `${issuerUrl}/credentials/status/1`) => ({
  payload: { status: { status_list: { idx, uri } } },
});

test('a good one is valid; without a status list at hand it is undecided', () => {
  assert.equal(verifyCredential(made(), trust).kind, 'valid');
  assert.equal(verifyCredential(made(), { ...trust, statusList: undefined }).kind, 'undecided');
});

test('each fault has its word', () => {
  const nowS = startMs / 1000;
  assert.deepEqual(faults(made(at(6))), ['revoked']);
  assert.deepEqual(faults(made(at(7))), ['suspended']);
  assert.deepEqual(faults(made(at(64))), ['status_unknown']);
  assert.deepEqual(faults(made({ payload: { status: {} } })), ['status_unknown']);
  assert.deepEqual(faults(made({ payload: { exp: nowS } })), ['expired']);
  assert.deepEqual(faults(made({ payload: { nbf: nowS + 61 } })), ['not_yet_valid']);
  assert.deepEqual(faults(made({ payload: { iss: 'https://other.example' } })), ['wrong_issuer']);
  assert.deepEqual(faults(made({ payload: { vct: 'https://other.example/type' } })), ['wrong_type']);
  assert.deepEqual(faults(made({ signer: stranger.current().privateKey })), ['signature']);
  assert.deepEqual(faults(madeCredential(stranger.current())), ['chain']);
  assert.deepEqual(faults('x'), ['malformed']);
});

test('the header does not choose the algorithm: none, HMAC under the public key, another signature', () => {
  const text = made();
  const [jwt] = text.split('~');
  const [, body] = jwt!.split('.');
  const head = (alg: string) => encoded({ alg, typ: 'dc+sd-jwt', ...key.header });
  assert.deepEqual(faults(`${head('none')}.${body}.~`), ['malformed']);
  assert.deepEqual(faults(`${head('none')}.${body}.AA~`), ['signature']);
  const spki = key.certificate.publicKey.export({ type: 'spki', format: 'pem' });
  const mac = createHmac('sha256', spki)
    .update(`${head('HS256')}.${body}`)
    .digest('base64url');
  assert.deepEqual(faults(`${head('HS256')}.${body}.${mac}~`), ['signature']);
  assert.deepEqual(faults(made({ header: { alg: 'ES384' } })), ['signature']);
  assert.deepEqual(faults(made({ header: { crit: ['b64'], b64: false } })), ['signature']);
  assert.deepEqual(
    faults(`${jwt!.slice(0, jwt!.lastIndexOf('.'))}.${Buffer.alloc(64).toString('base64url')}~`),
    ['signature'],
  );
});

test('a token of one kind does not pass for another, whoever has signed it', () => {
  assert.deepEqual(faults(`${madeList(key)}~`), ['malformed']);
  assert.deepEqual(faults(made({ header: { typ: 'JWT' } })), ['malformed']);
  assert.deepEqual(faults(made(), { statusList: made().slice(0, -1) }), ['status_unknown']);
});

test('the key of an authority, or a certificate under a signing key, signs no credential', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const times = { fromMs: startMs - 1000, untilMs: startMs + 1000, random: systemRandom };
  const below = certificateOf({
    key: privateKey,
    name: 'x',
    ...times,
    issuer: { key: key.privateKey, name: 'Test issuer 1' },
  });
  const x5c = [below.raw.toString('base64'), ...key.header.x5c];
  assert.deepEqual(faults(made({ header: { x5c }, signer: privateKey })), ['chain']);
  const own = certificateOf({ key: privateKey, name: 'Test issuer', ...times });
  assert.deepEqual(faults(made({ header: { x5c: [own.raw.toString('base64')] }, signer: privateKey })), [
    'chain',
  ]);
});

test('certificates out of their time are not trusted', () => {
  const year = 365 * 86_400_000;
  assert.deepEqual(faults(made(), { nowMs: startMs + 11 * year }), ['chain']);
  assert.deepEqual(faults(made(), { nowMs: startMs - year }), ['chain']);
});

test('disclosures: swapped, foreign, twice, of a name that is there, reserved, of what is never hidden', () => {
  const [one, two] = [hidden('score', 91), hidden('given', '李明')];
  const payload = { _sd: [one.digest], _sd_alg: 'sha-256' };
  assert.deepEqual(faults(made({ payload, disclosures: [one.text] })), []);
  assert.deepEqual(faults(made({ payload, disclosures: [two.text] })), ['malformed']);
  assert.deepEqual(faults(made({ payload, disclosures: [one.text, one.text] })), ['malformed']);
  assert.deepEqual(faults(made({ payload: { _sd: [one.digest, one.digest] }, disclosures: [one.text] })), [
    'malformed',
  ]);
  assert.deepEqual(faults(made({ payload: { _sd: [one.digest], also: { _sd: [one.digest] } } })), [
    'malformed',
  ]);
  assert.deepEqual(faults(made({ payload: { ...payload, score: 1 }, disclosures: [one.text] })), [
    'malformed',
  ]);
  assert.deepEqual(faults(made({ payload: { ...payload, _sd_alg: 'md5' } })), ['malformed']);
  assert.deepEqual(faults(made({ payload: { list: [{ '...': one.digest }] }, disclosures: [one.text] })), [
    'malformed',
  ]);
  for (const name of ['_sd', '...', 'exp', 'status', 'cnf']) {
    const bad = hidden(name, 1);
    assert.deepEqual(
      faults(made({ payload: { _sd: [bad.digest] }, disclosures: [bad.text] })),
      ['malformed'],
      name,
    );
  }
  const proto = hidden('__proto__', 1);
  assert.deepEqual(faults(made({ payload: { _sd: [proto.digest] }, disclosures: [proto.text] })), []);
  assert.equal(({} as { score?: number }).score, undefined);
});

test('what is huge or deep is refused before it is worked on', () => {
  const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as never;
  assert.deepEqual(faults(made({ payload: { deep } })), ['malformed']);
  assert.deepEqual(faults(made({ payload: { long: 'x'.repeat(70_000) } })), ['malformed']);
  const many = Array.from({ length: 300 }, (_, nth) => hidden(`c${nth}`, 1));
  const payload = { _sd: many.map(({ digest }) => digest) };
  assert.deepEqual(faults(made({ payload, disclosures: many.map(({ text }) => text) })), ['malformed']);
});

test('a status list counts only if it is this issuer’s, of this address, of today, and no bomb', () => {
  const parts = { issuer: issuerUrl, uri: `${issuerUrl}/credentials/status/1`, key, nowMs: startMs };
  const list = { bits: 2, lst: deflateSync(Buffer.alloc(16)).toString('base64url') } as const;
  const refused = (statusList: string) =>
    assert.deepEqual(faults(made(), { statusList }), ['status_unknown']);
  assert.deepEqual(faults(made(), { statusList: signList(list, parts) }), []);
  refused(signList(list, { ...parts, key: stranger.current() }));
  refused(signList(list, { ...parts, issuer: 'https://other.example' }));
  refused(signList(list, { ...parts, uri: `${issuerUrl}/credentials/status/2` }));
  refused(signList(list, { ...parts, nowMs: startMs - 86_400_001 }));
  refused(signList(list, { ...parts, nowMs: startMs + 61_000 }));
  refused(signList({ bits: 3 as never, lst: list.lst }, parts));
  refused(signList({ bits: 2, lst: 'AAAA' }, parts));
  refused(signList({ bits: 2, lst: deflateSync(Buffer.alloc(200_000_000)).toString('base64url') }, parts));
  refused(signJws({ typ: 'JWT', ...key.header }, { iss: issuerUrl, sub: parts.uri }, key.privateKey));
});

test('a holder’s proof is for one verifier, one nonce, these disclosures, and now', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const score = hidden('score', 91);
  const cnf = { jwk: publicKey.export({ format: 'jwk' }) as never };
  const credential = made({ payload: { cnf, _sd: [score.digest] }, disclosures: [score.text] });
  const holder = { audience: 'a', nonce: 'n' };
  const bind = (nowMs: number, disclose = ['score'], by = privateKey) =>
    presentCredential(credential, { disclose, bind: { ...holder, key: by, clock: { nowMs: () => nowMs } } });
  const shown = bind(startMs);
  assert.deepEqual(faults(shown, { holder }), []);
  assert.deepEqual(faults(shown, { holder: { ...holder, audience: 'b' } }), ['holder']);
  assert.deepEqual(faults(shown, { holder: { ...holder, nonce: 'm' } }), ['holder']);
  assert.deepEqual(faults(bind(startMs - 301_000), { holder }), ['holder']);
  assert.deepEqual(faults(bind(startMs, ['score'], key.privateKey), { holder }), ['holder']);
  const proof = shown.slice(shown.lastIndexOf('~') + 1);
  assert.deepEqual(faults(`${credential.split('~')[0]}~${proof}`, { holder }), ['holder']);
});
