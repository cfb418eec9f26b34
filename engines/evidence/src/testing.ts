import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { generateSigningKey, type SigningKey, systemClock } from '@finharbor/kernel';
import { type Log, openLog } from './log.ts';
import { createWitness, type Witness, type WitnessStore } from './witness.ts';
import { openWitnessFiles } from './witness-files.ts';
import type { NewEntry } from './writer.ts';

/** A folder that goes when the test ends. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A log in a folder of its own, closed when the test ends. */
export async function temporaryLog(
  t: TestContext,
): Promise<{ log: Log; directory: string; key: SigningKey }> {
  const directory = await temporaryFolder(t);
  const key = generateSigningKey();
  const log = await openLog({ directory, origin: 'example.com/log', key });
  t.after(() => log.close());
  return { log, directory, key };
}

/** A witness with its memory in files, watching the given logs. */
export async function temporaryWitness(
  t: TestContext,
  name: string,
  logKeys: readonly string[],
): Promise<Witness> {
  const store = await openWitnessFiles(await temporaryFolder(t));
  t.after(() => store.close());
  return witnessOn(store, name, logKeys);
}

/** A witness on a given memory, with a new key. */
export function witnessOn(store: WitnessStore, name: string, logKeys: readonly string[]): Promise<Witness> {
  return createWitness({ name, key: generateSigningKey(), store, clock: systemClock, logKeys });
}

/** Entries numbered from `first`, each under a key of its own. */
export function numberedEntries(first: number, count: number): readonly NewEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    data: Buffer.from(`entry ${first + at}`),
    key: `key ${first + at}`,
  }));
}

/** The seed of this run's random choices; set SEED to repeat a run. */
export function testSeed(t: TestContext): number {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  return seed;
}

/** A small seeded generator of numbers in [0, 1) (mulberry32), for choices in tests. */
export function seededChoices(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
