import type { Client } from 'pg';
import { accountWords } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import type { Place } from '../machine/place.ts';
import { Replay } from '../machine/replay.ts';
import { entriesKept } from '../machine/state.ts';
import { readU64 } from '../machine/u128.ts';
import { accountColumns, decodeAccount } from './account-rows.ts';
import { CopyDecoder } from './copy-decoder.ts';
import { runCopying } from './copying.ts';
import { EntryReader, entrySelect, entryTables } from './entry-reader.ts';
import { pageColumns } from './page-rows.ts';

const entriesAStep = 20_000;

/** Fills an empty machine with all that happened: the pages of memory that were saved, and what came after. */
export async function loadMachine(client: Client, machine: Machine): Promise<void> {
  const { clockwork } = machine.books;
  const replay = new Replay(machine.books);
  const { rows } = await client.query<{ replay_from: string }>('select replay_from::text from ledger_writer');
  const replayFrom = BigInt(rows[0]!.replay_from);
  await readPages(client, replay);
  await readAccounts(client, replayFrom, (no, account) => replay.account(no, account));
  const openedNs = await newestAccountNs(client);
  replay.index();
  await readEntries(client, await earlier(client, replayFrom), { machine, replay });
  // The newest account may be younger than the newest entry, and the clock may have stepped back since.
  clockwork.advanceTo(openedNs);
}

async function readPages(client: Client, replay: Replay): Promise<void> {
  const row = new CopyDecoder();
  const moment = new Uint32Array(2);
  const select = `select distinct on (kind, page) ${pageColumns.join(', ')} from ledger_page order by kind, page, as_of desc`;
  await runCopying(client, [`copy (${select}) to stdout (format binary)`], {
    take(message) {
      if (!row.row(message)) return;
      const kind = row.int2();
      const page = row.int4();
      row.int8(moment, 0);
      // The words in a message begin anywhere.
      const bytes = row.bytes().slice();
      replay.page({ kind, page, asOf: readU64(moment, 0), words: new Uint32Array(bytes.buffer) });
    },
  });
}

/** Reads the accounts that were opened after a moment, in their order. */
export async function readAccounts(
  client: Client,
  afterNs: bigint,
  each: (no: number, account: Place) => void,
): Promise<void> {
  const row = new CopyDecoder();
  const words = new Uint32Array(accountWords);
  const names = accountColumns.map((column) => `"${column}"`).join(', ');
  const select = `select ${names} from ledger_account where "timestamp" > ${afterNs} order by no`;
  await runCopying(client, [`copy (${select}) to stdout (format binary)`], {
    take(message) {
      if (!row.row(message)) return;
      const no = decodeAccount(row, words);
      each(no, { words, at: 0 });
    },
  });
}

async function newestAccountNs(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ newest: string }>(
    'select coalesce(max("timestamp"), 0)::text as newest from ledger_account',
  );
  return BigInt(rows[0]!.newest);
}

/** The latest entries are read even if pages have them, as memory knows the ids of so many. */
async function earlier(client: Client, replayFrom: bigint): Promise<bigint> {
  const { rows } = await client.query<{ first: string }>(
    `select coalesce(min("timestamp") - 1, 0)::text as first from
      (select "timestamp" from ledger_entry order by "timestamp" desc limit ${entriesKept}) latest`,
  );
  const first = BigInt(rows[0]!.first);
  return first < replayFrom ? first : replayFrom;
}

type Reading = {
  readonly machine: Machine;
  readonly replay: Replay;
  readonly each?: (entry: Place) => void;
};

/** Carries out the entries after a moment; `each` hears of those that are done. */
export async function readEntries(
  client: Client,
  afterNs: bigint,
  { machine, replay, each }: Reading,
): Promise<void> {
  const row = new CopyDecoder();
  const reader = new EntryReader(machine.books.state);
  let count = 0;
  let step = machine.begin();
  const select = `${entrySelect} ${entryTables} where e."timestamp" > ${afterNs} order by e."timestamp"`;
  await runCopying(client, [`copy (${select}) to stdout (format binary)`], {
    take(message) {
      if (!row.row(message)) return;
      const { entry, resolved } = reader.read(row);
      replay.entry(entry, resolved);
      each?.(entry);
      if (++count % entriesAStep !== 0) return;
      machine.confirm(step);
      step = machine.begin();
    },
  });
  machine.confirm(step);
}
