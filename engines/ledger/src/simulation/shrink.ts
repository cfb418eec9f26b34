import { type Plan, type Run, simulate } from './simulate.ts';

const mostTries = 400;

/** A run that fails, with as few of its steps as could be found. */
export type Minimal = { readonly only: readonly number[]; readonly run: Run };

/**
 * Leaves out steps of a run that fails as long as it still does, ever smaller stretches of them (delta debugging). Source: Zeller and
 * Hildebrandt 2002, `ddmin`, without its test of subsets.
 */
export async function shrink(plan: Plan, failing: Run): Promise<Minimal> {
  let only = plan.only ?? Array.from({ length: plan.steps }, (_, k) => k);
  let run = failing;
  let tries = 0;
  for (let size = Math.ceil(only.length / 2); size > 0; size = Math.floor(size / 2)) {
    for (let at = 0; at < only.length && tries < mostTries; tries++) {
      const fewer = only.toSpliced(at, size);
      const again = await simulate({ ...plan, only: fewer });
      if (again.kind === 'held') at += size;
      else [only, run] = [upTo(fewer, again.step), again];
    }
  }
  return { only, run };
}

function upTo(steps: readonly number[], last: number): readonly number[] {
  return steps.filter((step) => step <= last);
}
