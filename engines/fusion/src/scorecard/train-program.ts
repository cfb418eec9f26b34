import { signOf } from '../regression/sign.ts';
import { openFailures } from '../regression/within-reach.ts';
import type { Words } from '../ring/words.ts';
import { stack } from '../shares/matrix.ts';
import { countBad, maskInputs, type RoundedCounts, type Training } from './count.ts';
import { evaluate } from './evaluate.ts';
import { type ExactErrors, exactErrors } from './exact-errors.ts';
import { type Fitted, fitAll } from './fit.ts';
import { namedBy } from './plan.ts';
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
  /** How many fits were beyond reach and bins had too many points; undefined at the dealer. Above 0 nothing of the results is opened. */
  readonly failures: number | undefined;
  /** What the plan opens of the model, where this party is named. */
  readonly model: OpenedWords | undefined;
};

/** Opened words of the final model: base and points of all bins; coefficients and variances, with the variances' unit. */
export type OpenedWords = {
  readonly points: Words | undefined;
  readonly coefficients: Words | undefined;
  readonly variances: Words | undefined;
  readonly unit: number;
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
  const errors = plan.coefficientsTo && (await exactErrors(training, inputs, { fitted, matrices }));
  const failures = await failuresOf(training, fitted, points);
  const held = { points, counts, weights, failures };
  // The dealer does not know, and has nothing to do from here on: openings to a party take no dealt randomness.
  if (failures) return { ...held, auc: undefined, ks: undefined, roc: undefined, model: undefined };
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
  const model = await openModel(training, points, errors);
  return { ...held, auc: figures?.[0], ks: figures?.[1], roc: curve, model };
}

async function failuresOf(
  { engine, plan }: Training,
  { leeway }: Fitted,
  { tooLarge }: SharedPoints,
): Promise<number | undefined> {
  return openFailures(engine, plan.parties, stack(engine, [await signOf(engine, leeway), tooLarge]));
}

async function openModel(
  { engine, plan }: Training,
  { base, points }: SharedPoints,
  errors: ExactErrors | undefined,
): Promise<OpenedWords | undefined> {
  let [opened, coefficients, variances]: (Words | undefined)[] = [];
  for (const party of namedBy(plan, plan.pointsTo)) {
    const all = stack(engine, [base, points]);
    opened = (await engine.reveal('result/points', all, { party, bits: 64 })) ?? opened;
  }
  for (const party of errors ? namedBy(plan, plan.coefficientsTo) : []) {
    const to = { party, bits: 64 } as const;
    coefficients = (await engine.reveal('result/coefficients', errors!.coefficients, to)) ?? coefficients;
    variances = (await engine.reveal('result/variances', errors!.variances, to)) ?? variances;
  }
  if (!opened && !coefficients) return undefined;
  return { points: opened, coefficients, variances, unit: errors?.unit ?? 1 };
}
