import { fail } from '@finharbor/kernel';
import type { Intersection } from '../intersect/intersect.ts';
import type { Mesh } from '../mesh.ts';
import { inconsistent } from '../ot/wire.ts';
import { exactly, receivePlaces, type Stream, sendPlaces } from '../psi/records.ts';
import { checkClaims, sendClaims } from './claims.ts';
import { hearEnough, sayEnough } from './enough.ts';
import { countMatches, serveCount } from './match.ts';
import { type EcdhInput, type EcdhRun, ecdhSession } from './session.ts';
import { streams } from './streams.ts';

/** What a party brings to an intersection that is opened only where it is large enough. */
export type ThresholdInput = EcdhInput & {
  /** Common identifiers below which nobody learns which; at least 1. */
  readonly atLeast: number;
};

/** One party's outcome. */
export type ThresholdOutcome =
  | ({ readonly kind: 'opened' } & Intersection)
  /** Too few are common. Only the receiver knows how many. */
  | { readonly kind: 'refused'; readonly size: number | undefined };

/**
 * Opens the intersection of two lists only if at least so many identifiers are common. Adversary: semi-honest, static. Below the
 * threshold the receiver learns how many are common and the sender that they are too few, and nobody which. From it on, the
 * receiver learns which of its identifiers are common, and the sender only that they are enough; with `learns: 'both'` also which,
 * with proofs that it checks. Errors: as `intersectByEcdh`, and `fusion.bad_threshold`.
 * Source: docs/crypto.md; De Cristofaro, Gasti, Tsudik, CANS 2012, with the sender's shuffle opened afterwards.
 */
export async function intersectAtLeast(mesh: Mesh, input: ThresholdInput): Promise<ThresholdOutcome> {
  checkThreshold(input.atLeast);
  const operator = { name: 'threshold', settings: [input.atLeast], again: 'own' } as const;
  return ecdhSession(mesh, { input, operator }, (run) =>
    run.isReceiver ? open(run, input) : serve(run, input),
  );
}

/** Errors: `fusion.bad_threshold`. */
export function checkThreshold(atLeast: number): void {
  if (!Number.isSafeInteger(atLeast) || atLeast < 1)
    fail('fusion.bad_threshold', 'The least number of common identifiers is a whole number, 1 or more.');
}

async function open(run: EcdhRun, { atLeast }: ThresholdInput): Promise<ThresholdOutcome> {
  const { matches, order } = await countMatches(run);
  const isEnough = matches.length >= atLeast;
  await sayEnough(run, isEnough);
  if (!isEnough) return { kind: 'refused', size: matches.length };
  const size = run.own.ids.length;
  const shuffle = await receivePlaces(shuffleOf(run), size, exactly(size));
  if (run.learns === 'both')
    await sendClaims(
      run,
      matches.map(({ claim }) => claim),
    );
  return opened(run, new Set(matches.map(({ answered }) => order[shuffle[answered]!]!)));
}

async function serve(run: EcdhRun, { atLeast }: ThresholdInput): Promise<ThresholdOutcome> {
  const { shuffle, order, proofs } = await serveCount(run);
  if (!(await hearEnough(run))) return { kind: 'refused', size: undefined };
  await sendPlaces(shuffleOf(run), shuffle);
  if (run.learns === 'receiver') return opened(run, undefined);
  const places = await checkClaims(run, proofs);
  if (places.length < atLeast)
    inconsistent(run.channel, 'it had the intersection opened below the threshold');
  return opened(run, new Set(places.map((place) => order[place]!)));
}

function shuffleOf({ channel }: EcdhRun): Stream {
  return streams(channel).shuffle;
}

function opened(run: EcdhRun, places: ReadonlySet<number> | undefined): ThresholdOutcome {
  const { rows: distinct, duplicates } = run.own;
  const rows = places && distinct.filter((_, k) => places.has(k));
  return { kind: 'opened', rows, distinct, peerSize: run.peerSize, duplicates };
}
