import { FinharborError } from '@finharbor/kernel';
import { shrink } from './shrink.ts';
import { type Plan, type Run, simulate } from './simulate.ts';
import type { Counts } from './world.ts';

/** Runs with seeds one after the other, from one on. */
export type ManyPlan = Omit<Plan, 'seed' | 'log'> & {
  readonly from: number;
  readonly runs: number;
  /** Hears of each run. */
  readonly ran?: (seed: number, run: Run) => void;
  readonly signal?: AbortSignal;
};

/**
 * Simulates seeds until one fails, and counts together what happened in all. Errors: `ledger.simulation_failed`, with how to run the
 * failing seed again and the fewest steps in which it still fails.
 */
export async function simulateMany({ from, runs, ran, signal, ...plan }: ManyPlan): Promise<Counts> {
  const counts: Counts = {};
  for (let seed = from; seed < from + runs && !signal?.aborted; seed++) {
    const run = await simulate({ ...plan, seed });
    ran?.(seed, run);
    if (run.kind === 'broken')
      throw new FinharborError({
        code: 'ledger.simulation_failed',
        publicMessage: await storyOf({ ...plan, seed }, run),
        cause: run.breach,
      });
    for (const [what, count] of Object.entries(run.counts)) counts[what] = (counts[what] ?? 0) + count;
  }
  return counts;
}

/** How a failing run went, in as few steps as could be found, and how to run it again. */
async function storyOf(plan: Plan, failing: Run): Promise<string> {
  const { only } = await shrink(plan, failing);
  const lines: string[] = [];
  const run = await simulate({ ...plan, only, log: (line) => lines.push(line) });
  const { seed, steps } = plan;
  return [
    `Seed ${seed} fails: ${run.kind === 'broken' ? run.breach.message : ''}`,
    `All of it: npm run simulate -- --seed ${seed} --steps ${steps}`,
    `What is left: npm run simulate -- --seed ${seed} --steps ${steps} --only ${only.join()}`,
    ...lines,
  ].join('\n');
}
