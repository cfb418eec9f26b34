import {
  type Coefficient,
  type MaskLedger,
  type PairPhases,
  type RegressionPlan,
  regressParty,
  trainParty,
} from '@finharbor/fusion';
import { systemClock } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { type BenchRows, benchPlan, benchRows } from '../shares-parts/fit-rows.ts';
import { cardPlan, cardRows } from './card-rows.ts';

/** First how many rows and columns to make, then what to fit to them, the session, and the one beside it for the making. */
export type Order =
  | { readonly rows: number; readonly columns: number }
  | { readonly fit: 'regression' | 'scorecard'; readonly session: string; readonly making: string };

/** What a member reports of a fit. */
export type Report = Effort & {
  readonly phases: PairPhases;
  /** Of a regression. */
  readonly iterations?: readonly number[];
  /** None where a regression did not converge. */
  readonly coefficients?: readonly Coefficient[];
  /** Of a scorecard, at the label holder. */
  readonly auc?: number;
};

/** The plan of the benchmark: a Hessian costs more than a step, so that only four of the steps take a new one. */
const pairPlan: RegressionPlan = { ...benchPlan, freshHessians: 4, dealer: 'none' };

// A benchmark's process runs each session once.
const ledger: MaskLedger = { claim: async () => 'fresh' };
let made: BenchRows | undefined;

async function work({ self, meet }: Member, order: Order): Promise<object> {
  const { parties } = pairPlan;
  if ('rows' in order) {
    // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
    const [place, each] = [parties.indexOf(self), order.columns / 2];
    made = benchRows(order.rows, [place * each, (place + 1) * each]);
    return { ready: true };
  }
  const { fit, session, making } = order;
  const channels = await meet(session, parties);
  const [second] = (await meet(making, parties)).values();
  const task = { session, self, parties, channels, progress: () => {} };
  const [result, effort] = await measured(new Map([...channels, ['making', second!]]), () =>
    (fit === 'regression' ? regression : scorecard)(task, second!),
  );
  return { ...effort, ...result } satisfies Report;
}

type Task = Parameters<typeof regressParty>[0];
type Fitted = Omit<Report, keyof Effort>;

async function regression(task: Task, second: Channel): Promise<Fitted> {
  const { columns, outcome } = made!;
  const { iterations, coefficients, phases } = await regressParty(task, second, {
    ...{ plan: pairPlan, ledger, clock: systemClock },
    data: {
      rows: outcome.length,
      columns: columns.map((values, j) => ({ name: `${task.self}${j}`, values })),
      ...(task.self === pairPlan.labelHolder && { outcome }),
    },
  });
  return { iterations, coefficients: coefficients ?? [], phases: phases! };
}

async function scorecard(task: Task, second: Channel): Promise<Fitted> {
  const rows = cardRows(made!, task.self);
  const { phases, figures } = await trainParty(task, second, {
    ...{ plan: cardPlan, ledger, clock: systemClock, rows },
  });
  return { phases: phases!, ...(figures && { auc: figures.joint.auc }) };
}

asMember(work);
