import { setImmediate } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { cancellable } from '../cancel.ts';
import type { Mesh } from '../mesh.ts';
import { toNumbers } from '../ring/words.ts';
import { greet } from '../scorecard/handshake.ts';
import { textWords } from '../scorecard/model-share.ts';
import { type PartyOptions, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Opened } from '../shares/transcript.ts';
import { type BoostedModelShare, splitsOf } from './model.ts';
import { type BoostedScoringPlan, checkBoostingPlan } from './plan.ts';
import { type BoostingRows, checkBins } from './rows.ts';
import { openBits, scoringProgram } from './score-program.ts';
import { boostedScoringOpenings } from './survey.ts';
import { boostingGreeting } from './train.ts';

/** What a party scores with: its model share, and rows binned as those it was trained on were. */
export type BoostedScoringOptions = PartyOptions & {
  readonly plan: BoostedScoringPlan;
  readonly share: BoostedModelShare;
  readonly rows: BoostingRows;
  /** Ends the session at once on this side; the others are told `fusion.peer_gone`. */
  readonly signal?: AbortSignal;
};

/** One party's outcome of a private scoring. */
export type BoostedScores = {
  readonly kind: 'scored';
  /** Log-odds a row, to 1/64; where the plan shows them to this party. */
  readonly scores?: Float64Array;
  readonly stages: readonly StageTraffic[];
  readonly opened: readonly Opened[];
};

const mostRows = 1_048_576;

/**
 * One party's side of scoring rows with boosted trees. Which leaves a row reaches stays under shares. Shape: rows ≤ 2^20.
 * Adversary as in `boostParty`. Leaks: the number of rows to all and the dealer, the scores to whom the plan names. Errors:
 * `fusion.bad_plan`, `fusion.bad_model`, `fusion.bad_rows`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`,
 * `fusion.aborted`.
 */
export async function scoreBoosted(
  mesh: Mesh,
  dealer: Channel,
  options: BoostedScoringOptions,
): Promise<BoostedScores> {
  const { plan, share, rows } = options;
  checkBoostingPlan(plan);
  const own = checkedShare(mesh.self, options);
  const channels = [...mesh.channels.values(), dealer];
  const { result, stages } = await cancellable(channels, options.signal, () =>
    runSession({ mesh, dealer, plan, options }, async (running) => {
      await greet(mesh, dealer, boostingGreeting(plan, mesh.session, { rows: rows.count }));
      const layout = { rows: rows.count };
      const { engine, transcript } = await running.engine(await boostedScoringOpenings(plan, layout));
      const onChunk = async (done: number): Promise<void> => {
        mesh.progress('score', done, rows.count);
        await setImmediate();
      };
      const words = await scoringProgram({ engine, plan, layout, own, onChunk }, running);
      return { words, opened: transcript.opened() };
    }),
  );
  const { words, opened } = result;
  const scores = words && toNumbers(words).map((score) => share.baseLogit + score * 2 ** -openBits);
  return { kind: 'scored', stages, opened, ...(scores && { scores }) };
}

function checkedShare(
  self: string,
  { plan, share, rows }: BoostedScoringOptions,
): { rows: BoostingRows; splits: ReturnType<typeof splitsOf>; leaves: ReturnType<typeof textWords> } {
  if (share.party !== self)
    fail('fusion.bad_model', 'The model share cannot be used: it belongs to another party.');
  const splits = splitsOf(share, plan);
  const names = (features: readonly { feature: string; bins: number }[]): string =>
    features.map(({ feature, bins }) => `${feature}\n${bins}`).join('\n');
  if (names(rows.features) !== names(share.features) || rows.count < 1 || rows.count > mostRows)
    fail('fusion.bad_rows', `A scoring takes 1 to ${mostRows} rows, binned in the model's features.`);
  checkBins(self, rows);
  return { rows, splits, leaves: textWords(share.leaves, plan.trees * 2 ** plan.depth) };
}
