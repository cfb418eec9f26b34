import { type Chunk, chunkRows } from '../regression/chunks.ts';
import { type Derivatives, derivatives } from '../regression/derivatives.ts';
import { maskInverse, newtonStep } from '../regression/descend.ts';
import { invert } from '../regression/inverse.ts';
import { type RegressionLayout, strided } from '../regression/layout.ts';
import { regressionPlan } from '../regression/plan.ts';
import type { Regression } from '../regression/regression.ts';
import { sigmoidSeries } from '../regression/waves.ts';
import type { Words } from '../ring/words.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { addToEveryRow, combine, rowsOf, shareRows, stackMasked } from '../shares/matrix.ts';
import type { Inputs, Training } from './count.ts';
import { type Lead, rowsIn } from './layout.ts';
import { classBits, ridgeOf } from './plan.ts';
import { countBins } from './rows.ts';
import { traceBits, weightBits, woeBits } from './scales.ts';
import type { Matrices } from './weights.ts';

/** Where a model's first fit ended: what its other fits start from; and its sample, in weights of evidence and in bins. */
export type Led = {
  readonly regression: Regression;
  readonly weights: Shared;
  readonly rows: Int32Array;
  readonly columns: Masked;
  readonly bins: readonly Masked[];
  readonly classes: Masked | undefined;
};

/**
 * Both models' first fits, side by side: shared regressions over a sample of rows, whose columns are weights of evidence under
 * shares. Newton's method from the intercept alone that fits best.
 */
export async function leadModels(
  training: Training,
  inputs: readonly Inputs[],
  of: { matrices: Matrices; onStep: () => Promise<void> },
): Promise<Led[]> {
  const { plan, layout } = training;
  const leds: Led[] = [];
  for (const lead of layout.leads) {
    const { blocks: bins, classes } = sampleOf(training, inputs, lead);
    leds.push({
      regression: regressionOf(training, lead, of.onStep),
      weights: startOf(training, lead),
      rows: lead.rows,
      columns: await sampleColumns(training, bins, { lead, matrices: of.matrices }),
      ...{ bins, classes },
    });
  }
  let led = leds;
  for (let step = 0; step < plan.leadSteps; step++) led = await newtonSteps(led);
  return led;
}

async function newtonSteps(leds: readonly Led[]): Promise<Led[]> {
  const taken: Derivatives[] = [];
  for (const { regression, weights, rows, columns, classes } of leds) {
    const chunk: Chunk = { rows, blocks: [columns], classes };
    const at = { weights, strideBits: 0, leftOut: undefined, work: 'fit' };
    taken.push(await derivatives(regression, [chunk], at));
  }
  const inverses = await invert(
    leds[0]!.regression,
    taken.map(({ curvature }) => curvature!),
  );
  const moved: Led[] = [];
  for (const [m, led] of leds.entries()) {
    const inverse = await maskInverse(led.regression, inverses[m]!);
    const weights = combine(led.regression.engine, [
      [led.weights, 1n],
      [await newtonStep(led.regression, inverse, taken[m]!.slope), 1n],
    ]);
    moved.push({ ...led, weights });
  }
  return moved;
}

// O·D over the sample: exact, because bins are 0 and 1.
async function sampleColumns(
  { engine, layout }: Training,
  sampled: readonly Masked[],
  { lead, matrices }: { lead: Lead; matrices: Matrices },
): Promise<Masked> {
  const side = layout.bins + 1;
  const d = rowsOf(matrices.masked, lead.fit * side, (lead.fit + 1) * side);
  const terms = layout.parties.map(({ from, bins }, p) => ({
    x: sampled[p]!,
    y: rowsOf(d, from + 1, from + 1 + bins),
  }));
  const [byBins] = await engine.products('lead/columns', [terms]);
  const intercept = shareRows(matrices.shared, lead.fit * side, lead.fit * side + 1);
  return engine.mask('lead/columns', addToEveryRow(engine, byBins!, intercept));
}

function sampleOf({ layout, plan }: Training, inputs: readonly Inputs[], lead: Lead): Omit<Chunk, 'rows'> {
  const sampled = inputs
    .filter(({ fits }) => fits.includes(lead.fit))
    .map(({ from, to, bins, classes }) => {
      const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
      return chunkRows({ rows, blocks: bins, classes }, strided(to - from, lead.strideBits));
    });
  return {
    blocks: layout.parties.map((_, p) => stackMasked(sampled.map(({ blocks }) => blocks[p]!))),
    classes: plan.classWeights && stackMasked(sampled.map(({ classes }) => classes!)),
  };
}

// The log-odds of the sample less its mean offset: each is known to one party only.
function startOf({ engine, plan, layout, rows }: Training, lead: Lead): Shared {
  const size = layout.features.length + 1;
  const { offsetHolder, classWeights = { good: 1, bad: 1 } } = plan;
  const logOdds = engine.own({
    owner: plan.labelHolder,
    rows: size,
    cols: 1,
    make() {
      const { label } = rows!.outcome!;
      const sample = Uint8Array.from(lead.rows, (row) => label[row]!);
      const [good, bad] = countBins({ bins: 2, bin: sample }, () => true);
      return intercept(
        size,
        Math.log((classWeights.bad * (bad! + 0.5)) / (classWeights.good * (good! + 0.5))),
      );
    },
  });
  if (offsetHolder === undefined) return logOdds;
  const offset = engine.own({
    owner: offsetHolder,
    rows: size,
    cols: 1,
    make: () =>
      intercept(size, -lead.rows.reduce((sum, row) => sum + rows!.offset![row]!, 0) / lead.rows.length),
  });
  return combine(engine, [
    [logOdds, 1n],
    [offset, 1n],
  ]);
}

function intercept(size: number, value: number): Words {
  const words = new BigUint64Array(size);
  words[0] = BigInt.asUintN(64, BigInt(Math.round(value * 2 ** weightBits)));
  return words;
}

/** The sample as a regression of one block of columns; precisions are those of docs/crypto.md. */
export function regressionOf(
  { engine, plan, layout, rows }: Training,
  ...[lead, onChunk]: [Lead, () => Promise<void>]
): Regression {
  const { parties, labelHolder, centreLogit, classWeights, offsetHolder } = plan;
  const { point, head } = classBits(plan);
  const trained = rowsIn(layout, layout.sets[layout.fits[lead.fit]!.set]!);
  const count = lead.rows.length;
  const scaleBits = Math.ceil(Math.log2(Math.max(2, count)));
  const columns = [
    { name: '', exponent: 0 },
    ...layout.features.map(({ feature }) => ({ name: feature, exponent: 0 })),
  ];
  const regressionLayout: RegressionLayout = {
    rows: count,
    blocks: [{ party: labelHolder, from: 0, to: columns.length }],
    columns,
    chunks: [{ from: 0, to: count }],
    ...{ scaleBits, traceBits: traceBits + head, inverseSteps: layout.inverseSteps.lead, strideBits: 0 },
    precision: {
      column: woeBits,
      weight: weightBits,
      // Sums of weighted rows are 2^head times larger, at `point` bits more.
      ...{ series: 12 - point, wave: 14 - head, curvature: 12 - point - head, hessian: 30, gradient: 28 },
      // V holds numbers up to 2^(traceBits + 1) times all rows: the ridge is what bounds it.
      inverse: Math.min(24, 35 - traceBits - head - layout.scaleBits),
      correction: 24,
      ...{ classWeight: point, means: 0, residual: 0 },
    },
  };
  return {
    engine,
    plan: regressionPlan({
      ...{ parties, labelHolder, centreLogit, coefficientsTo: 'nobody', standardErrors: false },
      ridge: (ridgeOf(plan) * count) / trained,
      ...(classWeights && { classWeights: { negative: classWeights.good, positive: classWeights.bad } }),
      ...(offsetHolder !== undefined && { offsetHolder }),
    }),
    layout: regressionLayout,
    series: sigmoidSeries(centreLogit),
    data: rows && {
      ...{ rows: count, columns: [], prepared: { shapes: [], means: [], values: [] } },
      ...(rows.outcome && { outcome: rows.outcome.label }),
      ...(rows.offset && { offset: rows.offset }),
    },
    onChunk,
  };
}
