import { signOf } from '../regression/sign.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { combine, mapMasked, stack, stackMasked } from '../shares/matrix.ts';
import type { Boosting, Chunk, Forest } from './boosting.ts';
import { heldPlaces, precision } from './layout.ts';

/** Whether trees end now, and what is known of their losses. */
export type Judged = Pick<Forest, 'best' | 'lowered'> & { readonly ends: boolean };

/**
 * Judges the trees so far by their errors on held-out rows. Opened is only whether they end: when `patience` trees in a row have not
 * lowered the loss. Source of the rule: Prechelt 1998 (UP_s).
 */
export async function judge(
  boosting: Boosting,
  { best, lowered }: Pick<Forest, 'best' | 'lowered'>,
  held: { readonly chunks: readonly Chunk[]; readonly errors: readonly Shared[] },
): Promise<Judged> {
  const { engine, plan } = boosting;
  const loss = await lossOf(boosting, held);
  if (!best) return { best: loss, lowered, ends: false };
  const less = combine(engine, [
    [loss, 1n],
    [best, -1n],
  ]);
  const isLess = await signOf(engine, less);
  const flag = await engine.mask('validate/lowered', await engine.lift('validate/lowered.lift', isLess));
  const step = await engine.entrywise('validate/step', flag, await engine.mask('validate/less', less));
  const latest = [...lowered, isLess].slice(-plan.patience!);
  const least = combine(engine, [
    [best, 1n],
    [step, 1n],
  ]);
  return { best: least, lowered: latest, ends: await areVain(boosting, latest) };
}

// Whether none of the latest trees lowered the loss.
async function areVain({ engine, plan }: Boosting, latest: readonly Shared[]): Promise<boolean> {
  if (latest.length < plan.patience!) return false;
  const index = combine(
    engine,
    latest.map((bit) => [bit, 1n] as const),
  );
  const none = Uint16Array.from({ length: 16 }, (_, count) => Number(count === 0));
  const vain = await engine.lookup('validate/vain', { index, size: none.length, tables: [none] });
  return engine.decide('result/ended', vain);
}

/** Σ w(y − p)² over the held-out rows, w their classes' weights. */
async function lossOf(
  { engine, plan }: Boosting,
  { chunks, errors }: { chunks: readonly Chunk[]; errors: readonly Shared[] },
): Promise<Shared> {
  const places = chunks.map((chunk) => heldPlaces(plan, chunk));
  const picked = errors.map((error, i) =>
    engine.local(places[i]!.length, 1, () => BigUint64Array.from(places[i]!, (place) => error.words[place]!)),
  );
  const { gradient, loss } = precision;
  const short = await engine.truncate('validate/error.shift', stack(engine, picked), gradient - loss);
  const error = await engine.mask('validate/error', short);
  const classes = chunks.flatMap(({ classes }, i) => (classes ? [rowsAt(classes, places[i]!)] : []));
  const weighed =
    classes.length === 0
      ? error
      : await engine.mask(
          'validate/weighed',
          await engine.entrywise('validate/weighed', error, stackMasked(classes)),
        );
  const [sum] = await engine.products('validate/squares', [[{ x: error, y: weighed, transpose: true }]]);
  return sum!;
}

function rowsAt(x: Masked, places: readonly number[]): Masked {
  return mapMasked(x, { rows: places.length, cols: 1 }, (words) =>
    BigUint64Array.from(places, (place) => words[place]!),
  );
}
