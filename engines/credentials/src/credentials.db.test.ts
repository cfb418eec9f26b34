import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyReceipt } from '@finharbor/evidence';
import { codeOf, type Page, type Paper } from '@finharbor/kernel';
import type { PublishedCredential, Verified } from './contract.ts';
import { findCredential } from './records/find.ts';
import { issueCredential, type WantedCredential } from './records/issue.ts';
import { logCredentials } from './records/log.ts';
import type { CredentialOnFile } from './records/on-file.ts';
import { presentCredential } from './sd-jwt/present.ts';
import { testCredentials } from './testing/served.ts';
import { skillType } from './testing/types.ts';
import { defineCredentialType } from './types.ts';

const served = await testCredentials();
const { ctx, clock, log, url } = served;
const project: WantedCredential = {
  ...{ key: 'case 1', type: 'pilot-exit' },
  claims: { project: '跨境支付核验', applicants: ['某银行', '某科技公司'] },
};
const issue = (wanted: WantedCredential) =>
  ctx.db.transaction().execute((tx) => issueCredential(ctx, tx, wanted));
const get = async <T>(path: string): Promise<T> => {
  const answer = await fetch(url + path);
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as T;
};
const post = (path: string, body: object) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const verify = async (credential: string, more: object = {}): Promise<Verified> =>
  (await (await post('/credentials/verify', { credential, ...more })).json()) as Verified;
const faultsOf = ({ checks }: Verified) =>
  checks.flatMap(({ fault, outcome }) => (outcome === 'failed' ? [fault] : []));

test('a certificate is issued once, found by its number, verified, suspended, reinstated and revoked, and the log says each', async () => {
  const issued = await issue(project);
  assert.deepEqual(await issue(project), issued);
  await assert.rejects(
    issue({ ...project, claims: { project: 'x', applicants: ['y'] } }),
    (error) => codeOf(error) === 'credential.key_reused',
  );
  assert.match(issued.number, /^PX-2026-\d{6}-\d{2}$/);
  const first = await verify(issued.credential);
  assert.equal(first.kind, 'valid', JSON.stringify(first));
  assert.deepEqual(
    first.claims.map(({ value }) => value),
    ['跨境支付核验', ['某银行', '某科技公司']],
  );
  const set = (status: string) =>
    post(`/credentials/${issued.number}/status`, { status, reason: '监管要求' });
  assert.equal((await set('suspended')).status, 200);
  assert.deepEqual(faultsOf(await verify(issued.credential)), ['suspended']);
  assert.equal((await set('suspended')).status, 200);
  assert.equal((await set('valid')).status, 200);
  assert.equal((await verify(issued.credential)).kind, 'valid');
  assert.equal((await set('revoked')).status, 200);
  assert.deepEqual(faultsOf(await verify(issued.credential)), ['revoked']);
  assert.equal((await set('valid')).status, 409);
  assert.equal(await logCredentials(ctx), 4);
  assert.equal(await logCredentials(ctx), 0);
  const page = await get<PublishedCredential>(`/credentials/${issued.number.toLowerCase()}`);
  assert.deepEqual(
    page.events.map(({ status }) => status),
    ['valid', 'suspended', 'valid', 'revoked'],
  );
  for (const { entry, proof } of page.events) {
    const claim = {
      entry: new TextEncoder().encode(entry),
      proof: proof!,
      logKey: log.verifierKey,
      witnessKeys: [],
      quorum: 0,
    };
    assert.equal((await verifyReceipt(claim)).kind, 'valid');
  }
});

test('what is issued in a transaction that fails was never issued', async () => {
  const wanted = { ...project, key: 'undone' };
  await assert.rejects(
    ctx.db.transaction().execute(async (tx) => {
      await issueCredential(ctx, tx, wanted);
      throw new Error('undone');
    }),
  );
  const rows = await ctx.db.selectFrom('credential').select('id').where('issue_key', '=', 'undone').execute();
  assert.deepEqual(rows, []);
});

test('many at once under one key are one, and places in the list are never given twice', async () => {
  const same = await Promise.all(Array.from({ length: 6 }, () => issue({ ...project, key: 'many' })));
  assert.equal(new Set(same.map(({ number }) => number)).size, 1);
  await Promise.all(Array.from({ length: 30 }, (_, at) => issue({ ...project, key: `other ${at}` })));
  const places = await ctx.db.selectFrom('credential').select(['list', 'list_index']).execute();
  assert.equal(new Set(places.map((one) => `${one.list} ${one.list_index}`)).size, places.length);
});

test('a personal certificate is forgotten: nothing of what it says stays, a copy verifies and can be revoked; a public one stays', async () => {
  const claims = { level: 3, given: '王芳芳', score: 77 };
  const issued = await issue({ key: 'exam 9', type: 'skill', claims });
  const set = (status: string) =>
    post(`/credentials/${issued.number}/status`, { status, reason: '王芳芳 asked' });
  assert.equal((await set('suspended')).status, 200);
  assert.equal((await set('valid')).status, 200);
  const forget = async (number: string) =>
    (await fetch(`${url}/credentials/${number}/forgetting`, { method: 'POST' })).status;
  assert.equal(await forget(issued.number), 204);
  assert.equal(await forget(issued.number), 204, 'twice is once');
  const rows = await ctx.db
    .selectFrom('credential as c')
    .innerJoin('credential_event as e', 'e.credential', 'c.id')
    .selectAll('c')
    .select(['e.reason', 'e.entry', 'e.event_key'])
    .where('c.number', '=', issued.number)
    .execute();
  const kept = JSON.stringify(rows, (_, value) =>
    typeof value === 'bigint' ? String(value) : Buffer.isBuffer(value) ? value.toString('latin1') : value,
  );
  for (const said of ['王芳芳', ...issued.credential.split('~').filter(Boolean)])
    assert.ok(!kept.includes(said), said.slice(0, 20));
  const digest = hash('sha256', issued.credential.split('~')[0]!);
  assert.ok(rows.every(({ entry }) => entry.includes(digest)));
  assert.equal(await findCredential(ctx, ctx.db, issued.number), undefined);
  await assert.rejects(
    issue({ key: 'exam 9', type: 'skill', claims }),
    (error) => codeOf(error) === 'credential.forgotten',
  );
  assert.equal((await verify(issued.credential)).kind, 'valid');
  assert.equal((await set('revoked')).status, 200);
  assert.deepEqual(faultsOf(await verify(issued.credential)), ['revoked']);

  const onFile = await get<CredentialOnFile>(`/credentials/${issued.number}/record`);
  assert.deepEqual([onFile.isPublic, onFile.status], [false, 'revoked']);
  assert.equal(Date.parse(String(onFile.forgottenAtMs)), clock.nowMs());

  const shown = await issue({ ...project, key: 'stays' });
  assert.equal(await forget(shown.number), 409);
  assert.equal((await get<PublishedCredential>(`/credentials/${shown.number}`)).status, 'valid');
  assert.equal(await forget('SK-2026-999999-00'), 404);

  const numbers: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Page<{ readonly number: string }> = await get(
      `/credentials?limit=7${next && `&cursor=${next}`}`,
    );
    numbers.push(...page.items.map(({ number }) => number));
    next = page.next;
  }
  const all = await ctx.db
    .selectFrom('credential')
    .select('number')
    .where('type', '=', 'pilot-exit-1')
    .execute();
  assert.deepEqual(
    numbers.toSorted(),
    all.map(({ number }) => number).toSorted(),
    'public ones alone, each once',
  );
});

test('a public certificate is found by what it is about, and a personal one by nothing', async () => {
  const claims = { project: 'FH-2026-0007', applicants: ['某银行'] };
  const { number } = await issue({ key: 'about 1', type: 'pilot-exit', claims });
  const found = await get<Page<{ readonly number: string; readonly about: string }>>(
    '/credentials?about=FH-2026-0007',
  );
  assert.deepEqual(
    found.items.map((one) => [one.number, one.about]),
    [[number, 'FH-2026-0007']],
  );
  assert.deepEqual((await get<Page<object>>('/credentials?about=FH-2026-0008')).items, []);
  assert.throws(
    () => defineCredentialType({ ...skillType, about: 'level' }),
    (error) => codeOf(error) === 'credential.bad_type',
  );
});

test('a personal certificate is found by nobody, and shows what its holder shows, when the holder proves it is theirs', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const claims = { level: 2, given: '李明', score: 91 };
  const holder = publicKey.export({ format: 'jwk' }) as never;
  const issued = await issue({ key: 'exam 1', type: 'skill', claims, holder });
  assert.equal((await fetch(`${url}/credentials/${issued.number}`)).status, 404);
  assert.ok(await findCredential(ctx, ctx.db, issued.number));
  const asked = { audience: 'https://employer.example', nonce: 'n-1' };
  const shown = presentCredential(issued.credential, {
    disclose: ['score'],
    bind: { key: privateKey, clock, ...asked },
  });
  const verdict = await verify(shown, { holder: asked });
  assert.equal(verdict.kind, 'valid', JSON.stringify(verdict));
  assert.deepEqual(
    verdict.claims.map(({ name }) => name),
    ['level', 'score'],
  );
  assert.doesNotMatch(JSON.stringify(verdict), /李明/);
  assert.deepEqual(faultsOf(await verify(shown, { holder: { ...asked, nonce: 'n-2' } })), ['holder']);
  assert.deepEqual(faultsOf(await verify(issued.credential, { holder: asked })), ['holder']);
});

test('the keys change after a year, and what the old ones signed still verifies', async () => {
  const before = await issue({ ...project, key: 'old' });
  clock.advance(366 * 86_400_000);
  const after = await issue({ ...project, key: 'new' });
  const { jwks } = await get<{ jwks: { keys: { kid: string }[] } }>('/.well-known/jwt-vc-issuer');
  assert.equal(jwks.keys.length, 2);
  const kidOf = (text: string) =>
    JSON.parse(Buffer.from(text.split('.')[0]!, 'base64url').toString()).kid as string;
  assert.deepEqual(
    [kidOf(before.credential), kidOf(after.credential)],
    jwks.keys.map(({ kid }) => kid),
  );
  assert.equal((await verify(before.credential)).kind, 'valid');
  assert.equal((await verify(after.credential)).kind, 'valid');
});

test('openssl verifies the chain, and the signature over what the issuer signed', async (t) => {
  if (spawnSync('openssl', ['version']).error !== undefined) return t.skip('openssl not found');
  const { credential } = await issue({ ...project, key: 'openssl' });
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  const at = (name: string) => join(folder, name);
  const [head, body, tail] = credential.split('~')[0]!.split('.') as [string, string, string];
  const { x5c } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { x5c: string[] };
  writeFileSync(at('root.pem'), await (await fetch(`${url}/credentials/authority.pem`)).text());
  writeFileSync(at('leaf.der'), Buffer.from(x5c[0]!, 'base64'));
  writeFileSync(at('input'), `${head}.${body}`);
  // JWS writes r and s one after the other; openssl wants them as ASN.1, which it makes itself from a description.
  const raw = Buffer.from(tail, 'base64url').toString('hex');
  writeFileSync(
    at('signature.cnf'),
    `asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x${raw.slice(0, 64)}\ns=INTEGER:0x${raw.slice(64)}\n`,
  );
  const openssl = (...given: string[]) => execFileSync('openssl', given, { cwd: folder, encoding: 'utf8' });
  try {
    openssl('x509', '-inform', 'DER', '-in', 'leaf.der', '-out', 'leaf.pem');
    const seconds = String(Math.floor(clock.nowMs() / 1000));
    assert.match(
      openssl('verify', '-x509_strict', '-attime', seconds, '-CAfile', 'root.pem', 'leaf.pem'),
      /leaf\.pem: OK/,
    );
    openssl('asn1parse', '-genconf', 'signature.cnf', '-out', 'signature.der', '-noout');
    writeFileSync(at('key.pem'), openssl('x509', '-in', 'leaf.pem', '-pubkey', '-noout'));
    const check = ['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'signature.der', 'input'];
    assert.match(openssl(...check), /Verified OK/);
    writeFileSync(at('input'), `${readFileSync(at('input'), 'utf8')}x`);
    assert.throws(() => openssl(...check));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a status list is a cached, signed token under its media type, and says nothing new until something is', async () => {
  const { status_lists: lists } = await get<{ status_lists: string[] }>('/credentials/status');
  assert.deepEqual(lists, [`${url}/credentials/status/1`]);
  const first = await fetch(lists[0]!);
  assert.equal(first.headers.get('content-type'), 'application/statuslist+jwt');
  assert.equal(first.headers.get('cache-control'), 'public, max-age=300');
  const etag = first.headers.get('etag')!;
  assert.equal((await fetch(lists[0]!, { headers: { 'if-none-match': etag } })).status, 304);
  assert.equal((await fetch(`${url}/credentials/status/7`)).status, 404);
});

test('on paper stand what is certified, the page that verifies it, and the signed original', async () => {
  const { number, credential } = await issue({ ...project, key: 'paper' });
  for (const language of ['en', 'zh']) {
    const answer = await fetch(`${url}/credentials/${number}/paper?language=${language}`);
    assert.equal(answer.status, 200);
    const paper = (await answer.json()) as Paper;
    const parts = paper.sections.flatMap((section) => section.parts);
    assert.equal(parts.find((part) => part.kind === 'qr')?.text, `${url}/page?number=${number}`);
    assert.match(JSON.stringify(parts), /跨境支付核验.*某银行、某科技公司/);
    assert.deepEqual(
      paper.attachments.map(({ text }) => text),
      [credential],
    );
  }
});
