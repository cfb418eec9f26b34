import { randomFillSync } from 'node:crypto';

/** Where randomness comes from. Anything secret takes the system's; tests may pass a seeded one. */
export type Random = {
  /** `size` fresh bytes. */
  readonly bytes: (size: number) => Uint8Array<ArrayBuffer>;
};

/** The operating system's generator. */
export const systemRandom: Random = {
  bytes: (size) => randomFillSync(new Uint8Array(size)),
};
