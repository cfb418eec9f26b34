import type { Shuffles } from './forward.ts';
import { oldPlaces, randomPermutation } from './permutation.ts';
import { badMessage, exactly, receivePlaces, sendPlaces } from './records.ts';
import { foundIn, type Run, rowsOf, streamWith } from './run.ts';

/**
 * Draws the handles at the chain's last party and leads them back: each party undoes its own shuffles until every
 * owner holds, for handle h, the place of that member in its own list of distinct identifiers.
 */
export async function settle(run: Run, shuffles: Shuffles): Promise<Uint32Array> {
  const { place, last } = run;
  if (place === 0) {
    const own = await receiveFound(run, shuffles);
    await relay(run, shuffles, own.length);
    return own;
  }
  const { pairs } = shuffles;
  const chosen =
    place === last ? randomPermutation(pairs.own.length, run.random) : await receiveFound(run, shuffles);
  await sendPlaces(streamWith(run, place - 1, foundIn(place - 1)), oldPlaces(pairs.carried, chosen));
  await relay(run, shuffles, chosen.length);
  await sendPlaces(streamWith(run, place - 1, rowsOf(place)), oldPlaces(pairs.own, chosen));
  const back = streamWith(run, 0, rowsOf(place));
  const own = await receivePlaces(back, run.sizes[place]!, exactly(chosen.length));
  return oldPlaces(shuffles.own, own);
}

/** By handle, what this party put where the members stood in the list it carried on: its own place, or its pair. */
async function receiveFound(run: Run, shuffles: Shuffles): Promise<Uint32Array> {
  const stream = streamWith(run, run.place + 1, foundIn(run.place));
  const size = shuffles.carried.length;
  const found = oldPlaces(shuffles.carried, await receivePlaces(stream, size, { least: 0, most: size }));
  const real = run.place === 0 ? size : shuffles.pairs.own.length;
  if (found.some((k) => k >= real)) badMessage(stream, 'a random element as a member');
  return found;
}

/** Undoes this party's shuffle of each list that passed through it. */
async function relay(run: Run, shuffles: Shuffles, count: number): Promise<void> {
  for (let s = run.last; s > run.place; s--) {
    const from = streamWith(run, run.place + 1, rowsOf(s));
    const places = await receivePlaces(from, run.sizes[s]!, exactly(count));
    const to = streamWith(run, run.place === 0 ? s : run.place - 1, rowsOf(s));
    await sendPlaces(to, oldPlaces(shuffles.lists.get(s)!, places));
  }
}
