import assert from 'node:assert/strict';
import type { Clock } from '@finharbor/kernel';
import type { Grant, MoneyLedger } from './allowances.ts';
import { type Link, linked } from './chain.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What every movement works with. */
export type TillContext = { readonly ledger: MoneyLedger; readonly clock: Clock; readonly grant: Grant };

/** Has the ledger make a chain, the first link of which is the money itself. */
export async function carryOut(ctx: TillContext, links: readonly Link[]): Promise<Outcome> {
  assert(links[0]!.transfer.amount > 0n, 'Money moves by amounts above zero.');
  const results = await ctx.ledger.createTransfers(linked(links));
  // A chain is as long as the limits of its day want it: what differs is perhaps only whether more links followed.
  const made = results[0]!.status === 'existsWithDifferentFlags' ? await findMade(ctx, links) : undefined;
  return made ?? outcomeOf(links, results);
}

/** The movement, where it was made before as it is asked for now. */
export async function findMade(
  { ledger }: Pick<TillContext, 'ledger'>,
  [money]: readonly Link[],
): Promise<Outcome | undefined> {
  const { id, debitAccountId, creditAccountId, amount, code } = money!.transfer;
  const [made] = await ledger.lookupTransfers([id]);
  const isSame =
    made?.debitAccountId === debitAccountId &&
    made?.creditAccountId === creditAccountId &&
    made?.amount === amount &&
    made?.code === code;
  if (!made) return undefined;
  return isSame
    ? { kind: 'done', isRepeated: true, atNs: made.timestamp }
    : { kind: 'refused', reason: 'other_movement' };
}
