// Support for this folder's tests: invented rows and sessions run in one process.
import type { Mesh } from '../mesh.ts';
import { toNumbers } from '../ring/words.ts';
import { textWords } from '../scorecard/model-share.ts';
import { memoryLedger, meshes, partyOptions, seeded } from '../scorecard/testing.ts';
import { precision } from './layout.ts';
import type { BoostedModelShare } from './model.ts';
import { type BoostedScoringPlan, type BoostingPlan, boostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';
import { type BoostedScores, type BoostedScoringOptions, scoreBoosted } from './score.ts';
import { serveBoostingDealer } from './serve-dealer.ts';
import { type BoostedParty, type BoostingOptions, boostParty } from './train.ts';

/** What invented parties hold. */
export type Invented = { readonly plan: BoostingPlan; readonly rows: ReadonlyMap<string, BoostingRows> };

/** Rows whose outcome follows some features, two of them only together; each of the plan's parties holds features of these bins. */
export function inventedRows(
  of: Partial<BoostingPlan> & { count?: number; seed?: number; bins?: readonly number[] },
): Invented {
  const { count = 900, seed = 1, bins = [2, 5, 8], ...settings } = of;
  const plan = boostingPlan({
    labelHolder: 'a',
    trees: 2,
    depth: 2,
    ...settings,
    parties: settings.parties ?? ['a', 'b'],
  });
  const next = seeded(seed);
  const features = new Map(
    plan.parties.map((party) => [
      party,
      bins.map((size, f) => ({
        feature: `${party}${f}`,
        bins: size,
        bin: Uint8Array.from({ length: count }, () => Math.floor(next() * size)),
      })),
    ]),
  );
  const high = (party: string, f: number, row: number): number => {
    const { bin, bins: size } = features.get(party)![f]!;
    return bin[row]! / (size - 1) - 0.5;
  };
  const [first, second] = [plan.parties[0]!, plan.parties[1]!];
  const last = bins.length - 1;
  const outcome = Uint8Array.from({ length: count }, (_, row) => {
    const logit =
      plan.baseLogit +
      2.5 * high(first, last, row) +
      1.5 * high(second, last, row) +
      5 * high(first, 1, row) * high(second, 1, row);
    return Number(next() < 1 / (1 + Math.exp(-logit)));
  });
  const rows = plan.parties.map((party): [string, BoostingRows] => [
    party,
    { count, features: features.get(party)!, ...(party === plan.labelHolder && { outcome }) },
  ]);
  return { plan, rows: new Map(rows) };
}

let sessions = 0;

/** What a party brings besides its rows, and who is told how far it is. */
type Settings = Partial<BoostingOptions> & {
  readonly progress?: (work: string, done: number, total: number) => unknown;
};

/** Runs a whole boosting over channels in memory. */
export async function boostTogether(
  { plan, rows }: Invented,
  settings: (party: string) => Settings = () => ({}),
): Promise<ReadonlyMap<string, BoostedParty>> {
  const session = `boosting-${++sessions}`;
  const net = meshes(session, plan.parties);
  const dealt = serveBoostingDealer(net.dealing, { plan, session, ledger: memoryLedger() });
  const runs = plan.parties.map(async (party): Promise<[string, BoostedParty]> => {
    const { progress, ...options } = settings(party);
    const own = { ...partyOptions(), plan, rows: rows.get(party)!, ...options };
    const mesh = {
      ...net.mesh(party),
      ...(progress && { progress: (...of: Parameters<Mesh['progress']>) => void progress(...of) }),
    };
    return [party, await boostParty(mesh, net.dealer(party), own)];
  });
  try {
    const [results] = await Promise.all([Promise.all(runs), dealt]);
    return new Map(results);
  } finally {
    // Whoever still waits is told, as by a process that has ended: nobody is at work on its folder when the next session begins.
    for (const party of plan.parties)
      for (const channel of [...net.mesh(party).channels.values(), net.dealer(party)])
        channel.abort('session_over');
    await Promise.allSettled([...runs, dealt]);
  }
}

/** The plan of scoring rows with a model. */
export function scoringPlanOf(
  { share }: BoostedParty,
  scoresTo: BoostedScoringPlan['scoresTo'] = 'label_holder',
): BoostedScoringPlan {
  const { parties, labelHolder, model, trees, depth } = share;
  return { kind: 'boosted-scoring', parties, labelHolder, model, trees, depth, scoresTo };
}

/** Runs a whole scoring over channels in memory. */
export async function scoreTogether(
  plan: BoostedScoringPlan,
  of: ReadonlyMap<string, Pick<BoostedScoringOptions, 'share' | 'rows' | 'signal'>>,
): Promise<ReadonlyMap<string, BoostedScores>> {
  const session = `boosted-scoring-${++sessions}`;
  const net = meshes(session, plan.parties);
  const dealt = serveBoostingDealer(net.dealing, { plan, session, ledger: memoryLedger() });
  const runs = plan.parties.map(async (party): Promise<[string, BoostedScores]> => {
    const own = { ...partyOptions(), plan, ...of.get(party)! };
    return [party, await scoreBoosted(net.mesh(party), net.dealer(party), own)];
  });
  const [results] = await Promise.all([Promise.all(runs), dealt]);
  return new Map(results);
}

/** The leaves of all trees, from the shares of all parties. */
export function leavesOf(shares: readonly BoostedModelShare[]): Float64Array {
  const parts = shares.map(({ leaves, trees, depth }) => textWords(leaves, trees * 2 ** depth));
  const sum = BigUint64Array.from(parts[0]!, (_, i) => parts.reduce((all, part) => all + part[i]!, 0n));
  return toNumbers(sum).map((value) => value * 2 ** -precision.score);
}
