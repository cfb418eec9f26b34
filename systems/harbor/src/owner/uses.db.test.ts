import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Bodies, DocumentType } from '../documents.ts';
import { contractBody, signed, type TestNode, testNode } from '../testing.ts';
import type { OwnUses } from './uses.ts';

let node: TestNode;
let uses: OwnUses;
let serial = 0;
const products: string[] = [];
const contracts: string[] = [];

const uuid = (n: number): string => `01937f00-0000-7000-8000-${String(n).padStart(12, '0')}`;

before(async () => {
  node = await testNode('tax');
  uses = node.ctx.store.usesOf('tax');
  for (const [issuer, name] of [
    ['tax', 'paid'],
    ['tax', 'owed'],
    ['social', 'staff'],
  ] as const)
    products.push(await put('product', issuer, productBody(name)));
  for (const named of [
    [0, 2],
    [0, 1, 2],
  ])
    contracts.push(
      await put('contract', 'bank', {
        ...contractBody('train', 9),
        contract: uuid(900 + contracts.length),
        providers: ['tax', 'social'],
        products: named.map((at) => products[at]!),
      }),
    );
});
after(() => node[Symbol.asyncDispose]());

function productBody(name: string): Bodies['product'] {
  const said = { en: name, zh: name };
  serial += 1;
  return {
    product: uuid(serial),
    title: said,
    description: said,
    fields: [{ name, title: said, kind: 'numeric' }],
    rowsAtLeast: 50,
    synthetic: true,
    licence: 'open',
  };
}

async function put<T extends DocumentType>(type: T, issuer: string, body: Bodies[T]): Promise<string> {
  serial += 1;
  const doc = signed(node.keys[issuer]!, { type, issuer, body, issuedAtMs: serial });
  await node.ctx.store.documents.put(doc);
  return doc.id;
}

type Used = { readonly job: number; readonly at: string; readonly fields: readonly string[] };

async function use(contract: string, issuer: string, { job, at, fields }: Used): Promise<void> {
  await put('use', issuer, {
    job: uuid(job),
    contract,
    kind: 'train',
    consumer: 'bank',
    uscc: null,
    fields,
    usedAt: at,
    commitment: 'a'.repeat(64),
    logIndex: job,
  });
}

async function ask(contract: string, job: number): Promise<void> {
  await put('job', 'bank', {
    job: uuid(job),
    attempt: 1,
    session: uuid(job),
    kind: 'train',
    contract,
    roster: ['bank', 'tax', 'social'],
    dealer: 'hub',
    plan: {},
    model: null,
    subject: null,
    consent: null,
  });
}

test('uses of the own data are counted once a job, by product, consumer and the month of the city', async () => {
  assert.deepEqual(await uses.byMonth(), []);
  const [one, two] = contracts as [string, string];
  const may = { at: '2026-05-31T15:59:59Z', fields: ['paid'] };
  for (const job of [101, 102, 103]) await ask(job === 103 ? two : one, job);
  await use(one, 'tax', { job: 101, ...may });
  await use(one, 'tax', { job: 101, ...may, at: '2026-06-03T00:00:00Z' });
  await use(one, 'social', { job: 101, ...may, fields: ['staff'] });
  await use(one, 'tax', { job: 102, ...may, at: '2026-05-31T16:00:00Z' });
  await use(two, 'tax', { job: 103, at: '2026-06-02T00:00:00Z', fields: ['owed', 'paid'] });
  const found = (await uses.byMonth()).map(({ month, title, contract, uses: n, consumer }) => [
    month,
    title.en,
    contracts.indexOf(contract),
    n,
    consumer,
  ]);
  assert.deepEqual(found.toSorted(), [
    ['2026-05', 'paid', 0, 1, 'bank'],
    ['2026-06', 'owed', 1, 1, 'bank'],
    ['2026-06', 'paid', 0, 1, 'bank'],
    ['2026-06', 'paid', 1, 1, 'bank'],
  ]);
});

test('each figure opens to its uses, page by page, with the receipt that lies here', async () => {
  await node.ctx.store.results.putReceipt({
    id: uuid(500),
    jobId: uuid(102),
    session: uuid(501),
    body: {},
    salt: 's',
    logIndex: 102,
    proof: 'p',
  });
  const seen: (readonly [string, string | null])[] = [];
  let cursor: Parameters<OwnUses['list']>[0]['cursor'];
  do {
    const page = await uses.list({ limit: 1, cursor });
    seen.push(...page.items.map(({ job, receipt }) => [job, receipt] as const));
    cursor = page.next ?? undefined;
  } while (cursor);
  assert.deepEqual(seen, [
    [uuid(103), null],
    [uuid(103), null],
    [uuid(102), uuid(500)],
    [uuid(101), null],
  ]);
  const jobs = async (find: Parameters<OwnUses['list']>[0]) =>
    (await uses.list(find)).items.map(({ job }) => job);
  assert.deepEqual(await jobs({ month: '2026-05' }), [uuid(101)]);
  assert.deepEqual(await jobs({ contract: contracts[1], product: uuid(3) }), [uuid(103)]);
  assert.deepEqual(await jobs({ consumer: 'social' }), []);
  assert.deepEqual(await jobs({ from: '2026-06-01', until: '2026-06-01' }), [uuid(102)]);
  assert.deepEqual(await jobs({ until: '2026-05-31' }), [uuid(101)]);
  assert.deepEqual(await jobs({ from: '2026-06-02', product: uuid(3) }), [uuid(103)]);
  const counted = await uses.byMonth({ from: '2026-05-31', until: '2026-06-01' });
  assert.deepEqual(
    counted.map(({ month, uses: n }) => [month, n]),
    [
      ['2026-06', 1],
      ['2026-05', 1],
    ],
  );
});
