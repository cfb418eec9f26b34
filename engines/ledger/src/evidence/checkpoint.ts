import type { Log } from '@finharbor/evidence';
import { canonicalJson, fail, type Random, sha256 } from '@finharbor/kernel';
import type { Client } from 'pg';
import { entryAt, entryKind } from '../machine/layout.ts';
import { BlockBuilder } from './blocks.ts';
import { Heads } from './heads.ts';
import { Leaves } from './leaf.ts';
import { type ReadRow, readAccounts, readEntries } from './read-rows.ts';
import { inSnapshot, openSession } from './session.ts';
import {
  begin,
  type KeptStretch,
  keepBlocks,
  keepLogged,
  keepStretch,
  latestStretch,
  unloggedStretches,
} from './store.ts';
import { type Stretch, stretchType } from './stretch.ts';
import { postedIn } from './sums.ts';

/** What a checkpoint of the journal is made with. */
export type CheckpointOptions = {
  /** The ledger's database. */
  readonly url: string;
  /** What the journal is called in the log; always the same. */
  readonly journal: string;
  readonly log: Pick<Log, 'append'>;
  readonly random: Random;
  /** Entries of one stretch at most, 2^20 if left out; more of them make several stretches. */
  readonly mostEntries?: number;
};

const usualMost = 2 ** 20;
/** An entry of the log has no more. */
const mostLeafBytes = 0xffff;

/**
 * Writes down in an evidence log all that the journal has and the log has not: a stretch of entries and newly opened accounts as one
 * entry of the log. May be ended at any moment and run again, also twice at once; what is in the log already is not written again.
 * Returns the stretches it added. The log's owner publishes its checkpoint afterwards.
 * Errors: `ledger.evidence_forked`, `ledger.evidence_other_journal`, `ledger.evidence_malformed`, `ledger.evidence_mismatch`,
 * `ledger.too_many_ledgers`, and those of `Log.append`.
 */
export async function checkpointJournal(options: CheckpointOptions): Promise<readonly Stretch[]> {
  const { url, journal, log, random, mostEntries = usualMost } = options;
  await using session = await openSession(url);
  // Of two at once the second waits, and then has nothing left to do. The lock goes with the session.
  await session.query("select pg_advisory_lock(hashtext('finharbor-ledger-evidence'))");
  const leaves = new Leaves(await begin(session, journal, random));
  const added: Stretch[] = [];
  for (;;) {
    for (const kept of await unloggedStretches(session)) {
      await keepLogged(session, kept.stretch.number, await appendTo(log, kept));
      added.push(kept.stretch);
    }
    const made = await inSnapshot(session, () => nextStretch(session, { journal, leaves, mostEntries }));
    if (!made) return added;
  }
}

/** The key sees to it that a stretch is logged once, and that no second stretch is logged under its number. */
async function appendTo(log: Pick<Log, 'append'>, { stretch, leaf }: KeptStretch): Promise<number> {
  const key = `ledger ${stretch.journal} stretch ${stretch.number}`;
  const [appended] = await log.append([{ data: new TextEncoder().encode(leaf), key }]);
  if (appended!.kind === 'key_conflict')
    fail(
      'ledger.evidence_forked',
      `The log has something else at ${appended!.index} as stretch ${stretch.number} of ${stretch.journal}. Was the database put back to an older copy?`,
    );
  return appended!.index;
}

type Making = { readonly journal: string; readonly leaves: Leaves; readonly mostEntries: number };

/** Makes and keeps the next stretch; false where nothing is new. */
async function nextStretch(client: Client, { journal, leaves, mostEntries }: Making): Promise<boolean> {
  const before = await latestStretch(client);
  const after = before?.stretch.until ?? 0n;
  const until = await endOf(client, after, mostEntries);
  if (until <= after) return false;
  const number = before ? before.stretch.number + 1 : 0;
  const range = { after, until };
  const builder = new BlockBuilder();
  const heads = new Heads(client, leaves);
  const add = (row: ReadRow): void => {
    const record = row.record ?? malformed(row.timestamp);
    builder.add(record, leaves.hash(record));
  };
  const between = async (): Promise<void> => keepBlocks(client, number, builder.take(false));
  let entries = 0;
  await readEntries(client, range, {
    between,
    take(row) {
      add(row);
      entries += 1;
      if (row.words[entryAt.kind] === entryKind.refusal) return;
      heads.moved(row.words[entryAt.debitNo]!, row.timestamp);
      heads.moved(row.words[entryAt.creditNo]!, row.timestamp);
    },
  });
  let accounts = before?.stretch.accounts ?? 0;
  await readAccounts(client, range, {
    between,
    take(row) {
      if (row.no !== accounts) outOfOrder(row.timestamp);
      add(row);
      heads.opened(row.no);
      accounts += 1;
    },
  });
  await keepBlocks(client, number, builder.take(true));
  const stretch = {
    ...{ journal, number, ...range, entries, opened: accounts - (before?.stretch.accounts ?? 0), accounts },
    root: builder.root().toHex(),
    heads: (await heads.keep(accounts)).toHex(),
    posted: await postedIn(client, range),
    previous: before ? sha256(before.leaf).toHex() : null,
  };
  await keepStretch(client, stretch, leafOf(stretch));
  return true;
}

/** The canonical JSON that the log gets. */
function leafOf(stretch: Stretch): string {
  const { after, until } = stretch;
  const leaf = canonicalJson({
    ...{ type: stretchType, ...stretch },
    ...{ after: after.toString(), until: until.toString() },
  });
  if (Buffer.byteLength(leaf) > mostLeafBytes)
    fail('ledger.too_many_ledgers', 'Too many ledgers moved for one stretch; take fewer entries at most.');
  return leaf;
}

/** The last moment of what is new, so that no more than `most` entries come before it. */
async function endOf(client: Client, after: bigint, most: number): Promise<bigint> {
  const { rows } = await client.query<{ until: string }>(
    `select coalesce(
      (select "timestamp" from ledger_entry where "timestamp" > $1 order by "timestamp" offset $2 limit 1),
      greatest((select max("timestamp") from ledger_entry), (select max("timestamp") from ledger_account)), 0)::text as until`,
    [after, most - 1],
  );
  return BigInt(rows[0]!.until);
}

function malformed(timestamp: bigint): never {
  fail(
    'ledger.evidence_malformed',
    `What stands at ${timestamp} was not written by a ledger. Audit the journal.`,
  );
}

function outOfOrder(timestamp: bigint): never {
  fail(
    'ledger.evidence_mismatch',
    `The account opened at ${timestamp} does not follow those before it. Audit the journal.`,
  );
}
