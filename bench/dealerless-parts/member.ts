import {
  type Coefficient,
  type MaskLedger,
  type PairPhases,
  type RegressionPlan,
  regressParty,
} from '@finharbor/fusion';
import { systemClock } from '@finharbor/kernel';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { type BenchRows, benchPlan, benchRows } from '../shares-parts/fit-rows.ts';

/** First how many rows and columns to make, then the session to fit them in, and the one beside it for the making. */
export type Order =
  | { readonly rows: number; readonly columns: number }
  | { readonly session: string; readonly making: string };

/** What a member reports of a fit. */
export type Report = Effort & {
  readonly iterations: readonly number[];
  /** None where the fit did not converge. */
  readonly coefficients: readonly Coefficient[];
  readonly phases: PairPhases;
};

/** The plan of the benchmark: a Hessian costs more than a step, so that only four of the steps take a new one. */
const pairPlan: RegressionPlan = { ...benchPlan, freshHessians: 4, dealer: 'none' };

// A benchmark's process runs each session once.
const ledger: MaskLedger = { claim: async () => 'fresh' };
let made: BenchRows | undefined;

async function work({ self, meet }: Member, order: Order): Promise<object> {
  const { parties, labelHolder } = pairPlan;
  if ('rows' in order) {
    // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
    const [place, each] = [parties.indexOf(self), order.columns / 2];
    made = benchRows(order.rows, [place * each, (place + 1) * each]);
    return { ready: true };
  }
  const { session, making } = order;
  const { columns, outcome } = made!;
  const channels = await meet(session, parties);
  const [second] = (await meet(making, parties)).values();
  const [result, effort] = await measured(new Map([...channels, ['making', second!]]), () =>
    regressParty({ session, self, parties, channels, progress: () => {} }, second!, {
      ...{ plan: pairPlan, ledger, clock: systemClock },
      data: {
        rows: outcome.length,
        columns: columns.map((values, j) => ({ name: `${self}${j}`, values })),
        ...(self === labelHolder && { outcome }),
      },
    }),
  );
  const { iterations, coefficients, phases } = result;
  return { ...effort, iterations, coefficients: coefficients ?? [], phases: phases! } satisfies Report;
}

asMember(work);
