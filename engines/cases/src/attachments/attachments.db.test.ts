import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { act, openCase } from '../cases.ts';
import type { StoredCase } from '../store.ts';
import { grant, testCases } from '../testing/index.ts';
import { samples } from '../testing/sample-files.ts';
import { person } from '../testing/test-cases.ts';
import { attachFile, detachFile } from './attach-file.ts';
import { mostCaseBytes } from './port.ts';
import { caseFiles, settleForsaken } from './postgres.ts';

const cases = await testCases([grant]);
const { ctx, clock, database } = cases;
const { db, url } = database;
const children: ChildProcess[] = [];
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await cases[Symbol.asyncDispose]();
});
const files = caseFiles(db, { clock, newId: ctx.newId });
const both = { cases: ctx, files };
const firm = person('ma', 'firm:1', 'owner');
const hourMs = 3_600_000;
const most = 60 * 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function opened(): Promise<StoredCase> {
  const done = await openCase(ctx, 'grant', firm);
  return (done as { case: StoredCase }).case;
}
async function* inPieces(bytes: Uint8Array, pieceBytes = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
const pdfOf = (size: number, mark = '') => {
  const bytes = Buffer.alloc(size, mark || 'x');
  samples.pdf!.copy(bytes);
  return bytes;
};
async function attach(one: StoredCase, bytes: AsyncIterable<Uint8Array>, document = 'plan') {
  const wanted = { by: firm, document, name: '../方案.exe', size: null, most, bytes };
  const done = await attachFile(both, one, wanted);
  return done.kind === 'done' ? 'done' : done.code;
}
const documents = async ({ id }: StoredCase) => (await ctx.store.read(id))!.state.documents.plan ?? [];
const rows = async ({ id }: StoredCase) =>
  (await db.selectFrom('case_attachment').selectAll().where('case_id', '=', id).execute()).length;
const pieces = async () => (await db.selectFrom('case_attachment_piece').select('nth').execute()).length;
async function readBack({ id }: StoredCase, hash: string): Promise<Buffer | undefined> {
  const found = await files.read(id, hash);
  return found && Buffer.concat(await Array.fromAsync(found.bytes));
}

test('a file goes in by pieces and comes out as it was, under what it is and a clean name', async () => {
  const one = await opened();
  const bytes = pdfOf(1_000_001);
  assert.equal(await attach(one, inPieces(bytes)), 'done');
  const hash = sha256(bytes);
  assert.deepEqual(await documents(one), [
    { sha256: hash, name: '方案.exe.pdf', type: 'application/pdf', bytes: 1_000_001 },
  ]);
  assert.ok((await readBack(one, hash))!.equals(bytes));
  assert.equal(await readBack(await opened(), hash), undefined, 'not by way of another case');
  assert.equal(await attach(one, inPieces(bytes)), 'done', 'sent again');
  assert.deepEqual([(await documents(one)).length, await rows(one)], [1, 1]);
});

test('what is refused leaves nothing: another type, nothing at all, a document nobody asks for, one too many', async () => {
  const one = await opened();
  const before = await pieces();
  for (const [name, bytes] of Object.entries(samples))
    if (!name.toLowerCase().endsWith('pdf'))
      assert.equal(await attach(one, inPieces(bytes)), 'case.document_type', name);
  assert.equal(await attach(one, inPieces(Buffer.alloc(0))), 'case.file_empty');
  let isRead = false;
  const watched = (async function* () {
    isRead = true;
    yield samples.pdf!;
  })();
  assert.equal(await attach(one, watched, 'toString'), 'case.document_unknown');
  assert.equal(isRead, false, 'what is refused whatever it is, is not read');
  assert.deepEqual([await rows(one), await pieces()], [0, before]);
  await attach(one, inPieces(pdfOf(100, 'a')));
  await attach(one, inPieces(pdfOf(100, 'b')));
  assert.equal(await attach(one, inPieces(pdfOf(100, 'c'))), 'case.documents_many');
  assert.equal(await attach(one, inPieces(pdfOf(100, 'b'))), 'done', 'that one is there');
  assert.equal(await rows(one), 2);
});

test('whoever leaves in mid-upload leaves nothing; more than was announced is not taken', async () => {
  const one = await opened();
  const before = await pieces();
  const leaving = (async function* () {
    yield pdfOf(600_000);
    throw new Error('The line broke.');
  })();
  await assert.rejects(attach(one, leaving), /The line broke/);
  const longer = { by: firm, document: 'plan', name: 'x', size: 10, most, bytes: inPieces(pdfOf(100)) };
  assert.equal(await attachFile(both, one, longer).catch(codeOf), 'request.too_large');
  assert.deepEqual([await rows(one), await pieces()], [0, before]);
});

test('all files of a case have a largest size together, those still coming in included', async () => {
  const one = await opened();
  const go = Promise.withResolvers<void>();
  const slow = async function* () {
    await go.promise;
    yield samples.pdf!;
  };
  const size = mostCaseBytes / 2;
  const wanted = { by: firm, document: 'plan', name: 'x', size, most: size };
  const first = [1, 2].map(() => attachFile(both, one, { ...wanted, bytes: slow() }));
  while ((await rows(one)) < 2);
  const third = await attachFile(both, one, { ...wanted, size: 1, bytes: slow() });
  assert.equal(third.kind === 'refused' && third.code, 'case.files_large');
  go.resolve();
  await Promise.all(first);
  assert.equal(await attach(one, inPieces(pdfOf(50))), 'done', 'only what there is counts');
});

test('the same file from two people at once is there once; taken away it is gone, unless another document has it', async () => {
  const one = await opened();
  const bytes = pdfOf(700_000);
  const hash = sha256(bytes);
  const done = await Promise.all(Array.from({ length: 6 }, () => attach(one, inPieces(bytes, 1_000))));
  assert.deepEqual([...new Set(done)], ['done']);
  assert.deepEqual([(await documents(one)).length, await rows(one)], [1, 1]);
  await detachFile(both, { id: one.id, by: firm, document: 'plan', sha256: hash });
  assert.deepEqual([(await documents(one)).length, await rows(one)], [0, 0]);
  assert.equal(await readBack(one, hash), undefined);
});

test('attaching and taking away at once, again and again: what a document names is always there', async () => {
  const one = await opened();
  const bytes = pdfOf(3_000);
  const hash = sha256(bytes);
  for (let round = 0; round < 15; round++) {
    await Promise.all([
      attach(one, inPieces(bytes, 1_000)),
      detachFile(both, { id: one.id, by: firm, document: 'plan', sha256: hash }),
      attach(one, inPieces(bytes)),
    ]);
    const isNamed = (await documents(one)).length === 1;
    assert.equal((await readBack(one, hash)) !== undefined, isNamed, `round ${round}`);
    assert.equal(await rows(one), isNamed ? 1 : 0);
  }
});

test('a process that is killed in mid-upload, or between bytes and event, leaves what the clock removes after an hour', async () => {
  const one = await opened();
  const before = await pieces();
  for (const where of ['bytes', 'event']) {
    const child = fork(join(import.meta.dirname, '../testing/upload-process.ts'), [url, one.id, where], {
      ...{ execArgv: process.execArgv, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    });
    children.push(child);
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  assert.equal(await rows(one), 2);
  assert.ok((await pieces()) > before);
  await settleForsaken(db, clock);
  assert.equal(await rows(one), 2, 'they might still be at work');
  clock.advance(hourMs + 1);
  await settleForsaken(db, clock);
  assert.deepEqual([await rows(one), await pieces(), (await documents(one)).length], [0, before, 0]);
});

test('a file that was taken away by a process that then died is removed by the clock; one that stays, stays', async () => {
  const one = await opened();
  const bytes = pdfOf(5_000);
  const hash = sha256(bytes);
  await attach(one, inPieces(bytes));
  await files.unsettle(one.id, hash);
  clock.advance(hourMs + 1);
  await settleForsaken(db, clock);
  assert.equal(await rows(one), 1, 'it was not taken away in the end');
  await files.unsettle(one.id, hash);
  await act(ctx, { id: one.id, by: firm, command: { type: 'detach', document: 'plan', sha256: hash } });
  clock.advance(hourMs + 1);
  await settleForsaken(db, clock);
  assert.equal(await rows(one), 0);
});

test('an upload that stood still until it was given up ends as refused, and leaves nothing', async () => {
  const one = await opened();
  const standing = (async function* () {
    yield pdfOf(300_000);
    clock.advance(hourMs + 1);
    await settleForsaken(db, clock);
  })();
  assert.equal(await attach(one, standing).catch(codeOf), 'request.incomplete');
  assert.equal(await rows(one), 0);
});

test('bytes that were changed in the database never arrive whole', async () => {
  const one = await opened();
  const bytes = pdfOf(600_000);
  const hash = sha256(bytes);
  await attach(one, inPieces(bytes));
  await db
    .updateTable('case_attachment_piece')
    .set({ piece: Buffer.alloc(256 * 1024, 'y') })
    .where('nth', '=', 1)
    .execute();
  await assert.rejects(readBack(one, hash), /not what it was/);
});
