import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { grant, samples } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { RemoteProblem } from '@finharbor/kernel/http';
import { type Someone, testCasework } from '../testing.ts';

const cases = await testCasework([grant]);
const { db, someone, url, written } = cases;
const firm = await someone('firm:91440300MA5EXAMPL1', 'owner');
const stranger = await someone('firm:2', 'owner');
const clerk = await someone('hub', 'clerk');
const other = await someone('hub', 'clerk');
const experts = [await someone('hub', 'guest'), await someone('hub', 'guest'), await someone('hub', 'guest')];
const application = { name: '海港金科', yuan: 900, kind: 'new' };
const { pdf } = samples;

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const begun = async () => (await firm.client.postCase({ body: { procedure: 'grant' } })).body.id;
const put = (by: Someone, id: string, bytes: Uint8Array = pdf!) => putAs(by, id, { bytes, name: 'plan.pdf' });
const putAs = (
  { client }: Someone,
  id: string,
  { bytes = pdf!, name }: { readonly bytes?: Uint8Array; readonly name: string },
) =>
  client.postFile({
    params: { id, document: 'plan' },
    query: { name },
    body: new Blob([new Uint8Array(bytes)]),
  });
const fileOf = (id: string, bytes: Uint8Array = pdf!) => ({ id, document: 'plan', sha256: sha256Of(bytes) });
const codeFrom = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
const filesOf = async (id: string) =>
  (await firm.client.getCase({ params: { id } })).body.documents[0]!.files;
const left = async (id: string) =>
  (await db.selectFrom('case_attachment').select('id').where('case_id', '=', id).execute()).length;
const addressOf = (id: string, name = 'plan.pdf') => `/cases/${id}/documents/plan?name=${name}`;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + 10_000; !(await isSo()); await delay(10))
    if (performance.now() > endMs) assert.fail(`never came: ${what}`);
}

test('a firm attaches what its step asks for and files; the office reads it as it was sent, to be saved and never shown', async () => {
  const id = await begun();
  const { status, body } = await putAs(firm, id, { name: '../方案 "终稿".pdf' });
  assert.deepEqual([status, body.steps[0]!.missing], [201, []]);
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form: application } });
  const { documents } = (await clerk.client.getCase({ params: { id } })).body;
  const [file] = documents[0]!.files;
  assert.deepEqual(file, {
    ...{ sha256: sha256Of(pdf!), name: '方案 _终稿_.pdf', type: 'application/pdf', bytes: pdf!.length },
  });
  const response = await fetch(`${url}/cases/${id}/documents/plan/${file!.sha256}`, {
    headers: { authorization: clerk.authorization },
  });
  assert.ok(Buffer.from(await response.arrayBuffer()).equals(pdf!));
  const header = (name: string) => response.headers.get(name);
  assert.equal(header('content-type'), 'application/octet-stream');
  assert.equal(header('x-content-type-options'), 'nosniff');
  assert.equal(header('content-security-policy'), "sandbox; default-src 'none'");
  assert.equal(header('content-length'), String(pdf!.length));
  assert.equal(header('cache-control'), 'no-store');
  assert.equal(
    header('content-disposition'),
    `attachment; filename="_ ___.pdf"; filename*=UTF-8''${encodeURIComponent('方案 _终稿_.pdf')}`,
  );
  const actions = written.filter(({ phase }) => phase === 'done').map(({ action }) => action);
  assert.ok(actions.includes('case.attach') && actions.includes('case.read_file'));
});

test('what is no plan is refused with what would be taken, in both languages; nothing of it stays', async () => {
  const id = await begun();
  for (const [name, bytes] of Object.entries(samples)) {
    if (name.toLowerCase().endsWith('pdf')) continue;
    const error: unknown = await put(firm, id, bytes).catch((fault: unknown) => fault);
    assert.ok(error instanceof RemoteProblem, name);
    assert.deepEqual([error.problem.status, error.code], [422, 'case.document_type'], name);
    assert.match(error.problem.detail, /Plan must be one of: PDF\. 方案仅接受以下类型：PDF。/);
  }
  assert.equal(await codeFrom(put(firm, id, Buffer.alloc(0))), 'case.file_empty');
  assert.equal(await left(id), 0);
});

test('a script in a PDF is kept as it is and runs nowhere; a name with line breaks, quotes and bidi is one that is harmless', async () => {
  const id = await begun();
  const { scriptedPdf } = samples;
  await putAs(firm, id, { bytes: scriptedPdf!, name: 'a\r\nX-Evil: 1"\u202Efdp.exe' });
  const [file] = await filesOf(id);
  assert.equal(file!.name, 'aX-Evil_ 1_fdp.exe.pdf');
  const response = await fetch(`${url}/cases/${id}/documents/plan/${file!.sha256}`, {
    headers: { authorization: firm.authorization },
  });
  assert.equal(response.headers.get('x-evil'), null);
  assert.match(response.headers.get('content-security-policy')!, /^sandbox;/);
  assert.match(
    response.headers.get('content-disposition')!,
    /^attachment; filename="aX-Evil_ 1_fdp\.exe\.pdf"/,
  );
  const headers = { authorization: firm.authorization, 'content-type': 'application/octet-stream' };
  const body = new Uint8Array(pdf!);
  const nul = await fetch(`${url}${addressOf(id, 'a%00b.pdf')}`, { method: 'POST', headers, body });
  assert.equal(nul.status, 400);
});

test('for who is not of the case, or excluded, neither case nor file is there; a seat of a blind panel reads and writes nothing', async () => {
  const id = await begun();
  await put(firm, id);
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form: application } });
  const seats = experts.map(({ account }) => ({ account: account.id }));
  await clerk.client.postSeats({ params: { id }, body: { seats } });
  await clerk.client.postStep({ params: { id, step: 'judge' }, body: {} });
  await other.client.postExclusion({ params: { id }, body: { account: 'me', reason: 'A friend.' } });
  for (const out of [stranger, other]) {
    assert.equal(await codeFrom(out.client.getFile({ params: fileOf(id) })), 'case.not_found');
    assert.equal(await codeFrom(put(out, id)), 'case.not_found');
    assert.equal(await codeFrom(out.client.deleteFile({ params: fileOf(id) })), 'case.not_found');
  }
  const [seat] = experts;
  assert.equal((await seat!.client.getFile({ params: fileOf(id) })).body.size, pdf!.length);
  assert.equal(await codeFrom(put(seat!, id, Buffer.from('%PDF-1.7 mine'))), 'case.step_not_yours');
  assert.equal(await codeFrom(seat!.client.deleteFile({ params: fileOf(id) })), 'case.step_not_yours');
  const elsewhere = await begun();
  assert.equal(await codeFrom(firm.client.getFile({ params: fileOf(elsewhere) })), 'case.file_unknown');
  const odd = { ...fileOf(id), document: 'constructor' };
  assert.equal(await codeFrom(firm.client.getFile({ params: odd })), 'case.file_unknown');
  assert.equal(await left(id), 1);
});

test('a file is taken away once, stays in the history, and is then nowhere to be read', async () => {
  const id = await begun();
  await put(firm, id);
  const { body } = await firm.client.deleteFile({ params: fileOf(id) });
  assert.deepEqual([body.documents[0]!.files, body.steps[0]!.missing], [[], ['plan']]);
  assert.equal(await codeFrom(firm.client.deleteFile({ params: fileOf(id) })), 'done');
  assert.equal(await codeFrom(firm.client.getFile({ params: fileOf(id) })), 'case.file_unknown');
  const { items } = (await firm.client.listCaseEvents({ params: { id }, query: {} })).body;
  assert.deepEqual(
    items.map(({ type }) => type),
    ['opened', 'attached', 'detached'],
  );
  assert.equal(await left(id), 0);
});

test('what was there when a step was taken is taken away from the document, and stays for the office alone to read', async () => {
  const id = await begun();
  const early = Buffer.from('%PDF-1.7 a first draft');
  await put(firm, id, early);
  await firm.client.deleteFile({ params: fileOf(id, early) });
  await put(firm, id);
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form: application } });
  await firm.client.deleteFile({ params: fileOf(id) });
  assert.deepEqual([await filesOf(id), await left(id)], [[], 1]);
  assert.equal(await codeFrom(firm.client.getFile({ params: fileOf(id) })), 'case.file_unknown');
  assert.equal((await clerk.client.getFile({ params: fileOf(id) })).body.size, pdf!.length);
  assert.equal(await codeFrom(clerk.client.getFile({ params: fileOf(id, early) })), 'case.file_unknown');
  await put(firm, id);
  await firm.client.deleteFile({ params: fileOf(id) });
  assert.equal(await left(id), 1, 'once, however often it is given again');
});

test('five gigabytes are refused at once; so is anybody’s body before it is read, where it is not theirs to send', async () => {
  const id = await begun();
  const announced = async (by: Someone) => {
    const request = httpRequest(`${url}${addressOf(id)}`, {
      method: 'POST',
      headers: {
        ...{ authorization: by.authorization, 'content-type': 'application/octet-stream' },
        'content-length': by === firm ? 5 * 1024 ** 3 : 40 * 1024 ** 2,
      },
    });
    request.on('error', () => {});
    request.write('%PDF-1.7');
    const [response] = await once(request, 'response');
    request.destroy();
    return response.statusCode as number;
  };
  assert.equal(await announced(firm), 413);
  assert.equal(await announced(stranger), 404);
  assert.equal(await left(id), 0);
});

test('who leaves in mid-upload, or sends less than announced, leaves nothing', async () => {
  const id = await begun();
  const head = [
    ...[`POST ${addressOf(id)} HTTP/1.1`, 'host: x', `authorization: ${firm.authorization}`],
    ...['content-type: application/octet-stream', 'content-length: 9000000', '', '%PDF-1.7'],
  ].join('\r\n');
  for (const leaves of ['end', 'destroy'] as const) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(head);
    socket.write(Buffer.alloc(1_000_000));
    await until('the upload', async () => (await left(id)) === 1);
    socket[leaves]();
    await until('its end', async () => (await left(id)) === 0);
  }
  assert.deepEqual(await filesOf(id), []);
});

test('two uploads of one file at once are one file; that it was there is not told', async () => {
  const id = await begun();
  const both = await Promise.all([put(firm, id), putAs(firm, id, { name: 'other.pdf' })]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  );
  assert.deepEqual([(await filesOf(id)).length, await left(id)], [1, 1]);
  const again = await put(firm, id);
  assert.deepEqual([again.status, again.body.revision, await left(id)], [201, 2, 1]);
});

test('while fifty megabytes come in and go out, a few are in memory', async (t) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const live = (): number => {
    // Buffers that the first finds dead are given back by the second.
    collect();
    collect();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return arrayBuffers + heapUsed;
  };
  const id = await begun();
  const size = 50_000_000;
  const piece = Buffer.alloc(100_000, 'x');
  const before = { live: live(), rss: process.memoryUsage().rss };
  let most = { live: 0, rss: 0 };
  const look = (): void => {
    const rss = process.memoryUsage().rss - before.rss;
    most = { live: Math.max(most.live, live() - before.live), rss: Math.max(most.rss, rss) };
  };
  const headers = { authorization: firm.authorization, 'content-type': 'application/octet-stream' };
  const request = httpRequest(`${url}${addressOf(id)}`, {
    method: 'POST',
    headers: { ...headers, 'content-length': size },
  });
  const answer = once(request, 'response');
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += piece.length) {
    const part = at === 0 ? Buffer.concat([pdf!, piece]).subarray(0, piece.length) : piece;
    hash.update(part);
    if (!request.write(part)) await once(request, 'drain');
    if (at % 10_000_000 === 0) look();
  }
  request.end();
  const [response] = await answer;
  assert.equal(response.statusCode, 201);
  response.resume();
  const sha256 = hash.digest('hex');
  const { body } = await firm.client.getFile({ params: { id, document: 'plan', sha256 } });
  let count = 0;
  for await (const part of body.bytes) {
    if (Math.floor(count / 10_000_000) < Math.floor((count + part.length) / 10_000_000)) look();
    count += part.length;
  }
  assert.equal(count, size);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  t.diagnostic(`at most ${megabytes(most.live)} more live, ${megabytes(most.rss)} more resident`);
  assert.ok(most.live < 10_000_000, megabytes(most.live));
});
