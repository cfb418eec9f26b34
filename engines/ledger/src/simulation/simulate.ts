import type { Breach } from './breach.ts';
import { Dice } from './dice.ts';
import { type Parts, usualParts } from './life.ts';
import { profileOf } from './profile.ts';
import { type Counts, World } from './world.ts';

/** A run: everything in it comes from `seed`. */
export type Plan = {
  readonly seed: number;
  /** How many things happen before everything comes to its end. */
  readonly steps: number;
  /** Of these steps only some: what the others are does not depend on which are left out. */
  readonly only?: readonly number[];
  /** Faulty ones, to see whether that is found. */
  readonly parts?: Partial<Parts>;
  /** Hears of each thing that happens. */
  readonly log?: (line: string) => void;
};

/** How a run ended; of one that failed, after how many steps. */
export type Run =
  | { readonly kind: 'held'; readonly counts: Counts }
  | { readonly kind: 'broken'; readonly breach: Breach; readonly step: number; readonly counts: Counts };

const mostToFinish = 20_000;

/**
 * Runs one ledger for a while: real writers and machines, while clock, database, connections and callers are simulated and unlucky. All
 * that writers say is done once more on a model, in one order, and compared; so is all that every start reads.
 */
export async function simulate({ seed, steps, only, parts, log }: Plan): Promise<Run> {
  const world = new World(profileOf(seed), { ...usualParts, ...parts });
  for (const step of only ?? Array.from({ length: steps }, (_, k) => k)) {
    const line = world.act(new Dice(seed, step), step);
    log?.(`${step}: ${line}`);
    await everythingSettled();
    if (world.breach) return { kind: 'broken', breach: world.breach, step, counts: world.countAll() };
  }
  const dice = new Dice(seed, -1);
  for (const isLast of [false, true]) {
    if (isLast) world.startAnew(dice);
    for (let k = 0; !world.finish(dice) && !world.breach; k++) {
      await everythingSettled();
      if (k === mostToFinish) world.neverEnds();
    }
    await everythingSettled();
    if (world.breach) return { kind: 'broken', breach: world.breach, step: steps, counts: world.countAll() };
  }
  return { kind: 'held', counts: world.countAll() };
}

/** All promises that can go on have: a turn of the event loop comes after them, whatever their number. */
async function everythingSettled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  await promise;
}
