import type { Client } from 'pg';
import { entryKind } from '../machine/layout.ts';
import { transferFlags } from '../model/transfer.ts';
import type { Range } from './read-rows.ts';
import type { Stretch } from './stretch.ts';

const notPosted = transferFlags.pending | transferFlags.voidPendingTransfer;

/** What was posted from one moment to another, per ledger. Every entry debits one account and credits another: both sums are the same. */
export async function postedIn(client: Client, { after, until }: Range): Promise<Stretch['posted']> {
  const { rows } = await client.query<{ ledger: string; amount: string }>(
    `select a.ledger::text, sum(e.amount)::text as amount from ledger_entry e join ledger_account a on a.no = e.debit_no
      where e."timestamp" > $1 and e."timestamp" <= $2 and e.kind = $3 and e.flags & $4::int = 0
      group by a.ledger having sum(e.amount) > 0 order by a.ledger`,
    [after, until, entryKind.transfer, notPosted],
  );
  return rows.map(({ ledger, amount }) => ({ ledger: Number(ledger), amount }));
}
