import type { Client } from 'pg';
import { placeOf } from '../machine/books.ts';
import {
  accountAt,
  entryAt,
  entryKind,
  entryWords,
  newAccountAt,
  newAccountWords,
  pendingState,
} from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import type { Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';
import { readU128, writeU64, writeU128 } from '../machine/u128.ts';
import { transferFlags } from '../model/transfer.ts';

const rowsAtOnce = 20_000;

type Text = string | null;
type Row = readonly Text[];

const entrySelect = `select e."timestamp"::text, e.kind, e.id, e.debit_no, e.credit_no, e.amount::text,
  e.pending_timestamp::text, e.user_data_128, e.user_data_64::text, e.user_data_32::text, e.timeout_s::text, e.code, e.flags, p.id
  from ledger_entry e left join ledger_entry p on p."timestamp" = e.pending_timestamp`;

/** Fills an empty machine with all accounts and all that ever happened. */
export async function loadMachine(client: Client, machine: Machine): Promise<void> {
  const { clockwork } = machine.books;
  await readAccounts(client, machine);
  const openedNs = clockwork.lastNs;
  await readEntries(client, machine);
  // The newest account may be younger than the newest entry, and the clock may have stepped back since.
  clockwork.advanceTo(openedNs);
}

async function readEntries(client: Client, machine: Machine): Promise<void> {
  let last = '0';
  for (;;) {
    const { rows } = await client.query<Text[]>({
      text: `${entrySelect} where e."timestamp" > $1 order by e."timestamp" limit ${rowsAtOnce}`,
      values: [last],
      rowMode: 'array',
    });
    const step = machine.begin();
    for (const row of rows) machine.books.replay(entryOf(row, machine.books.state));
    machine.confirm(step);
    if (rows.length < rowsAtOnce) return;
    last = String(rows.at(-1)![0]);
  }
}

async function readAccounts(client: Client, machine: Machine): Promise<void> {
  for (let first = 0; ; first += rowsAtOnce) {
    const { rows } = await client.query<Text[]>({
      text: `select id, user_data_128, user_data_64::text, user_data_32::text, ledger::text, code, flags, "timestamp"::text
        from ledger_account where no >= $1 order by no limit ${rowsAtOnce}`,
      values: [first],
      rowMode: 'array',
    });
    const step = machine.begin();
    for (const row of rows) openAgain(machine, row);
    machine.confirm(step);
    if (rows.length < rowsAtOnce) return;
  }
}

function openAgain(
  machine: Machine,
  [id, data128, data64, data32, ledger, code, flags, timestamp]: Row,
): void {
  const words = new Uint32Array(newAccountWords);
  writeU128(words, newAccountAt.id, numberOf(id!));
  writeU128(words, newAccountAt.userData128, numberOf(data128!));
  writeU64(words, newAccountAt.userData64, BigInt(data64 ?? 0));
  words[newAccountAt.userData32] = Number(data32 ?? 0);
  words[newAccountAt.ledger] = Number(ledger);
  words[newAccountAt.codeAndFlags] = (Number(code) | (Number(flags) << 16)) >>> 0;
  // A chain that was opened as a whole is opened account by account.
  words[newAccountAt.codeAndFlags]! &= ~(1 << 16);
  machine.createAccounts(words, BigInt(timestamp!) - 1n);
}

/** An entry as it was written, without the connections to earlier ones. */
function entryOf(row: Row, state: State): Place {
  const [timestamp, kind, id, debitNo, creditNo, amount, pendingTimestamp, ...rest] = row;
  const [data128, data64, data32, timeout, code, flags, pendingId] = rest;
  const words = new Uint32Array(entryWords);
  writeU64(words, entryAt.timestamp, BigInt(timestamp!));
  words[entryAt.kind] = Number(kind);
  writeU128(words, entryAt.id, numberOf(id!));
  writeU128(words, entryAt.amount, BigInt(amount ?? 0));
  writeU64(words, entryAt.pendingTimestamp, BigInt(pendingTimestamp ?? 0));
  writeU128(words, entryAt.userData128, numberOf(data128!));
  writeU64(words, entryAt.userData64, BigInt(data64 ?? 0));
  words[entryAt.userData32] = Number(data32 ?? 0);
  words[entryAt.timeout] = Number(timeout ?? 0);
  words[entryAt.codeAndFlags] = (Number(code) | (Number(flags) << 16)) >>> 0;
  if (pendingId) writeU128(words, entryAt.pendingId, numberOf(pendingId));
  if (Number(kind) === entryKind.refusal) return { words, at: 0 };
  words[entryAt.debitNo] = Number(debitNo);
  words[entryAt.creditNo] = Number(creditNo);
  for (const [no, field] of [
    [Number(debitNo), entryAt.debitAccountId],
    [Number(creditNo), entryAt.creditAccountId],
  ] as const) {
    const account = placeOf(state.accounts, no);
    writeU128(words, field, readU128(account.words, account.at + accountAt.id));
    words[entryAt.ledger] = account.words[account.at + accountAt.ledger]!;
  }
  return { words, at: 0 };
}

/** The entries with these ids, and of pending transfers what became of them, by id. */
export async function findEntries(
  client: Client,
  ids: readonly bigint[],
  state: State,
): Promise<ReadonlyMap<bigint, Place>> {
  const { rows } = await client.query<Text[]>({
    text: `${entrySelect.replace(' p.id\n', ' p.id, r.kind, r.flags\n')}
      left join ledger_entry r on r.pending_timestamp = e."timestamp" where e.id = any($1::uuid[])`,
    values: [ids.map(uuidOf)],
    rowMode: 'array',
  });
  return new Map(
    rows.map((row) => {
      const entry = entryOf(row, state);
      const [resolvedBy, flags] = row.slice(-2);
      entry.words[entryAt.state] = stateOf(entry, resolvedBy!, Number(flags));
      return [readU128(entry.words, entryAt.id), entry] as const;
    }),
  );
}

function stateOf(entry: Place, resolvedBy: Text, flags: number): number {
  if (((entry.words[entryAt.codeAndFlags]! >>> 16) & transferFlags.pending) === 0) return pendingState.none;
  if (resolvedBy === null) return pendingState.pending;
  if (Number(resolvedBy) === entryKind.expiry) return pendingState.expired;
  return (flags & transferFlags.postPendingTransfer) !== 0 ? pendingState.posted : pendingState.voided;
}

/** The number that a uuid writes; 0 for none. */
function numberOf(uuid: Text): bigint {
  return uuid === null ? 0n : BigInt(`0x${uuid.replaceAll('-', '')}`);
}

function uuidOf(id: bigint): string {
  return id.toString(16).padStart(32, '0');
}
