import type { Client } from 'pg';
import { prefixOf, tracesOf } from './blocks.ts';
import type { Findings } from './findings.ts';
import type { Leaves } from './leaf.ts';
import { type ReadRow, readAccounts, readEntries } from './read-rows.ts';
import { readBlock } from './store.ts';
import type { Stretch } from './stretch.ts';

type What = 'entry' | 'account';

/** Tells which rows of a stretch are not those that its tree was made of; whether there are any. */
export async function locate(
  client: Client,
  stretch: Stretch,
  { leaves, findings }: { readonly leaves: Leaves; readonly findings: Findings },
): Promise<boolean> {
  const expected = await readTraces(client, stretch);
  let found = 0;
  const add = (kind: 'changed' | 'removed' | 'added', what: What, timestamp: bigint): void => {
    findings.add({ kind, what, timestamp, stretch: stretch.number });
    found += 1;
  };
  const taking = (what: What) => ({
    take({ timestamp, record }: ReadRow): void {
      const prefix = expected[what].get(timestamp);
      expected[what].delete(timestamp);
      if (prefix === undefined) add('added', what, timestamp);
      // What is malformed is told as such.
      else if (record && prefixOf(leaves.hash(record)) !== prefix) add('changed', what, timestamp);
      else if (!record) found += 1;
    },
  });
  await readEntries(client, stretch, taking('entry'));
  await readAccounts(client, stretch, taking('account'));
  for (const what of ['entry', 'account'] as const)
    for (const timestamp of expected[what].keys()) add('removed', what, timestamp);
  return found > 0;
}

/** What a stretch's blocks remember of its leaves, by timestamp. */
async function readTraces(
  client: Client,
  { number, entries }: Stretch,
): Promise<Readonly<Record<What, Map<bigint, number>>>> {
  const expected = { entry: new Map<bigint, number>(), account: new Map<bigint, number>() };
  let index = 0;
  for (let no = 0; ; no++) {
    const block = await readBlock(client, number, no);
    if (!block) return expected;
    for (const { timestamp, prefix } of tracesOf(block.leaves))
      expected[index++ < entries ? 'entry' : 'account'].set(timestamp, prefix);
  }
}
