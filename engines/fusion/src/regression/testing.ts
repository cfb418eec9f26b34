// Support for this folder's tests: invented rows and sessions run in one process.
import { memoryLedger, meshes, partyOptions, secondChannels } from '../scorecard/testing.ts';
import type { RegressionColumn, RegressionData } from './columns.ts';
import { type RegressedParty, type RegressionOptions, regressParty } from './fit-party.ts';
import { type RegressionPlan, regressionPlan } from './plan.ts';
import { serveRegressionDealer } from './serve-dealer.ts';

/** A generator of evenly spread numbers in [0, 1): the same on every run (Mulberry32). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How invented rows are to look. */
export type Invented = {
  readonly rows: number;
  readonly columns: readonly number[];
  readonly seed: number;
  /** The log-odds in the middle, and the spread of the predictor. */
  readonly centre: number;
  readonly spread: number;
  readonly plan?: Partial<RegressionPlan>;
};

/** Rows with correlated columns: every second one a 0/1 column, held by parties a, b, …; the last holds the outcome. */
export function inventedRows(of: Invented): {
  plan: RegressionPlan;
  parties: ReadonlyMap<string, RegressionData>;
} {
  const next = seeded(of.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const names = of.columns.map((_, i) => String.fromCharCode(97 + i));
  const count = of.columns.reduce((sum, size) => sum + size, 0);
  const columns = Array.from({ length: count }, () => new Float64Array(of.rows));
  const outcome = new Uint8Array(of.rows);
  const truth = columns.map(() => (of.spread / Math.sqrt(count)) * (next() < 0.5 ? -1 : 1));
  const offset = Float64Array.from(outcome, () => normal() / 2);
  for (let row = 0; row < of.rows; row++) {
    const common = normal();
    let eta = of.centre + (of.plan?.offsetHolder ? offset[row]! : 0);
    for (const [j, column] of columns.entries()) {
      const value = Math.sqrt(0.3) * common + Math.sqrt(0.7) * normal();
      column[row] = j % 2 === 0 ? value : Number(value > 0.8);
      eta += truth[j]! * column[row]!;
    }
    outcome[row] = Number(next() < 1 / (1 + Math.exp(-eta)));
  }
  const labelHolder = names.at(-1)!;
  const plan = regressionPlan({
    parties: names,
    labelHolder,
    centreLogit: Math.round(of.centre),
    ...of.plan,
  });
  const parties = names.map((party, i): [string, RegressionData] => {
    const before = of.columns.slice(0, i).reduce((sum, size) => sum + size, 0);
    const own: RegressionColumn[] = columns
      .slice(before, before + of.columns[i]!)
      .map((values, j) => ({ name: `${party}${j}`, values }));
    return [
      party,
      {
        rows: of.rows,
        columns: own,
        ...(party === labelHolder && { outcome }),
        ...(party === plan.offsetHolder && { offset }),
      },
    ];
  });
  return { plan, parties: new Map(parties) };
}

let sessions = 0;

/** Runs a whole session over channels in memory. */
export async function regressTogether(
  { plan, parties }: ReturnType<typeof inventedRows>,
  options: (party: string) => Partial<RegressionOptions> = () => ({}),
): Promise<ReadonlyMap<string, RegressedParty>> {
  const session = `regression-${++sessions}`;
  const net = meshes(session, plan.parties);
  const dealt =
    plan.dealer !== 'none' && serveRegressionDealer(net.dealing, { plan, session, ledger: memoryLedger() });
  const dealerOf = plan.dealer === 'none' ? secondChannels(plan.parties) : net.dealer;
  const runs = plan.parties.map(async (party): Promise<[string, RegressedParty]> => {
    const own = { ...partyOptions(), plan, data: parties.get(party)!, ...options(party) };
    return [party, await regressParty(net.mesh(party), dealerOf(party), own)];
  });
  const [results] = await Promise.all([Promise.all(runs), dealt]);
  return new Map(results);
}
