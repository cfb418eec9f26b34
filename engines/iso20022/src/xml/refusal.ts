import type { Bad } from '../findings.ts';

/** Thrown inside the reader when nothing after this point can be trusted; the reader's caller gets it as an event. */
export class Refusal extends Error {
  readonly bad: Bad;
  /** Whether it is about the end of what was read so far, and not about the token that is being read. */
  readonly isAhead: boolean;

  constructor(bad: Bad, isAhead = false) {
    super(bad.code);
    this.bad = bad;
    this.isAhead = isAhead;
  }
}
