import { eachSum } from './sum-rows.ts';

/** What the movements that `condition` selects add to each account that they touch, and when they last did. */
export function movedAccounts(condition: string): string {
  return `select no, ${eachSum((sum) => `sum(side.${sum})`)}, max("timestamp") as last_entry
    from ledger_movement cross join lateral (values
      (debit_no, pending, posted, 0, 0), (credit_no, 0, 0, pending, posted)
    ) side (no, debits_pending, debits_posted, credits_pending, credits_posted)
    where ${condition} group by no`;
}
