import { fail } from './errors.ts';

/** Where time comes from. Production code takes one as a parameter and never asks the machine itself. */
export type Clock = {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
};

/** The machine's clock: the one adapter that reads it. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** A clock that stands still until it is moved; for tests. */
export function manualClock(startMs: number): Clock & { advance(deltaMs: number): void } {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance(deltaMs: number): void {
      nowMs += deltaMs;
    },
  };
}

/** An instant as RFC 3339 in UTC, for the wire. */
export function instantText(nowMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toString();
}

/** Milliseconds since the Unix epoch of an RFC 3339 instant; what is finer than a millisecond is cut off. Errors: `instant.malformed`. */
export function instantMs(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    return fail('instant.malformed', 'An instant is written like 2026-11-21T08:00:00Z.', cause);
  }
}
