import type { Client } from 'pg';
import type { Found } from '../engine/journal.ts';
import { entryAt } from '../machine/layout.ts';
import type { Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';
import { readU128 } from '../machine/u128.ts';
import { CopyDecoder } from './copy-decoder.ts';
import { runCopying } from './copying.ts';
import { EntryReader, entrySelect, entryTables, stateOf } from './entry-reader.ts';

/** The entries with these ids, and of pending transfers what became of them, by id. */
export async function findEntries(client: Client, ids: readonly bigint[], state: State): Promise<Found> {
  const found = new Map<bigint, Place>();
  const row = new CopyDecoder();
  const reader = new EntryReader(state);
  const list = ids.map((id) => id.toString(16).padStart(32, '0')).join(',');
  const select = `${entrySelect}, r.kind, r.flags ${entryTables}
    left join lateral (select kind, flags from ledger_entry where pending_timestamp = e."timestamp" offset 0) r on true
    where e.id = any('{${list}}'::uuid[])`;
  await runCopying(client, [`copy (${select}) to stdout (format binary)`], {
    take(message) {
      if (!row.row(message)) return;
      const entry = { words: reader.read(row).entry.words.slice(), at: 0 };
      entry.words[entryAt.state] = stateOf(entry, row.int2(), row.int4());
      found.set(readU128(entry.words, entryAt.id), entry);
    },
  });
  return found;
}
