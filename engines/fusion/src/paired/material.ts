import type { Clock } from '@finharbor/kernel';
import { bytesOf, lanesOf, type Words, wordsOf } from '../ring/words.ts';
import type { Correlations, Lanes } from '../shares/dealt.ts';
import { expander } from '../shares/prg.ts';

/** Bytes of material that may lie ready before the making of more waits. */
const roomBytes = 128 * 1_048_576;

/** The making end of a party's material. Both ends number the masks expanded from the party's own seed, as with a dealer. */
export type Making = {
  readonly uniform: (count: number) => Words;
  readonly uniformAngles: (count: number) => Uint32Array<ArrayBuffer>;
  /** Empty at the party that is not the owner. */
  readonly owned: (owner: string, count: number) => Words;
  /** Lays shares ready to be taken, in the order in which they are made. */
  readonly put: (shares: Words | Lanes) => Promise<void>;
  /** Ends the taking end with the same error. */
  readonly fail: (error: unknown) => void;
};

/** Material that one part of a party makes and another takes; nothing of it leaves the party. */
export function createMaterial(of: { self: string; seed: Uint8Array; clock: Clock }): {
  readonly making: Making;
  readonly correlations: Correlations;
  /** How long the making waited for room, and the taking for material. */
  readonly waitedMs: () => { readonly making: number; readonly taking: number };
} {
  const stock = createStock(of.clock);
  const [made, taken] = [masks(of), masks(of)];
  return {
    waitedMs: stock.waitedMs,
    making: { ...made, put: (shares) => stock.put(bytesOf(shares)), fail: stock.fail },
    correlations: {
      ...taken,
      uniformLanes: (count) => lanesOf(taken.bytes(count * 2)),
      composed: async (count) => wordsOf(await stock.take(count * 8)),
      composedLanes: async (count) => lanesOf(await stock.take(count * 2)),
      derived: async (count) => wordsOf(await stock.take(count * 8)),
      derivedLanes: async (count) => lanesOf(await stock.take(count * 2)),
    },
  };
}

function masks({ self, seed }: { self: string; seed: Uint8Array }): Pick<
  Making,
  'uniform' | 'uniformAngles' | 'owned'
> & {
  readonly bytes: (count: number) => Uint8Array<ArrayBuffer>;
} {
  const expand = expander(seed);
  let step = 0;
  const bytes = (count: number): Uint8Array<ArrayBuffer> => expand(step++, count);
  return {
    bytes,
    uniform: (count) => wordsOf(bytes(count * 8)),
    uniformAngles: (count) => new Uint32Array(bytes(count * 4).buffer),
    owned: (owner, count) => (owner === self ? wordsOf(bytes(count * 8)) : new BigUint64Array(0)),
  };
}

type Stock = {
  readonly put: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly take: (size: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly fail: (error: unknown) => void;
  readonly waitedMs: () => { readonly making: number; readonly taking: number };
};

function createStock(clock: Clock): Stock {
  const ready: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  const waited = { making: 0, taking: 0 };
  const waitWhile = async (by: keyof typeof waited, holds: () => boolean): Promise<void> => {
    if (!holds()) return;
    const from = clock.nowMs();
    while (holds()) await changed.promise;
    waited[by] += clock.nowMs() - from;
  };
  let changed = notice();
  const change = (): void => {
    const before = changed;
    changed = notice();
    before.resolve();
  };
  return {
    async put(bytes) {
      await waitWhile('making', () => held > roomBytes);
      ready.push(bytes);
      held += bytes.length;
      change();
    },
    async take(size) {
      await waitWhile('taking', () => ready.length === 0);
      const bytes = ready.shift()!;
      if (bytes.length !== size) throw new RangeError(`${size} bytes are due, ${bytes.length} were made`);
      held -= size;
      change();
      return bytes;
    },
    fail(error) {
      changed.reject(error);
    },
    waitedMs: () => ({ ...waited }),
  };
}

/** Somebody may be waiting for it, or nobody. */
function notice(): PromiseWithResolvers<void> {
  const made = Promise.withResolvers<void>();
  made.promise.catch(() => undefined);
  return made;
}
