import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateSigningKey } from '@finharbor/kernel';
import { type Bodies, type DocumentType, firmIssuer } from '../documents.ts';
import { contractBody, signed, type TestNode, testNode, uscc } from '../testing.ts';

const firm = generateSigningKey();
const other = '91350100M000100Y43';
const job = '01937f00-0000-7000-8000-0000000000aa';
const said = { en: 'Said', zh: '文本' };
let node: TestNode;
let serial = 0;

before(async () => {
  node = await testNode('hub');
});
after(() => node[Symbol.asyncDispose]());

type Given = { readonly issuer: string; readonly audience?: readonly string[] };

async function put<T extends DocumentType>(
  type: T,
  { issuer, audience = ['*'] }: Given,
  body: Bodies[T],
): Promise<string> {
  serial += 1;
  const doc = signed(node.keys[issuer] ?? firm, { type, issuer, audience, body, issuedAtMs: serial });
  await node.ctx.store.documents.put(doc);
  return doc.id;
}

const seen = (of = uscc) => node.ctx.store.subject({ uscc: of, nowMs: Date.parse('2026-06-01T00:00:00Z') });

function consent(contract: string, nonce: string, validUntil = '2027-01-01T00:00:00Z'): Promise<string> {
  const body = { contract, uscc, purpose: said, validUntil, nonce: nonce.repeat(22) };
  return put('consent', { issuer: firmIssuer(uscc) }, body);
}

/** The use of a score as its holder publishes it. */
function scored(contract: string): Bodies['use'] {
  return {
    job,
    contract,
    kind: 'score',
    consumer: 'bank',
    uscc,
    fields: ['paid'],
    usedAt: '2026-05-20T00:00:00Z',
    commitment: 'a'.repeat(64),
    logIndex: 7,
  };
}

test('a firm sees who offers data on firms, what it consented to, and each use with the consent it rests on', async () => {
  assert.deepEqual(await seen(), { holders: [], consents: [], uses: [], withdrawnAtMs: null });
  await put(
    'product',
    { issuer: 'tax' },
    {
      product: job,
      title: said,
      description: said,
      fields: [{ name: 'paid', title: said, kind: 'numeric' }],
      rowsAtLeast: 50,
      synthetic: true,
      licence: 'open',
    },
  );
  const contract = await put('contract', { issuer: 'bank' }, contractBody('score', 3));
  const [lapsed, given] = [
    await consent(contract, 'A', '2026-05-01T00:00:00Z'),
    await consent(contract, 'B'),
  ];
  await put(
    'job',
    { issuer: 'bank' },
    {
      job,
      attempt: 1,
      session: job,
      kind: 'score',
      contract,
      roster: ['bank', 'tax'],
      dealer: 'hub',
      plan: {},
      model: null,
      subject: uscc,
      consent: given,
    },
  );
  await put('use', { issuer: 'tax' }, scored(contract));
  const { holders, consents, uses } = await seen();
  assert.deepEqual(
    holders.map(({ party, uses: n, products }) => [party, n, products.length]),
    [['tax', 1, 1]],
  );
  assert.deepEqual(
    consents.map(({ id, consumer, state, uses: n }) => [id, consumer, state, n]),
    [
      [given, 'bank', 'valid', 1],
      [lapsed, 'bank', 'expired', 0],
    ],
  );
  assert.deepEqual(
    uses.map(({ holder, consumer, consent: by, purpose, logIndex }) => [
      holder,
      consumer,
      by,
      purpose,
      logIndex,
    ]),
    [['tax', 'bank', given, said, 7]],
  );
});

test('a training is seen by the firms it was addressed to, and nothing of one firm by another', async () => {
  const use = {
    job,
    contract: 'c'.repeat(64),
    kind: 'train' as const,
    consumer: 'bank',
    uscc: null,
    fields: ['paid'],
    usedAt: '2026-05-21T00:00:00Z',
    commitment: 'b'.repeat(64),
    logIndex: 8,
  };
  const training = await put('use', { issuer: 'tax', audience: ['hub', firmIssuer(other)] }, use);
  assert.deepEqual(
    (await seen(other)).uses.map(({ id, consent: by }) => [id, by]),
    // The number of the job is the score's, whose consent is none of this firm's.
    [[training, null]],
  );
  assert.equal((await seen(other)).consents.length, 0);
  assert.equal(
    (await seen()).uses.some(({ id }) => id === training),
    false,
  );
});

test('a withdrawal ends what was consented to before it, and nothing that was consented to after it', async () => {
  const contract = 'd'.repeat(64);
  await put('withdrawal', { issuer: firmIssuer(uscc) }, { uscc, nonce: 'C'.repeat(22) });
  const anew = await consent(contract, 'D');
  const { consents, withdrawnAtMs } = await seen();
  assert.deepEqual(
    consents.map(({ id, state }) => [id === anew, state]),
    [
      [true, 'valid'],
      [false, 'withdrawn'],
      [false, 'withdrawn'],
    ],
  );
  assert.equal(withdrawnAtMs, serial - 1);
});
