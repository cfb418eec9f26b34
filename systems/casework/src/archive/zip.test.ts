import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostCaseBytes } from '@finharbor/cases';
import { fits } from './zip.ts';

const gib = 2 ** 30;
const named = (bytes: number) => ({ path: 'documents/plan/1234abcd-plan.pdf', bytes });

test('what fits is less than 4 GiB and than 65,535 files, packed as badly as can be', () => {
  const most = Math.floor((2 ** 32 - 1 - 256 - 64) / 1.001);
  assert.ok(fits([named(most - 1)]));
  assert.ok(!fits([named(most + 2)]));
  assert.ok(!fits([named(4 * gib)]), 'one that alone is as large');
  assert.ok(!fits(Array.from({ length: 5 }, () => named(gib))));
  assert.ok(fits(Array.from({ length: 65_534 }, () => named(1))));
  assert.ok(!fits(Array.from({ length: 65_535 }, () => named(1))));
});

test('all the files that a case may have fit eight times', () => {
  assert.ok(fits(Array.from({ length: 8 }, () => named(mostCaseBytes))));
});
