import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { archiveOf } from './archive.ts';

const receipt = (id: string) => ({
  id,
  job: '01937f00-0000-7000-8000-000000000001',
  body: { kind: 'train', fields: ['行业', '=1+1'], subject: null },
  salt: 'a'.repeat(64),
  logIndex: 7,
  proof: 'c2sp.org/tlog-proof@v1\nindex 7\n',
  trust: { logKey: 'log+1+AA', witnessKeys: ['tax+2+BB', 'social+3+CC'] },
});

test('each receipt is a file of its own in the archive, which holds that very receipt', () => {
  const receipts = ['one', 'two'].map(receipt);
  const files = unzipSync(archiveOf(receipts));
  assert.deepEqual(Object.keys(files), ['receipt-one.json', 'receipt-two.json']);
  assert.deepEqual(
    Object.values(files).map((file) => JSON.parse(strFromU8(file))),
    receipts,
  );
});
