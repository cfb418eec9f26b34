import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { closedUntil } from './closed-until.ts';
import { movedKinds } from './movements.ts';
import { readSums } from './read.ts';
import { eachSum, type Sums, sumColumns, sumsOf } from './sum-rows.ts';
import { never } from './thread.ts';

/** What all accounts of one ledger and code come to. */
export type TrialRow = Sums & { readonly ledger: number; readonly code: number };

/**
 * The trial balance: the sums of all accounts by ledger and code, as of a moment in nanoseconds since 1970 (up to and including it), or of
 * now. Codes whose accounts were never touched are left out. That debits and credits are the same in each ledger has been checked.
 */
export async function trialBalance(pool: Pool, atNs: bigint = never - 1n): Promise<readonly TrialRow[]> {
  const since = await closedUntil(pool, atNs);
  const columns = sumColumns.join(', ');
  const rows = await readSums(
    pool,
    `select ledger, code, ${eachSum((sum) => `sum(${sum})`)} from (
      select ledger, code, ${columns} from ledger_month_trial
      where until = (select max(until) from ledger_month_trial where until <= ${since})
      union all
      select ledger, code, ${columns}
      from (${movedKinds(`"timestamp" >= ${since} and "timestamp" <= ${atNs}`)}) moved
    ) parts group by ledger, code order by ledger, code`,
  );
  const trial = rows.map(([ledger, code, ...row]) => ({
    ledger: Number(ledger),
    code: Number(code),
    ...sumsOf(row),
  }));
  checkSides(trial);
  return trial;
}

function checkSides(trial: readonly TrialRow[]): void {
  const difference = new Map<number, readonly [pending: bigint, posted: bigint]>();
  for (const row of trial) {
    const [pending, posted] = difference.get(row.ledger) ?? [0n, 0n];
    difference.set(row.ledger, [
      pending + row.debitsPending - row.creditsPending,
      posted + row.debitsPosted - row.creditsPosted,
    ]);
  }
  for (const [ledger, sides] of difference)
    assert.deepEqual(sides, [0n, 0n], `Debits and credits differ in ledger ${ledger}.`);
}
