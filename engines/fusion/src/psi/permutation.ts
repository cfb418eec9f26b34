import type { Random } from '@finharbor/kernel';

/** `order[i]` names the place in the old list of what stands at place `i` of the new one. */
export type Permutation = Uint32Array<ArrayBuffer>;

/** A uniform permutation of `size` places (Fisher-Yates; draws that would favour small numbers are thrown away). */
export function randomPermutation(size: number, random: Random): Permutation {
  const order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  const draw = drawer(random);
  for (let i = size - 1; i > 0; i--) {
    const j = draw(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

/** The old places of the things that now stand at `places`. */
export function oldPlaces(order: Uint32Array, places: Uint32Array): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(places, (place) => order[place]!);
}

function drawer(random: Random): (below: number) => number {
  let pool = new Uint32Array(0);
  let used = 0;
  const word = (): number => {
    if (used === pool.length) {
      pool = new Uint32Array(random.bytes(4096).buffer);
      used = 0;
    }
    return pool[used++]!;
  };
  return (below) => {
    const fair = 2 ** 32 - (2 ** 32 % below);
    for (;;) {
      const drawn = word();
      if (drawn < fair) return drawn % below;
    }
  };
}
