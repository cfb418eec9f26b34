import { eachSum, sumColumns } from './sum-rows.ts';

type Grouping = { readonly columns: string; readonly from: (no: string) => string };

/** What the movements that `condition` selects add to each account that they touch, and when they last did. */
export function movedAccounts(condition: string): string {
  return moved(condition, { columns: 'no', from: (no) => `(select ${no} as no, * from ledger_movement) m` });
}

/** What the movements that `condition` selects add to all accounts of a ledger and code; sums of each account would take far longer. */
export function movedKinds(condition: string): string {
  const from = (no: string): string =>
    `ledger_movement m
      join (select no, ledger, code from ledger_account) a on a.no = m.${no}`;
  return moved(condition, { columns: 'ledger, code', from });
}

function moved(condition: string, { columns, from }: Grouping): string {
  const side = (no: string, own: string, other: string): string =>
    `select ${columns}, sum(pending) as ${own}_pending, sum(posted) as ${own}_posted,
      0 as ${other}_pending, 0 as ${other}_posted, max("timestamp") as last_entry
    from ${from(no)} where ${condition} group by ${columns}`;
  const all = `${columns}, ${sumColumns.join(', ')}, last_entry`;
  return `select ${columns}, ${eachSum((sum) => `sum(${sum})`)}, max(last_entry) as last_entry
    from (
      select ${all} from (${side('debit_no', 'debits', 'credits')}) debit_side
      union all
      select ${all} from (${side('credit_no', 'credits', 'debits')}) credit_side
    ) sides group by ${columns}`;
}
