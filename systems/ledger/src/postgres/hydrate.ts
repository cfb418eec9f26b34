import { transferFlags } from '@finharbor/ledger';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Effect, LedgerTransfer, Side, TransferFlag, TransferState } from '../domain.ts';
import { numberOf } from '../ids.ts';
import type { Tables } from './tables.ts';

/** A row of the journal. */
export type Entry = Selectable<Tables['ledger_entry']>;

/** Which kinds of rows the journal has. */
export const entryKind = { transfer: 1, expiry: 2, refusal: 3 } as const;

/** Rows of the journal with what they refer to. */
export type Read = {
  readonly transferOf: (entry: Entry) => LedgerTransfer;
  /** The pending transfer that an entry posts, voids or undoes. */
  readonly pendingOf: (entry: Entry) => Entry | undefined;
  /** The entry by which a pending transfer ended. */
  readonly resolutionOf: (entry: Entry) => Entry | undefined;
};

/** Reads what rows refer to, in three queries whatever their number. */
export async function hydrate(db: Kysely<Tables>, entries: readonly Entry[]): Promise<Read> {
  const settled = entries.flatMap(({ pending_timestamp: at }) => at ?? []);
  const pendings = await entriesAt(db, settled);
  const all = new Map([...entries, ...pendings].map((entry) => [entry.timestamp, entry]));
  const set = [...all.values()].filter(({ flags }) => (flags & transferFlags.pending) !== 0);
  const [resolutions, sides] = await Promise.all([resolutionsOf(db, set), sidesOf(db, [...all.values()])]);
  const pendingOf = ({ pending_timestamp: at }: Entry): Entry | undefined =>
    at === null ? undefined : all.get(at);
  const resolutionOf = ({ timestamp }: Entry): Entry | undefined => resolutions.get(timestamp);
  return {
    pendingOf,
    resolutionOf,
    transferOf: (entry) => transferOf(entry, { sides, pendingOf, resolutionOf }),
  };
}

/** What an entry does to each of its two accounts; `pending` is the entry it settles. */
export function effectOf(entry: Entry, pending: Entry | undefined): Effect {
  const amount = BigInt(entry.amount ?? 0);
  if (pending)
    return {
      posted: (entry.flags & transferFlags.postPendingTransfer) === 0 ? 0n : amount,
      pending: -BigInt(pending.amount!),
    };
  return (entry.flags & transferFlags.pending) === 0
    ? { posted: amount, pending: 0n }
    : { posted: 0n, pending: amount };
}

type Sides = ReadonlyMap<number, Side & { readonly ledger: number }>;

function transferOf(
  entry: Entry,
  { sides, pendingOf, resolutionOf }: Omit<Read, 'transferOf'> & { readonly sides: Sides },
): LedgerTransfer {
  const { ledger, ...debit } = sides.get(entry.debit_no!)!;
  const { ledger: _same, ...credit } = sides.get(entry.credit_no!)!;
  const pending = pendingOf(entry);
  return {
    id: numberOf(entry.id!),
    timestamp: entry.timestamp,
    ledger,
    code: entry.code,
    debit,
    credit,
    amount: BigInt(entry.amount!),
    flags: flagsOf(entry.flags),
    state: stateOf(entry, resolutionOf(entry)),
    pendingId: pending ? numberOf(pending.id!) : null,
    timeoutS: Number(entry.timeout_s ?? 0),
    userData128: entry.user_data_128 === null ? 0n : numberOf(entry.user_data_128),
    userData64: BigInt(entry.user_data_64 ?? 0),
    userData32: Number(entry.user_data_32 ?? 0),
  };
}

function stateOf({ flags }: Entry, resolution: Entry | undefined): TransferState {
  if ((flags & transferFlags.pending) === 0) return 'done';
  if (!resolution) return 'pending';
  if (resolution.kind === entryKind.expiry) return 'expired';
  return (resolution.flags & transferFlags.postPendingTransfer) === 0 ? 'voided' : 'posted';
}

function flagsOf(bits: number): readonly TransferFlag[] {
  const named = Object.entries(transferFlags) as [TransferFlag, number][];
  return named.flatMap(([name, bit]) => ((bits & bit) === 0 ? [] : [name]));
}

async function entriesAt(db: Kysely<Tables>, timestamps: readonly bigint[]): Promise<readonly Entry[]> {
  if (timestamps.length === 0) return [];
  return db.selectFrom('ledger_entry').selectAll().where('timestamp', 'in', timestamps).execute();
}

async function resolutionsOf(
  db: Kysely<Tables>,
  pendings: readonly Entry[],
): Promise<ReadonlyMap<bigint, Entry>> {
  if (pendings.length === 0) return new Map();
  const rows = await db
    .selectFrom('ledger_entry')
    .selectAll()
    .where(
      'pending_timestamp',
      'in',
      pendings.map(({ timestamp }) => timestamp),
    )
    .execute();
  return new Map(rows.map((row) => [row.pending_timestamp!, row]));
}

async function sidesOf(db: Kysely<Tables>, entries: readonly Entry[]): Promise<Sides> {
  const nos = [
    ...new Set(entries.flatMap(({ debit_no, credit_no }) => [debit_no ?? [], credit_no ?? []].flat())),
  ];
  if (nos.length === 0) return new Map();
  const rows = await db
    .selectFrom('ledger_account as a')
    .leftJoin('ledger_account_name as n', 'n.account_id', 'a.id')
    .select(['a.no', 'a.id', 'a.ledger', 'n.name_en', 'n.name_zh'])
    .where('a.no', '=', sql<number>`any(${nos}::int[])`)
    .execute();
  return new Map(
    rows.map(({ no, id, ledger, name_en: en, name_zh: zh }) => [
      no,
      { id: numberOf(id), ledger: Number(ledger), name: en === null ? null : { en, zh: zh! } },
    ]),
  );
}
