import type { Channel } from '@finharbor/link';
import { createRing } from '../ring/ring.ts';
import type { Words } from '../ring/words.ts';
import { dealerEngine } from '../shares/dealer.ts';
import { type Dealing, deal } from '../shares/dealt.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { receiveBytes } from '../shares/network.ts';
import { decisionBytes, messagesOf, type RegressionEngine, type WaveRead } from './engine.ts';
import { createKernels, type Kernels } from './kernels.ts';

type Setting = { readonly dealing: Dealing; readonly kernels: Kernels };

const nothing: Words = new BigUint64Array(0);

/**
 * The dealer's engine, with what a regression needs beyond the common one; matrices are multiplied by its kernels. `roster` has the
 * parties' channels in order: the first tells decisions, the last takes corrections.
 */
export function regressionDealer(
  roster: readonly Channel[],
  seeds: ReadonlyMap<string, Uint8Array>,
): RegressionEngine {
  const kernels = createKernels();
  const ring = { ...createRing(), multiply: kernels.multiply };
  const dealing = deal({ seeds, last: roster.at(-1)!, add: ring.addScaled });
  const setting = { dealing, kernels };
  return {
    ...dealerEngine({ parties: [...seeds.keys()], ring, dealing }),
    readSeries: (_label, of) => dealWaves(setting, of),
    async scaleRows({ rows, cols, mask }: Masked, factors: Masked) {
      const words = new BigUint64Array(rows * cols);
      setting.kernels.addScaledRows(words, { rows, cols, words: mask }, factors.mask);
      await setting.dealing.derive(words);
      return { rows, cols, words: nothing };
    },
    async decide(label) {
      return (await receiveBytes(roster[0]!, label, decisionBytes))[0] === 1;
    },
  };
}

async function dealWaves({ dealing, kernels }: Setting, of: WaveRead): Promise<Shared[]> {
  const terms = of.reads[0]!.series.pairs.length / 2;
  const mask = dealing.uniformAngles(of.x.rows);
  for (const angles of messagesOf(mask, terms))
    await dealing.derive(kernels.waves(angles, { terms, scale: 2 ** of.waveBits }));
  return of.reads.map(() => ({ rows: of.x.rows, cols: 1, words: nothing }));
}
