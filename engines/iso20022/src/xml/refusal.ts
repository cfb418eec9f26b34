import type { Bad } from '../findings.ts';

/** Thrown inside the reader when nothing after this point can be trusted; the reader's caller gets it as an event. */
export class Refusal extends Error {
  readonly bad: Bad;

  constructor(bad: Bad) {
    super(bad.code);
    this.bad = bad;
  }
}
