import type { Words } from '../ring/words.ts';
import { countBad, maskInputs, type RoundedCounts, type Training } from './count.ts';
import { evaluate } from './evaluate.ts';
import { fitAll } from './fit.ts';
import { pointsOf, type SharedPoints } from './points.ts';
import { checkTrace, type SetWeights, weightMatrices, weightsOf } from './weights.ts';

/** The stages of a training, in order. */
export const trainingStages = ['mask', 'count', 'woe', 'fit', 'evaluate', 'model', 'open'] as const;

/** What the program gives a party at its end; `opened` at the label holder, figures also at others if the plan says so. */
export type Trained = {
  readonly points: SharedPoints;
  readonly counts: readonly RoundedCounts[] | undefined;
  readonly weights: readonly SetWeights[] | undefined;
  readonly auc: Words | undefined;
  readonly ks: Words | undefined;
  readonly roc: Words | undefined;
};

/** What goes on around the program: stages as they begin, and the wait before results are opened. */
export type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** The whole training, as every party and the dealer walk it. */
export async function trainingProgram(training: Training, around: Around): Promise<Trained> {
  const { engine, plan } = training;
  around.stage('mask');
  const inputs = await maskInputs(training);
  around.stage('count');
  const { rounded: counts, logs } = await countBad(training, inputs);
  around.stage('woe');
  const weights = counts && weightsOf(training, counts);
  if (counts && weights) checkTrace(training, weights, counts);
  const shared = weightMatrices(training, logs, weights);
  const matrices = { shared, masked: await engine.mask('woe/matrix', shared) };
  around.stage('fit');
  const fitted = await fitAll(training, inputs, matrices);
  around.stage('evaluate');
  const { auc, ks, roc } = await evaluate(training, inputs, fitted);
  around.stage('model');
  const points = await pointsOf(training, fitted);
  around.stage('open');
  await around.beforeLast();
  const seeing = plan.figuresTo === 'everyone' ? plan.parties : [plan.labelHolder];
  let figures: readonly [Words, Words] | undefined;
  for (const party of seeing) {
    const [aucs, kss] = [
      await engine.reveal('result/auc', auc, { party, bits: 64 }),
      await engine.reveal('result/ks', ks, { party, bits: 64 }),
    ];
    if (aucs && kss) figures = [aucs, kss];
  }
  const curve = await engine.reveal('result/roc', roc, { party: plan.labelHolder, bits: 16 });
  return { points, counts, weights, auc: figures?.[0], ks: figures?.[1], roc: curve };
}
