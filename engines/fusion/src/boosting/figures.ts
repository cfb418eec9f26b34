import { toNumbers } from '../ring/words.ts';
import { clamp } from '../scorecard/clamp.ts';
import { countBins } from '../scorecard/rows.ts';
import {
  areasUnder,
  aucUnits,
  halfWindow,
  kolmogorovSmirnov,
  ksUnits,
  labelScales,
} from '../scorecard/separation.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';
import { heldOut, heldPlaces, precision } from './layout.ts';
import { recipientsOf } from './plan.ts';

/** Scores are told apart around the base, in 2^scoreBits steps. */
const scoreBits = 9;
const steps = 2 ** scoreBits;

/** How well the held-out rows are told apart: AUC to 1/2048, KS to 1/1000. */
export type BoostingFigures = { readonly auc: number; readonly ks: number };

/** AUC and KS under shares, 1 × 1 each. */
export type Measured = { readonly auc: Shared; readonly ks: Shared };

/** Measures AUC and KS of the held-out rows under shares. */
export async function measure(boosting: Boosting, scores: readonly Shared[]): Promise<Measured> {
  const { engine } = boosting;
  const counts = await engine.mask('evaluate/counts', await histogram(boosting, scores));
  const counted = { counts, scales: await scalesOfHeldOut(boosting), sets: [0] };
  return { auc: await areasUnder(engine, counted), ks: await kolmogorovSmirnov(engine, counted) };
}

/** Opens them to whom the plan says. */
export async function openFigures(
  { engine, plan }: Boosting,
  { auc, ks }: Measured,
): Promise<BoostingFigures | undefined> {
  let opened: BoostingFigures | undefined;
  for (const party of recipientsOf(plan, plan.figuresTo)) {
    const words = [
      await engine.reveal('result/auc', auc, { party, bits: 64 }),
      await engine.reveal('result/ks', ks, { party, bits: 64 }),
    ] as const;
    if (words[0] && words[1])
      opened = { auc: toNumbers(words[0])[0]! / aucUnits, ks: toNumbers(words[1])[0]! / ksUnits };
  }
  return opened;
}

/** Held-out rows with and without the outcome by score: 2 × steps. */
async function histogram(boosting: Boosting, scores: readonly Shared[]): Promise<Shared> {
  const { engine, plan, layout, rows, onChunk } = boosting;
  const parts: Shared[] = [];
  for (const [i, { from, to }] of layout.chunks.entries()) {
    const places = heldPlaces(plan, { from, to });
    const score = engine.local(places.length, 1, () =>
      BigUint64Array.from(places, (place) => scores[i]!.words[place]!),
    );
    const middle = engine.constant(places.length, 1, () =>
      new BigUint64Array(places.length).fill(BigInt(halfWindow * 2 ** precision.score)),
    );
    const windowed = combine(engine, [
      [score, 1n],
      [middle, 1n],
    ]);
    const shift = precision.score + Math.log2(2 * halfWindow) - scoreBits;
    const step = await clamp(
      engine,
      await engine.truncate('evaluate/scores.shift', windowed, shift),
      scoreBits,
    );
    const label = engine.own({
      owner: plan.labelHolder,
      rows: places.length,
      cols: 1,
      make: () => BigUint64Array.from(places, (place) => BigInt((1 - rows!.outcome![from + place]!) * steps)),
    });
    const counted = await engine.histogram('evaluate/histogram', {
      index: combine(engine, [
        [step, 1n],
        [label, 1n],
      ]),
      size: 2 * steps,
      group: new Int32Array(places.length),
      groups: 1,
    });
    parts.push(await engine.lift('evaluate/histogram.lift', counted));
    await onChunk('measure', to);
  }
  const sum = combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
  return { rows: 2, cols: steps, words: sum.words };
}

// They are the label holder's; nobody else learns how many of the held-out rows have the outcome.
function scalesOfHeldOut({ engine, plan, rows }: Boosting): Promise<Masked> {
  return engine.input('evaluate/scales', {
    owner: plan.labelHolder,
    rows: 3,
    cols: 1,
    make() {
      const [good, bad] = countBins({ bins: 2, bin: rows!.outcome! }, (row) => heldOut(plan, row));
      return labelScales([good!, bad!]);
    },
  });
}
