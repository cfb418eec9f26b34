import type { Shared } from '../../shares/engine.ts';
import { refresh } from '../refresh.ts';
import type { Query } from '../tables/share-table.ts';
import type { Table } from '../tables/table.ts';
import { discreteGaussian, discreteLaplace } from './discrete.ts';
import { noiseOf } from './sensitivity.ts';

/**
 * A table ready to be opened, cells × moments, with noise. Every party adds noise that would be enough alone, so the result
 * is as private as the plan says while one party's noise is unknown to whoever looks. The shares are made anew first: what
 * a party sends is uniform but for the sum, and shows no noise by itself.
 */
export async function addNoise(query: Query, table: Table, sums: Shared): Promise<Shared> {
  const { engine } = query;
  const fresh = await refresh(engine, 'noise/refresh', sums);
  return engine.local(sums.rows, sums.cols, () => {
    const words = ownNoise(query, table);
    engine.ring.addScaled(words, fresh.words, 1n);
    return words;
  });
}

function ownNoise({ plan, noise }: Query, table: Table): BigUint64Array<ArrayBuffer> {
  const columns = table.moments.map((moment) => noiseOf(plan, table, moment)!);
  const words = new BigUint64Array(table.cells * columns.length);
  for (let at = 0; at < words.length; at++) {
    const { kind, parameter } = columns[at % columns.length]!;
    words[at] = BigInt.asUintN(64, samplers[kind](noise!, parameter));
  }
  return words;
}

const samplers = { laplace: discreteLaplace, gaussian: discreteGaussian };
