import type { Engine, Masked, Shared } from '../shares/engine.ts';
import type { Angles } from './kernels.ts';
import type { Series } from './waves.ts';

/** A series to be read at shared arguments, with the bits after the point of its coefficients. */
export type SeriesRead = { readonly series: Series; readonly bits: number };

/** Series read at shared angles: `x` · 2^-drop in units of 2^-32 of a period; waves are dealt at `waveBits`. */
export type WaveRead = {
  readonly x: Shared;
  readonly drop: number;
  readonly waveBits: number;
  readonly reads: readonly SeriesRead[];
};

/** What a regression needs beyond the common vocabulary. */
export type RegressionEngine = Engine & {
  /**
   * Series of a shared angle in one round: the angle is opened under a mask whose waves are dealt (Zheng et al. 2023).
   * Results have series bits + wave bits after the point.
   */
  readonly readSeries: (label: string, of: WaveRead) => Promise<readonly Shared[]>;
  /** Each row of x times its factor; no message between parties. */
  readonly scaleRows: (x: Masked, factors: Masked) => Promise<Shared>;
  /** Opens a shared bit (over Z_2^16) to all parties; the first tells the dealer. */
  readonly decide: (label: string, bit: Shared) => Promise<boolean>;
};

/** Rows whose waves travel in one message of at most 1 MiB. */
function rowsPerMessage(terms: number): number {
  return Math.floor(1_048_576 / (terms * 2 * 8));
}

/** The message that carries a decision. */
export const decisionBytes = 1;

/** The angles of consecutive messages. */
export function messagesOf(angles: Angles, terms: number): Angles[] {
  const step = rowsPerMessage(terms);
  return Array.from({ length: Math.ceil(angles.length / step) }, (_, i) =>
    angles.subarray(i * step, (i + 1) * step),
  );
}
