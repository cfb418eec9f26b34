import { fail, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Pool } from '../ristretto/pool.ts';
import { pointBytes, type Scalar, tagBytes } from './group.ts';
import { placeBytes, type Stream } from './records.ts';

/**
 * One party's view of one alignment. `chain` is the roster turned by one, so that the roster's first party stands
 * last; `place` is this party's index in it. List s is the list of the party at place s; `sizes[s]` its declared length.
 */
export type Run = {
  readonly session: string;
  /** A channel to each of the others, by place. */
  readonly chain: readonly (Channel | undefined)[];
  readonly place: number;
  readonly last: number;
  readonly sizes: readonly number[];
  readonly ids: readonly string[];
  readonly key: Scalar;
  readonly random: Random;
  readonly pool: Pool;
  /** Told after `count` more exponentiations. */
  readonly worked: (count: number) => void;
};

/** The order in which lists are compared. */
export function chainOf(parties: readonly string[]): readonly string[] {
  return [...parties.slice(1), ...parties.slice(0, 1)];
}

/** What a list is called on the wire and how wide its records are. */
export type ListKind = { readonly label: string; readonly width: number };

/** The blinded list of the party at `place`. */
export const blinded = (place: number): ListKind => ({ label: `psi/list/${place}`, width: pointBytes });

/** The tags of list `place`, on their way to its owner. */
export const tagged = (place: number): ListKind => ({ label: `psi/tags/${place}`, width: tagBytes });

/** What the party at `place` carries on to the next. */
export const carriedBy = (place: number): ListKind => ({ label: `psi/carried/${place}`, width: pointBytes });

/** Places in what the party at `place` carried on. */
export const foundIn = (place: number): ListKind => ({ label: `psi/found/${place}`, width: placeBytes });

/** Places in list `place`, on their way back to its owner. */
export const rowsOf = (place: number): ListKind => ({ label: `psi/rows/${place}`, width: placeBytes });

/** A list on its way from or to the party at `place`. */
export function streamWith(run: Run, place: number, kind: ListKind): Stream {
  const channel = run.chain[place];
  if (!channel) return fail('fusion.bad_mesh', 'The mesh has no channel to one of its parties.');
  return { channel, ...kind };
}

/** The length of the list that goes from `place` to the next: no shorter for a smaller intersection. */
export function carriedSize(run: Run, place: number): number {
  return Math.min(...run.sizes.slice(0, place + 1));
}

/** How many exponentiations this party has before it. */
export function workOf(run: Pick<Run, 'place' | 'sizes'>): number {
  const { place, sizes } = run;
  const hops = sizes.slice(place + 1).reduce((sum, size) => sum + size, 0);
  return sizes[place]! + hops + (place === 0 ? 0 : Math.min(...sizes.slice(0, place)));
}
