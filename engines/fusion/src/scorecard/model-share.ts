import { fail } from '@finharbor/kernel';
import { bytesOf, type Words, wordsOf } from '../ring/words.ts';
import type { FeatureShape } from './layout.ts';

/**
 * One party's share of a scorecard: plain JSON. On its own it is uniformly random; all parties' shares together are the
 * scorecard, so it is kept like a secret key. Points are base64 of little-endian 64-bit words.
 */
export type ModelShare = {
  readonly version: 1;
  /** The id every party's share of this model carries: the training session. */
  readonly model: string;
  readonly party: string;
  readonly parties: readonly string[];
  readonly labelHolder: string;
  /** Every party's features, in the order of its bins. */
  readonly features: { readonly [party: string]: readonly FeatureShape[] };
  readonly points: string;
  /** Per feature, the most points it can give. */
  readonly most: string;
  readonly base: string;
};

/** Words as base64. */
export function wordsText(words: Words): string {
  return Buffer.from(bytesOf(words)).toString('base64');
}

/** Words from base64. Errors: `fusion.bad_model` when there are not `count` of them. */
export function textWords(text: string, count: number): Words {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (bytes.length !== count * 8)
    fail('fusion.bad_model', 'The model share is damaged. Restore it or train again.');
  return wordsOf(bytes);
}
