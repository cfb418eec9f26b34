import { amountMax, transferFlags } from '@finharbor/ledger';
import { carryOut, carryOutEach, type TillContext } from './carry-out.ts';
import { gaugeLinks, type Link, type Movement, moneyLink, onceLink } from './chain.ts';
import { type MovementId, type PurseId, purseAccount, walletAccount } from './ids.ts';
import { transferCodes } from './numbers.ts';
import type { Outcome } from './outcome.ts';
import type { Payee } from './pay.ts';

/** Money of a purse that goes where its purpose says, or back: so much, or all that is left. */
export type Release = {
  readonly id: MovementId;
  readonly purse: PurseId;
  readonly amountMinor: bigint | 'rest';
  readonly to: Payee;
  /** What comes about once each, by whichever movement: a slice of a card, a prize of a campaign. */
  readonly once?: readonly string[];
  /** Money back is never withheld: where it goes to may then hold more than it may. */
  readonly isReturn?: boolean;
};

/** Moves money out of purses: all of the releases or none, and the first one's number is the whole's. The rest of an empty purse is nothing. */
export async function release(
  ctx: TillContext,
  releases: readonly [Release, ...Release[]],
): Promise<Outcome> {
  const isToItself = releases.some(({ purse, to }) => 'purse' in to && to.purse === purse);
  if (isToItself) return { kind: 'refused', reason: 'same_wallet' };
  return carryOut(
    ctx,
    releases.flatMap((one) => linksOf(one)),
  );
}

/** Moves money out of purses in one call of the ledger, each release by itself: what one is refused hinders no other. At most 1,000. */
export function releaseEach(ctx: TillContext, releases: readonly Release[]): Promise<readonly Outcome[]> {
  return carryOutEach(ctx, releases.map(linksOf));
}

function linksOf({ id, purse, amountMinor, to, once = [], isReturn }: Release): readonly Link[] {
  const isRest = amountMinor === 'rest';
  const movement: Movement = { id, amountMinor: isRest ? amountMax : amountMinor };
  const money = moneyLink(movement, {
    debit: purseAccount(purse),
    credit: 'purse' in to ? purseAccount(to.purse) : walletAccount(to.wallet),
    code: 'purse' in to ? transferCodes.purpose : transferCodes.release,
    flags: isRest ? transferFlags.balancingDebit : 0,
    refusedAs: 'purse_spent',
  });
  return [
    money,
    ...once.map((what) => onceLink(movement, what)),
    ...('purse' in to || isReturn ? [] : gaugeLinks(movement, to)),
  ];
}
