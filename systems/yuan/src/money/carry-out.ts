import assert from 'node:assert/strict';
import type { Clock } from '@finharbor/kernel';
import type { Grant, MoneyLedger } from './allowances.ts';
import { type Link, linked } from './chain.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What every movement works with. */
export type TillContext = { readonly ledger: MoneyLedger; readonly clock: Clock; readonly grant: Grant };

/** Has the ledger make a chain, the first link of which is the money itself. */
export async function carryOut({ ledger }: TillContext, links: readonly Link[]): Promise<Outcome> {
  assert(links[0]!.transfer.amount > 0n, 'Money moves by amounts above zero.');
  return outcomeOf(links, await ledger.createTransfers(linked(links)));
}
