import { fail } from '@finharbor/kernel';
import type { Words } from '../ring/words.ts';
import { type BinnedFeature, countBins, oneHot } from '../scorecard/rows.ts';
import { heldOut } from './layout.ts';
import type { BoostingPlan } from './plan.ts';

/** One party's rows after alignment, in the order all parties share; `outcome` (0 or 1 a row) is the label holder's only. */
export type BoostingRows = {
  readonly count: number;
  /** Bins have the order of the values they stand for: a question asks for all up to one of them. */
  readonly features: readonly BinnedFeature[];
  readonly outcome?: Uint8Array;
};

/** Checks a party's own rows before anything leaves it. Errors: `fusion.bad_rows`. */
export function checkBoostingRows(plan: BoostingPlan, party: string, rows: BoostingRows): void {
  checkBins(party, rows);
  const { outcome, count } = rows;
  if ((party === plan.labelHolder) !== (outcome !== undefined))
    bad(party, 'the label holder, and nobody else, gives outcomes');
  if (!outcome) return;
  if (outcome.length !== count || outcome.some((label) => label > 1))
    bad(party, 'there must be one outcome a row, 0 or 1');
  const parts = plan.holdOut > 0 ? [true, false] : [false];
  for (const part of parts)
    if (countBins({ bins: 2, bin: outcome }, (row) => heldOut(plan, row) === part).includes(0))
      bad(party, 'both outcomes must occur, among the rows that train and among those held out');
}

/** Checks that every row has a bin of each feature. Errors: `fusion.bad_rows`. */
export function checkBins(party: string, { count, features }: BoostingRows): void {
  if (features.length === 0) bad(party, 'at least one feature is needed');
  for (const { feature, bins, bin } of features) {
    if (bin.length !== count) bad(party, `feature ${feature} has ${bin.length} values for ${count} rows`);
    if (!(bins >= 1 && bins <= 256) || bin.some((value) => value >= bins))
      bad(party, `feature ${feature} has a bin outside its ${bins} bins`);
  }
}

/** The one-hot matrix of a party's features, side by side, of the rows [from, to). */
export function binWords(rows: BoostingRows, { from, to }: { from: number; to: number }): Words {
  return oneHot({ count: rows.count, features: rows.features }, from, to);
}

function bad(party: string, detail: string): never {
  return fail('fusion.bad_rows', `${party}'s rows cannot be used: ${detail}.`);
}
