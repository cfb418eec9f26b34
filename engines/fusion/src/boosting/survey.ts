import { sigmoidSeries } from '../regression/waves.ts';
import type { Opened } from '../shares/transcript.ts';
import { surveyEngine } from '../statistics/survey.ts';
import type { Boosting } from './boosting.ts';
import type { BoostingLayout } from './layout.ts';
import type { BoostedScoringPlan, BoostingPlan } from './plan.ts';
import { boostingProgram } from './program.ts';
import { type ScoringLayout, scoringProgram } from './score-program.ts';

type Survey = { readonly engine: Boosting['engine']; readonly opened: () => readonly Opened[] };

/**
 * What a boosting will open under each label, found by walking its program with no data at all. A party's session is held
 * to it, so nothing that depends on data can change what is opened (`fusion.undeclared_opening`).
 */
export async function boostingOpenings(
  plan: BoostingPlan,
  layout: BoostingLayout,
): Promise<readonly Opened[]> {
  const { engine, opened } = survey(plan.parties);
  const series = sigmoidSeries(plan.baseLogit);
  const nothing = { rows: undefined, onChunk: async () => undefined };
  await boostingProgram({ engine, plan, layout, series, ...nothing }, undefined, {
    ...unheard,
    keep: async () => undefined,
  });
  return opened();
}

/** The same for a scoring. */
export async function boostedScoringOpenings(
  plan: BoostedScoringPlan,
  layout: ScoringLayout,
): Promise<readonly Opened[]> {
  const { engine, opened } = survey(plan.parties);
  await scoringProgram({ engine, plan, layout, own: undefined, onChunk: async () => undefined }, unheard);
  return opened();
}

const unheard = { stage: (): void => undefined, beforeLast: async (): Promise<void> => undefined };

function survey(parties: readonly string[]): Survey {
  const counts = new Map<string, number>();
  const note = (label: string, count: number): void => {
    counts.set(label, (counts.get(label) ?? 0) + count);
  };
  const common = surveyEngine(parties, note);
  const engine: Survey['engine'] = {
    ...common,
    async readSeries(label, { x, reads }) {
      note(label, x.rows);
      return reads.map(() => x);
    },
    scaleRows: async ({ rows, cols, open }) => ({ rows, cols, words: open }),
    // Trees that do not end early open the most.
    async decide(label) {
      note(label, 1);
      return false;
    },
  };
  return { engine, opened: () => [...counts].map(([label, count]) => ({ label, count })) };
}
