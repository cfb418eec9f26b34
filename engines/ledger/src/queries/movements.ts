import { eachSum, sumColumns } from './sum-rows.ts';

/** What the movements that `condition` selects add to each account that they touch, and when they last did. */
export function movedAccounts(condition: string): string {
  const side = (no: string, own: string, other: string): string =>
    `select ${no} as no, sum(pending) as ${own}_pending, sum(posted) as ${own}_posted,
      0 as ${other}_pending, 0 as ${other}_posted, max("timestamp") as last_entry
    from ledger_movement where ${condition} group by ${no}`;
  const columns = sumColumns.join(', ');
  return `select no, ${eachSum((sum) => `sum(${sum})`)}, max(last_entry) as last_entry
    from (
      select no, ${columns}, last_entry from (${side('debit_no', 'debits', 'credits')}) debit_side
      union all
      select no, ${columns}, last_entry from (${side('credit_no', 'credits', 'debits')}) credit_side
    ) sides group by no`;
}
