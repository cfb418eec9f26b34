import { randomFillSync } from 'node:crypto';

/** Where randomness comes from. Anything secret takes the system's; tests may pass a seeded one. */
export type Random = {
  /** `size` fresh bytes. */
  readonly bytes: (size: number) => Uint8Array<ArrayBuffer>;
};

const drawn = new Uint8Array(4_096);
let used = drawn.length;

/** The operating system's generator, asked for some pages at once, as each call costs as much as many bytes; what is handed out is erased here. */
export const systemRandom: Random = {
  bytes: (size) => {
    if (size > drawn.length / 64) return randomFillSync(new Uint8Array(size));
    if (used + size > drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    const bytes = drawn.slice(used, used + size);
    drawn.fill(0, used, used + size);
    used += size;
    return bytes;
  },
};
