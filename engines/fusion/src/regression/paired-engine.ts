import { type PairSetting, pairedEngine } from '../paired/engine.ts';
import { scaledMasks } from '../paired/matrices.ts';
import { scaledRows, signedWeights } from '../paired/products.ts';
import type { Words } from '../ring/words.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { messagesOf, type RegressionEngine, type WaveRead } from './engine.ts';
import type { Kernels } from './kernels.ts';
import { sumsByRow, waveBits, waveScale } from './paired-series.ts';

/** What a party's half of a regression's dealer works with; `decided` gives the party's decisions, one after the other. */
export type RegressionPair = PairSetting & {
  readonly kernels: Kernels;
  readonly decided: () => Promise<boolean>;
};

const nothing: Words = new BigUint64Array(0);

/** One party's half of a regression's dealer: `regressionDealer` without anybody who knows the masks. */
export function regressionPair(setting: RegressionPair): RegressionEngine {
  return {
    ...pairedEngine(setting),
    readSeries: (_label, of) => makeSeries(setting, of),
    async scaleRows(x: Masked, factors: Masked) {
      await setting.material.put(await scaledMasks(setting, x, factors));
      return { rows: x.rows, cols: x.cols, words: nothing };
    },
    decide: () => setting.decided(),
  };
}

// What `readSeriesInPair` takes: masks of the first party's terms, and shares of their products with the second's waves.
async function makeSeries(setting: RegressionPair, { x, reads }: WaveRead): Promise<Shared[]> {
  const { material, parties, place, kernels, ring } = setting;
  const terms = reads[0]!.series.pairs.length / 2;
  const length = reads.length;
  for (const angles of messagesOf(material.uniformAngles(x.rows), terms)) {
    const count = angles.length * terms * 2;
    const rows = material.owned(parties[0]!, count * length);
    const own = place === 0 ? { rows } : { factors: kernels.waves(angles, { terms, scale: waveScale }) };
    const scaled = await scaledRows(setting, { count, length, weights: signedWeights(waveBits), ...own });
    await material.put(sumsByRow(ring, scaled, { terms, length }));
  }
  return reads.map(() => ({ rows: x.rows, cols: 1, words: nothing }));
}
