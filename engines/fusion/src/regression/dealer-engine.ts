import type { Channel } from '@finharbor/link';
import type { Ring } from '../ring/ring.ts';
import type { Words } from '../ring/words.ts';
import type { Dealing } from '../shares/dealt.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { receiveBytes } from '../shares/network.ts';
import { decisionBytes, messagesOf, type RegressionEngine, type WaveRead } from './engine.ts';
import type { Kernels } from './kernels.ts';

type Setting = {
  readonly dealing: Dealing;
  readonly ring: Ring;
  readonly kernels: Kernels;
  /** The first party of the roster, which tells decisions. */
  readonly first: Channel;
};

const nothing: Words = new BigUint64Array(0);

/** The dealer's engine, with what a regression needs beyond the common one. */
export function regressionDealer(engine: Engine, setting: Setting): RegressionEngine {
  return {
    ...engine,
    readSeries: (_label, of) => dealWaves(setting, of),
    async scaleRows({ rows, cols, mask }: Masked, factors: Masked) {
      const words = new BigUint64Array(rows * cols);
      setting.kernels.addScaledRows(words, { rows, cols, words: mask }, factors.mask);
      await setting.dealing.derive(words);
      return { rows, cols, words: nothing };
    },
    async decide(label) {
      return (await receiveBytes(setting.first, label, decisionBytes))[0] === 1;
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
