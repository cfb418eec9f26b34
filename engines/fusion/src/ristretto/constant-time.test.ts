import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { groupReady, randomScalar } from '../psi/group.ts';
import { leakage, timingLimit } from '../testing-timing.ts';
import { generator, type Job } from './jobs.ts';
import { kernelsModule, wasmCompute } from './kernels.ts';

const compute = wasmCompute(kernelsModule!);
const elements = Buffer.concat([generator, generator]);

/** Against random scalars stands 1, whose digits are zero but for one: no table entry but the identity's is wanted. */
const one = (): Uint8Array => Uint8Array.from({ length: 32 }, (_, k) => Number(k === 0));

async function isConstant(jobOf: (scalar: Uint8Array) => Job): Promise<void> {
  await groupReady();
  const t = leakage({
    fixed: one,
    random: () => randomScalar(systemRandom),
    run: (scalar) => compute(jobOf(scalar)),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
}

test('products of elements with a key', () => isConstant((scalar) => ({ op: 'raise', elements, scalar })));

test('products of what is mapped with a key', () => {
  const uniform = systemRandom.bytes(128);
  return isConstant((scalar) => ({ op: 'raiseMapped', uniform, scalar }));
});

test('products of a base with masks', () =>
  isConstant((scalar) => ({ op: 'add', own: 'nothing', scalars: Buffer.concat([scalar, scalar]) })));

test('products of elements with a scalar each', () =>
  isConstant((scalar) => ({ op: 'raiseEach', elements, scalars: Buffer.concat([scalar, scalar]) })));
