import { type CreateTransferStatus, createTransferStatus, transferFlags } from '@finharbor/ledger';
import { type Kysely, sql } from 'kysely';
import type { FoundTransfer, LedgerTransfer } from '../domain.ts';
import { numberOf, uuidOf } from '../ids.ts';
import type { LedgerBooks, Slice, TransferFind } from '../store.ts';
import { type Entry, entryKind, hydrate } from './hydrate.ts';
import type { Tables } from './tables.ts';

type Part = Pick<LedgerBooks, 'findTransfers' | 'transfer' | 'progress'>;

/** A request holds at most so many transfers, each a nanosecond after the one before: no chain is longer. */
const longestChain = 8_190n;

const statuses = new Map(
  Object.entries(createTransferStatus).map(([name, number]) => [
    number as number,
    name as CreateTransferStatus,
  ]),
);

/** Transfers as the journal has them. */
export function transferBook(db: Kysely<Tables>): Part {
  return {
    findTransfers: (find, slice) => findTransfers(db, find, slice),
    transfer: (id) => transfer(db, id),
    async progress() {
      const last = db.selectFrom('ledger_entry').select('timestamp').orderBy('timestamp', 'desc').limit(1);
      const [entry, writer] = await Promise.all([
        last.executeTakeFirst(),
        db.selectFrom('ledger_writer').select('replay_from').executeTakeFirstOrThrow(),
      ]);
      return { lastEntry: entry?.timestamp, savedUpTo: writer.replay_from };
    },
  };
}

async function findTransfers(
  db: Kysely<Tables>,
  { ledger, code, from, until, isPending = false }: TransferFind,
  { before, limit }: Slice,
): Promise<readonly LedgerTransfer[]> {
  const rows = await db
    .selectFrom('ledger_entry as e')
    .selectAll('e')
    .where('e.kind', '=', entryKind.transfer)
    .$if(code !== undefined, (all) => all.where('e.code', '=', code!))
    .$if(from !== undefined, (all) => all.where('e.timestamp', '>=', from!))
    .$if(until !== undefined, (all) => all.where('e.timestamp', '<', until!))
    .$if(before !== undefined, (all) => all.where('e.timestamp', '<', before!))
    .$if(ledger !== undefined, (all) =>
      all.where(
        sql<boolean>`exists (select from ledger_account a where a.no = e.debit_no and a.ledger = ${ledger!}::bigint)`,
      ),
    )
    .$if(isPending, (all) =>
      all.where(
        sql<boolean>`e.flags & ${transferFlags.pending} <> 0
          and not exists (select from ledger_entry r where r.pending_timestamp = e."timestamp")`,
      ),
    )
    .orderBy('e.timestamp', 'desc')
    .limit(limit)
    .execute();
  const { transferOf } = await hydrate(db, rows);
  return rows.map(transferOf);
}

async function transfer(db: Kysely<Tables>, id: bigint): Promise<FoundTransfer | undefined> {
  const entry = await db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('id', '=', uuidOf(id))
    .executeTakeFirst();
  if (!entry) return undefined;
  if (entry.kind === entryKind.refusal)
    return { kind: 'refused', id, timestamp: entry.timestamp, status: statuses.get(entry.code)! };
  const chain = await chainOf(db, entry);
  const { transferOf, pendingOf, resolutionOf } = await hydrate(db, [entry, ...chain]);
  const [pending, resolution] = [pendingOf(entry), resolutionOf(entry)];
  return {
    kind: 'made',
    transfer: transferOf(entry),
    resolution: resolution
      ? {
          id: resolution.id === null ? null : numberOf(resolution.id),
          timestamp: resolution.timestamp,
          amount: BigInt(resolution.amount ?? 0),
        }
      : null,
    pending: pending ? transferOf(pending) : null,
    chain: chain.map(transferOf),
  };
}

/** The entries around one that say of themselves, or of which the one before says, that the chain goes on. */
async function chainOf(db: Kysely<Tables>, entry: Entry): Promise<readonly Entry[]> {
  const near = await db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('timestamp', '>', entry.timestamp - longestChain)
    .where('timestamp', '<', entry.timestamp + longestChain)
    .where('kind', '=', entryKind.transfer)
    .orderBy('timestamp')
    .execute();
  const at = near.findIndex(({ timestamp }) => timestamp === entry.timestamp);
  const goesOn = (index: number): boolean => ((near[index]?.flags ?? 0) & transferFlags.linked) !== 0;
  let [first, last] = [at, at];
  while (goesOn(first - 1)) first -= 1;
  while (goesOn(last)) last += 1;
  return first === last ? [] : near.slice(first, last + 1);
}
