import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { before, test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import fc from 'fast-check';
import { combine, groupReady, raiseGenerator, randomScalar } from '../psi/group.ts';
import { elementBytes, generator, type Job } from './jobs.ts';
import { kernelsModule, wasmCompute } from './kernels.ts';
import { plainCompute } from './plain.ts';
import { badEncodings, mapped, multiples } from './testing-vectors.ts';

const compute = wasmCompute(kernelsModule!);
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const scalarOf = (value: number): Uint8Array => {
  const scalar = new Uint8Array(32);
  new DataView(scalar.buffer).setUint32(0, value, true);
  return scalar;
};
const hexes = (job: Job): string[] => {
  const done = compute(job);
  assert.ok('elements' in done, JSON.stringify(done));
  return Buffer.from(done.elements).toString('hex').match(/.{64}/g) ?? [];
};

before(groupReady);

test('multiples of the generator are those of RFC 9496, appendix A.1, whichever way they are made', () => {
  for (const [k, multiple] of multiples.entries())
    assert.deepEqual(hexes({ op: 'raise', elements: generator, scalar: scalarOf(k + 1) }), [multiple]);
  const scalars = Buffer.concat([1, 2].map(scalarOf));
  assert.deepEqual(hexes({ op: 'add', own: 'nothing', scalars }), [multiples[1], multiples[3]]);
  assert.deepEqual(hexes({ op: 'walk', start: generator, step: generator, count: 2 }), [
    multiples[1],
    multiples[3],
  ]);
});

test('every bad encoding of appendix A.2 and the identity are refused, and their place named', () => {
  const scalar = randomScalar(systemRandom);
  for (const [k, encoding] of [...badEncodings, '00'.repeat(32)].entries()) {
    const before = Buffer.concat(Array.from({ length: k % 3 }, () => generator));
    const elements = Buffer.concat([before, hex(encoding), generator]);
    assert.deepEqual(compute({ op: 'raise', elements, scalar }), { refused: k % 3 }, encoding);
    const scalars = new Uint8Array(elements.length);
    if (encoding !== '00'.repeat(32))
      assert.deepEqual(compute({ op: 'sum', elements }), { refused: k % 3 }, encoding);
    assert.deepEqual(compute({ op: 'add', own: { elements }, scalars }), { refused: k % 3 }, encoding);
    assert.deepEqual(compute({ op: 'raiseEach', elements, scalars }), { refused: k % 3 }, encoding);
  }
});

test('an element that takes away what it is added to is refused as a factor', () => {
  const uniform = hash('sha512', 'away', 'buffer');
  const more = compute({ op: 'map', uniform });
  assert.ok('elements' in more);
  const back = combine('-', new Uint8Array(elementBytes), more.elements)!;
  const elements = Buffer.concat([generator, back]);
  const job = { op: 'raiseEach', elements, uniform: Buffer.concat([uniform, uniform]) } as const;
  const scalars = Buffer.concat([1, 1].map(scalarOf));
  assert.deepEqual(compute({ ...job, scalars }), { refused: 1 });
});

test('uniform bytes map to the elements of appendix A.3', () => {
  const uniform = Buffer.concat(mapped.map(([label]) => hash('sha512', label, 'buffer')));
  const wanted = mapped.map(([, encoding]) => encoding);
  assert.deepEqual(hexes({ op: 'raiseMapped', uniform, scalar: scalarOf(1) }), wanted);
});

test('the identity comes out as its encoding, zeros, beside others', () => {
  const order = hex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
  const back = combine('-', new Uint8Array(32), generator)!;
  assert.deepEqual(hexes({ op: 'walk', start: back, step: generator, count: 3 }), [
    Buffer.from(combine('+', back, back)!).toString('hex'),
    '00'.repeat(32),
    multiples[1],
  ]);
  const scalars = Buffer.concat([new Uint8Array(32), scalarOf(1), order]);
  assert.deepEqual(hexes({ op: 'add', own: 'nothing', scalars }), [
    '00'.repeat(32),
    multiples[1],
    '00'.repeat(32),
  ]);
});

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const below252 = (scalars: Uint8Array): Uint8Array =>
  scalars.map((byte, k) => (k % 32 === 31 ? byte & 15 : byte));
const scalars = (length: number) =>
  fc.array(bytes(32), { minLength: length, maxLength: length }).map((list) => {
    return below252(Buffer.concat(list));
  });
const elementsOf = (uniform: Uint8Array): Uint8Array => {
  const done = plainCompute({ op: 'map', uniform });
  return 'elements' in done ? done.elements : new Uint8Array();
};
const reduced = fc.constant(undefined).map(() => randomScalar(systemRandom));
const baseOf = fc.option(bytes(64).map(elementsOf), { nil: generator });

test('kernels and libsodium agree on every job', () => {
  const count = fc.integer({ min: 1, max: 5 });
  const jobs: readonly fc.Arbitrary<Job>[] = [
    fc.record({
      op: fc.constant('raise'),
      elements: count.chain((n) => bytes(64 * n)).map(elementsOf),
      scalar: reduced,
    }),
    fc.record({
      op: fc.constant('raiseMapped'),
      uniform: count.chain((n) => bytes(64 * n)),
      scalar: reduced,
    }),
    fc.record({ op: fc.constant('map'), uniform: count.chain((n) => bytes(64 * n)) }),
    count.chain((n) =>
      fc.record({
        op: fc.constant('add'),
        own: fc.oneof(
          fc.constant('nothing' as const),
          fc.record({ uniform: bytes(64 * n) }),
          fc.record({ less: bytes(64 * n) }),
          fc.record({ elements: bytes(64 * n).map(elementsOf) }),
        ),
        scalars: scalars(n),
        base: baseOf,
      }),
    ),
    count.chain((n) =>
      fc.record(
        {
          op: fc.constant('raiseEach'),
          elements: bytes(64 * n).map(elementsOf),
          uniform: bytes(64 * n),
          scalars: scalars(n),
        },
        { requiredKeys: ['op', 'elements', 'scalars'] },
      ),
    ),
    fc.record({ op: fc.constant('sum'), elements: count.chain((n) => bytes(64 * n)).map(elementsOf) }),
    fc.record({ op: fc.constant('walk'), start: baseOf, step: baseOf, count }),
  ];
  fc.assert(
    fc.property(fc.oneof(...jobs), (job) => assert.deepEqual(compute(job), plainCompute(job))),
    { numRuns: 150 },
  );
});

test('kernels and libsodium agree where limbs are as large as they get', () => {
  const spiky = (length: number) =>
    fc
      .array(fc.constantFrom(0, 1, 3, 7, 8, 127, 128, 254, 255), { minLength: length, maxLength: length })
      .map((list) => Uint8Array.from(list));
  const runs = fc.array(fc.tuple(fc.constantFrom(0, 255), fc.integer({ min: 1, max: 64 })), {
    minLength: 64,
  });
  const long = (length: number) =>
    runs.map((list) =>
      Uint8Array.from(list.flatMap(([byte, times]) => Array(times).fill(byte)).slice(0, length)),
    );
  const extreme = (length: number) => fc.oneof(spiky(length), long(length));
  const jobs = fc.oneof(
    fc.record({ op: fc.constant('raise'), elements: extreme(64), scalar: reduced }),
    fc.record({ op: fc.constant('map'), uniform: extreme(128) }),
    fc.record({ op: fc.constant('add'), own: fc.constant('nothing'), scalars: extreme(64).map(below252) }),
  );
  fc.assert(
    fc.property(jobs, (job) => assert.deepEqual(compute(job as Job), plainCompute(job as Job))),
    { numRuns: 400 },
  );
});

test('what maps to an element may lie about p and 2^255, where a reduction could go wrong', () => {
  const halves = [0n, 1n, 2n, 19n, 2n ** 51n, 2n ** 102n].flatMap((offset) =>
    [0n, 2n ** 255n - 19n, 2n ** 255n, 2n ** 256n].flatMap((base) =>
      [base - offset, base + offset].map((value) =>
        Buffer.from(BigInt.asUintN(256, value).toString(16).padStart(64, '0'), 'hex').reverse(),
      ),
    ),
  );
  for (const other of halves.slice(0, 9)) {
    const uniform = Buffer.concat(halves.flatMap((half) => [half, other]));
    assert.deepEqual(compute({ op: 'map', uniform }), plainCompute({ op: 'map', uniform }));
  }
});

test('a batch of 256 is right throughout', () => {
  const uniform = systemRandom.bytes(64 * 256);
  const scalar = randomScalar(systemRandom);
  const done = compute({ op: 'raiseMapped', uniform, scalar });
  assert.deepEqual(done, plainCompute({ op: 'raiseMapped', uniform, scalar }));
  assert.ok('elements' in done && done.elements.length === 256 * elementBytes);
  assert.deepEqual(hexes({ op: 'raise', elements: generator, scalar }), [
    Buffer.from(raiseGenerator(scalar)).toString('hex'),
  ]);
});
