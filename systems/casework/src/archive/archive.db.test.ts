import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { codeOf, type Json } from '@finharbor/kernel';
import type { FileStream } from '@finharbor/kernel/http';
import { readPdf, tagsOf } from '@finharbor/paper/testing';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { seenCase } from '../person.ts';
import type { Someone } from '../testing.ts';
import { testGrants } from '../testing-grant.ts';
import { caseArchive } from './build.ts';
import { verifyArchive } from './verify.ts';
import { fileOfBytes } from './zip.ts';

const grants = await testGrants();
const { cases, firm, clerk, experts } = grants;
const id = await grants.filed('海港金科');
await clerk.client.postStep({ params: { id, step: 'ask' }, body: { reason: 'A plan with figures' } });
await firm.client.postStep({ params: { id, step: 'answer' }, body: {} });
const internal = { text: 'They look odd to us.', isInternal: true };
await clerk.client.postComment({ params: { id }, body: internal });
await grants.judged(id);
const { number } = (await firm.client.getCase({ params: { id } })).body;

async function exported({ authorization }: Someone): Promise<Uint8Array> {
  const answer = await fetch(`${cases.url}/cases/${id}/export`, { headers: { authorization } });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/zip');
  return new Uint8Array(await answer.arrayBuffer());
}
const textIn = (zip: Uint8Array) => {
  const files = Object.entries(unzipSync(zip));
  return files.map(([path, bytes]) => `${path}\n${Buffer.from(bytes).toString('latin1')}`).join('\n');
};
const faults = (zip: Uint8Array) => {
  const verdict = verifyArchive(zip);
  return verdict.kind === 'valid' ? [] : verdict.faults;
};
const own = await exported(firm);

test('an applicant’s archive verifies, with letters, and nothing in it tells what is not for them, nor how much of it there is', async () => {
  const verdict = verifyArchive(own);
  assert.ok(verdict.kind === 'valid', JSON.stringify(verdict));
  const { items } = (await firm.client.listCaseEvents({ params: { id }, query: {} })).body;
  const { manifest } = verdict;
  assert.deepEqual(
    [manifest.number, manifest.reader, manifest.chain, manifest.events],
    [number, 'applicant', 'extract', items.length],
  );
  assert.deepEqual(Object.keys(unzipSync(own)).toSorted(), [
    ...['README.txt', 'case.json', 'events.json', 'letters/3-en.pdf', 'letters/3-zh.pdf', 'manifest.json'],
  ]);
  const { rows } = { rows: await cases.db.selectFrom('case_event').selectAll().execute() };
  const hidden = rows.filter(({ audience }) => audience !== 'all');
  assert.ok(hidden.length >= 5, 'an assignment, a comment, a panel and its opinions');
  const hashes = [...rows.map(({ hash }) => hash), ...hidden.map(({ commitment }) => commitment)];
  const text = textIn(own);
  for (const secret of [
    ...experts.flatMap(({ account }) => [account.id, account.name]),
    ...['secret', 'look odd', '"office"', 'seat:', 'verdict'],
    ...hashes.flatMap((hash) => ['hex', 'base64', 'base64url'].map((form) => encoded(hash, form))),
  ])
    assert.ok(!text.includes(secret), secret);
});

const encoded = (bytes: Uint8Array, form: string) => Buffer.from(bytes).toString(form as BufferEncoding);

test('the office’s has the whole chain; a seat’s has its own opinion and no other', async () => {
  const office = await exported(clerk);
  const verdict = verifyArchive(office);
  assert.ok(verdict.kind === 'valid' && verdict.manifest.chain === 'whole');
  for (const said of ['look odd', 'A secret reason 0.', 'A secret reason 2.', experts[1]!.account.id])
    assert.ok(textIn(office).includes(said), said);
  const seat = await exported(experts[1]!);
  assert.deepEqual(faults(seat), []);
  assert.ok(textIn(seat).includes('A secret reason 1.'));
  for (const said of ['look odd', 'A secret reason 0.', experts[0]!.account.id, experts[2]!.account.id])
    assert.ok(!textIn(seat).includes(said), said);
});

test('whatever is changed, added or taken away is named', () => {
  const files = unzipSync(own);
  const changed = (path: string, change: (text: string) => string) =>
    zipSync({ ...files, [path]: strToU8(change(strFromU8(files[path]!))) });
  assert.deepEqual(faults(changed('case.json', (text) => text.replace('海港', '海湾'))), [
    'case.json is not as it was signed.',
  ]);
  assert.deepEqual(
    faults(changed('events.json', (text) => text.replace('A plan with figures', 'A plan with pictures'))),
    ['events.json is not as it was signed.', 'events.json: Event 3 is not what was committed to.'],
  );
  assert.deepEqual(
    faults(changed('manifest.json', (text) => text.replace(/"events": (\d)/, '"events": 1$1'))),
    ['manifest.json is not as it was signed.'],
  );
  const { 'README.txt': _gone, ...fewer } = files;
  assert.deepEqual(faults(zipSync(fewer)), ['README.txt is missing.']);
  assert.deepEqual(faults(zipSync({ ...files, 'more.txt': strToU8('x') })), [
    'more.txt is not among the signed files.',
  ]);
  assert.deepEqual(faults(randomBytes(200)), ['This is not a ZIP archive.']);
});

test('a byte that is flipped anywhere within a letter of the archive is named by its file', () => {
  const pdf = unzipSync(own)['letters/3-zh.pdf']!;
  const at = Buffer.from(own).indexOf(Buffer.from(pdf.subarray(0, 500)));
  assert.ok(at > 0, 'a PDF is stored as it is');
  const broken = Uint8Array.from(own);
  broken[at + pdf.length - 100]! ^= 1;
  assert.deepEqual(faults(broken), ['letters/3-zh.pdf is not as it was signed.']);
});

test('the files of a case go in as they come, and are signed with the rest', async () => {
  const seen = await seenCase(cases.ctx, id, { ...firm.account, account: firm.account.id });
  const plan = randomBytes(3_000_000);
  const sha256 = createHash('sha256').update(plan).digest('hex');
  const { stored } = seen;
  const documents = { plan: [{ sha256, name: '1.pdf', type: 'application/pdf', bytes: plan.length }] };
  const zip = await whole(
    await caseArchive(
      {
        ...cases.ctx,
        files: {
          ...cases.ctx.files,
          read: async () => ({ size: plan.length, bytes: fileOfBytes('', plan).bytes }),
        },
      },
      { ...seen, stored: { ...stored, state: { ...stored.state, documents } } },
    ),
  );
  assert.deepEqual(faults(zip), []);
  assert.deepEqual(Buffer.from(unzipSync(zip)[`documents/plan/${sha256.slice(0, 8)}-1.pdf`]!), plan);
});

async function whole({ bytes }: FileStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('a letter is a tagged PDF with number, date, reason, what can be done until when, and what the history commits to', async () => {
  const { letters } = (await firm.client.getCase({ params: { id } })).body;
  assert.deepEqual(
    letters.map(({ seq, title }) => [seq, title.zh]),
    [[3, '补正通知书']],
  );
  const params = { id, seq: letters[0]!.seq };
  const chain = JSON.parse(strFromU8(unzipSync(own)['events.json']!)) as readonly Json[];
  const { commitment } = chain[2] as { readonly commitment: string };
  for (const language of ['zh', 'en'] as const) {
    const { body } = await firm.client.getLetter({ params, query: { language } });
    const pdf = await readPdf(body);
    assert.deepEqual([pdf.isTagged, pdf.pdfUa], [true, '1']);
    const cells = tagsOf(pdf, 'TD').map(({ text }) => text);
    assert.ok(cells.includes(number) && cells.includes(firm.account.name), cells.join());
    const said = pdf.pages.join('').replaceAll(/\s/g, '');
    const day =
      language === 'zh'
        ? ['2026年3月2日', '补正：截至2026年3月16日']
        : ['2March2026', 'Answer:untiltheendof16March2026'];
    for (const part of [...day, 'Aplanwithfigures', commitment]) assert.ok(said.includes(part), part);
  }
});

test('a letter is for whom its event is for; what is no letter is none', async () => {
  const query = { language: 'en' } as const;
  const codeFrom = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
  const stranger = await cases.someone('firm:2', 'owner');
  for (const call of [
    () => stranger.client.getLetter({ params: { id, seq: 3 }, query }),
    () => stranger.client.exportCase({ params: { id } }),
  ])
    assert.equal(await codeFrom(call()), 'case.not_found');
  assert.equal(
    await codeFrom(firm.client.getLetter({ params: { id, seq: 2 }, query })),
    'case.letter_unknown',
  );
});
