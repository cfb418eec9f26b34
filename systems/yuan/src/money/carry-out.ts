import assert from 'node:assert/strict';
import type { Clock } from '@finharbor/kernel';
import {
  type CreateResult,
  type CreateTransferStatus,
  type NewTransfer,
  type Transfer,
  transferFlags,
} from '@finharbor/ledger';
import type { Grant, MoneyLedger } from './allowances.ts';
import { type Link, linked, moneyPart, mostSources } from './chain.ts';
import { movementOf, numberOf, transferOf } from './ids.ts';
import { ledgers, transferCodes } from './numbers.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What every movement works with. */
export type TillContext = { readonly ledger: MoneyLedger; readonly clock: Clock; readonly grant: Grant };

const nobody = numberOf('nobody');

/** Has the ledger make a chain, the first link of which is the money itself. */
export async function carryOut(ctx: TillContext, links: readonly Link[]): Promise<Outcome> {
  const [outcome] = await carryOutEach(ctx, [links]);
  return outcome!;
}

/** Has the ledger make chains in one call, each by itself. */
export async function carryOutEach(
  ctx: TillContext,
  chains: readonly (readonly Link[])[],
): Promise<readonly Outcome[]> {
  if (chains.length === 0) return [];
  for (const [first] of chains) assert(first!.transfer.amount > 0n, 'Money moves by amounts above zero.');
  const results = await ctx.ledger.createTransfers(chains.flatMap(linked));
  let at = 0;
  return Promise.all(
    chains.map((links) => {
      const own = results.slice(at, at + links.length);
      at += links.length;
      return judged(ctx, links, own);
    }),
  );
}

/** What became of a chain by what the ledger says of its links. */
async function judged(
  ctx: TillContext,
  links: readonly Link[],
  results: readonly CreateResult<CreateTransferStatus>[],
): Promise<Outcome> {
  const { status } = results[0]!;
  // A chain is as long as the limits of its day want it, so flags may differ; and whether all of its money is the same, the first link does
  // not say.
  const isThere = status === 'exists' || status === 'existsWithDifferentFlags';
  const made = isThere ? await findMade(ctx, links) : undefined;
  if (made) return made;
  if (status === 'linkedEventFailed') await spendNumber(ctx, links[0]!);
  return outcomeOf(links, results);
}

/**
 * The ledger remembers a refused link, not its chain. Another day, or under other limits, that link would not be in it: so the movement's
 * own number is spent as well, by asking for what the ledger cannot make.
 */
async function spendNumber({ ledger }: TillContext, { transfer }: Link): Promise<void> {
  await ledger.createTransfers([{ ...transfer, flags: 0, debitAccountId: nobody }]);
}

/** The movement, where it was made before as it is asked for now: from and to where, and how much from each source. */
export async function findMade(
  { ledger }: Pick<TillContext, 'ledger'>,
  links: readonly Link[],
): Promise<Outcome | undefined> {
  const asked = links
    .map(({ transfer }) => transfer)
    .filter(({ ledger: of, code }) => of === ledgers.money && code !== transferCodes.gauge);
  const movement = movementOf(asked[0]!.userData128!);
  const parts = Array.from({ length: mostSources }, (_, at) => transferOf(movement, moneyPart(at)));
  const ids = [...new Set([...asked.map(({ id }) => id), ...parts])];
  const made = new Map((await ledger.lookupTransfers(ids)).map((one) => [one.id, one]));
  const first = made.get(asked[0]!.id);
  if (!first) return undefined;
  const isSame = made.size === asked.length && asked.every((one) => isMade(one, made.get(one.id)));
  return isSame
    ? { kind: 'done', isRepeated: true, atNs: first.timestamp }
    : { kind: 'refused', reason: 'other_movement' };
}

function isMade(asked: NewTransfer, made: Transfer | undefined): boolean {
  const isRest = ((asked.flags ?? 0) & transferFlags.balancingDebit) !== 0;
  return (
    made?.debitAccountId === asked.debitAccountId &&
    made?.creditAccountId === asked.creditAccountId &&
    made?.code === asked.code &&
    (isRest || made?.amount === asked.amount)
  );
}
