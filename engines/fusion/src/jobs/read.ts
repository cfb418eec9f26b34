import type { Random } from '@finharbor/kernel';
import type { KeyFault } from '../keys/fault.ts';
import { type KeyKind, normalKey } from '../keys/keys.ts';
import { keyDigests, mostAtOnce } from '../shards/digests.ts';
import { openSpill, type Spill } from '../shards/spill.ts';
import { sourceChanged } from '../sources/fault.ts';
import type { Source } from '../sources/source.ts';
import type { Spilled, UnusableRows } from './store.ts';

/** What a table is read with. */
export type Reading = {
  readonly source: Source;
  readonly kind: KeyKind;
  readonly hashKey: Uint8Array;
  readonly folder: string;
  readonly partitions: number;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
  /** Told the number of rows read so far. */
  readonly onRows: (rows: number) => void;
};

const mostListed = 1_000;

/**
 * Reads a table once: each key is normalised, hashed under the job's key and spilled, encrypted under a key drawn for this reading.
 * Errors: `fusion.source_changed` where the table was written to meanwhile, and those of the source.
 */
export async function readTable(reading: Reading): Promise<Spilled> {
  const { source, hashKey, folder, partitions, random } = reading;
  const state = await source.state();
  const key = random.bytes(32);
  await using spill = await openSpill({ folder, key, partitions });
  const { rows, usable, unusable } = await spillKeys(reading, spill);
  const counts = await spill.end();
  if ((await source.state()) !== state) sourceChanged();
  return {
    spill: hex(random.bytes(16)),
    hashKey: hex(hashKey),
    key: hex(key),
    counts,
    rows,
    usable,
    unusable,
    state,
  };
}

async function spillKeys(
  { source, kind, hashKey, signal, onRows }: Reading,
  spill: Spill,
): Promise<Pick<Spilled, 'rows' | 'usable' | 'unusable'>> {
  const digestsOf = keyDigests(hashKey);
  const faults = new Map<KeyFault, { count: number; rows: number[] }>();
  let [row, usable] = [0, 0];
  let keys: string[] = [];
  let rows: number[] = [];
  const flush = async (): Promise<void> => {
    await spill.add(digestsOf(keys), rows);
    usable += keys.length;
    [keys, rows] = [[], []];
    signal?.throwIfAborted();
    onRows(row);
  };
  for await (const texts of source.keys())
    for (const text of texts) {
      const key = normalKey(kind, text ?? '');
      if (typeof key === 'string') {
        keys.push(key);
        rows.push(row);
      } else count(faults, key.fault, row);
      row += 1;
      if (keys.length === mostAtOnce) await flush();
    }
  await flush();
  const unusable = [...faults].map(([fault, listed]): UnusableRows => ({ fault, ...listed }));
  return { rows: row, usable, unusable };
}

function count(faults: Map<KeyFault, { count: number; rows: number[] }>, fault: KeyFault, row: number): void {
  const known = faults.get(fault) ?? { count: 0, rows: [] };
  known.count += 1;
  if (known.rows.length < mostListed) known.rows.push(row);
  faults.set(fault, known);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
