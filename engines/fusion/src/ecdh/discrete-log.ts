import assert from 'node:assert/strict';
import { inconsistent } from '../ot/wire.ts';
import { combine, raiseGenerator } from '../psi/group.ts';
import { elementBytes, jobElements } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { scalarOf } from './elgamal.ts';
import { elementAt } from './items.ts';
import type { EcdhRun } from './session.ts';

/** Encryptions are doubled as they are made, and once more as they are added up. */
const unitFactor = 4;

const identity = new Uint8Array(elementBytes);

type Sums = { readonly elements: readonly Uint8Array[]; readonly bounds: readonly number[] };

/**
 * Reads sums that are multiples of the generator, each from 0 to its bound, by baby steps and giant steps (Shanks 1971).
 * Errors: `fusion.inconsistent` where one is out of bounds, so that the peer's values are.
 */
export async function sumsIn(run: EcdhRun, { elements, bounds }: Sums): Promise<readonly number[]> {
  const stride = Math.ceil(Math.sqrt(Math.max(...bounds) + 1));
  const babies = await babySteps(run, stride);
  const sums: number[] = [];
  for (const [q, element] of elements.entries()) {
    const sum = await sumIn(run, { element, babies, stride, bound: bounds[q]! });
    sums.push(sum ?? inconsistent(run.channel, 'its values exceed what both agreed on'));
  }
  return sums;
}

/** k by what stands for k times the unit, for k below `stride`. */
async function babySteps(run: EcdhRun, stride: number): Promise<ReadonlyMap<number, number>> {
  const babies = new Map<number, number>();
  const unit = raiseGenerator(scalarOf(unitFactor));
  for await (const { from, elements } of steps(run, { start: identity, step: unit, count: stride }))
    for (let k = 0; k < elements.length / elementBytes; k++)
      babies.set(nameOf(elementAt(elements, k)), from + k);
  return babies;
}

type Search = {
  readonly element: Uint8Array;
  readonly babies: ReadonlyMap<number, number>;
  readonly stride: number;
  readonly bound: number;
};

async function sumIn(run: EcdhRun, { element, babies, stride, bound }: Search): Promise<number | undefined> {
  const giant = raiseGenerator(scalarOf(unitFactor * stride));
  const back = combine('-', identity, giant)!;
  const count = Math.floor(bound / stride) + 1;
  for await (const { from, elements } of steps(run, { start: element, step: back, count }))
    for (let k = 0; k < elements.length / elementBytes; k++) {
      const rest = babies.get(nameOf(elementAt(elements, k)));
      if (rest === undefined) continue;
      const sum = stride * (from + k) + rest;
      if (sum <= bound && isMultiple(element, sum)) return sum;
    }
  return undefined;
}

/** A name holds 53 bits of an encoding, so that two may share one. */
function isMultiple(element: Uint8Array, sum: number): boolean {
  const wanted = sum === 0 ? identity : raiseGenerator(scalarOf(unitFactor * sum));
  return Buffer.from(element).equals(wanted);
}

function nameOf(element: Uint8Array): number {
  const view = new DataView(element.buffer, element.byteOffset, 8);
  return view.getUint32(0, true) + 2 ** 32 * (view.getUint32(4, true) % 2 ** 21);
}

type Walk = { readonly start: Uint8Array; readonly step: Uint8Array; readonly count: number };

/** Twice start, start + step, … in batches. */
async function* steps(
  run: EcdhRun,
  { start, step, count }: Walk,
): AsyncGenerator<{ readonly from: number; readonly elements: Uint8Array }, void> {
  let leap = step;
  for (let size = 1; size < jobElements; size *= 2) leap = combine('+', leap, leap)!;
  const batches = function* (): Generator<{ from: number; start: Uint8Array; count: number }, void> {
    let at = start;
    for (let from = 0; from < count; from += jobElements) {
      yield { from, start: at, count: Math.min(jobElements, count - from) };
      at = combine('+', at, leap)!;
    }
  };
  for await (const { input, done } of piped(run.pool, batches(), (batch) => ({
    op: 'walk',
    step,
    ...batch,
  }))) {
    assert('elements' in done);
    yield { from: input.from, elements: done.elements };
  }
}
