import type { Channel } from '@finharbor/link';

/** One party's view of a session: who takes part, in an order all agree on, and a channel to each of the others. */
export type Mesh = {
  readonly session: string;
  readonly self: string;
  /** All parties, in the roster's order, this one included. */
  readonly parties: readonly string[];
  readonly channels: ReadonlyMap<string, Channel>;
  /** Told as long work goes on; `done` out of `total` units of the named stage. */
  readonly progress: (stage: string, done: number, total: number) => void;
};
