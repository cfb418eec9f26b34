/**
 * GF(2^128) = GF(2)[x]/(x^128 + x^7 + x^2 + x + 1) on four little-endian words, bit k being the coefficient of x^k. No branch and
 * no address depends on an element's value. For single products; long vectors go through the kernels.
 */
export type Element = Uint32Array<ArrayBuffer>;

const one: Element = Uint32Array.of(1, 0, 0, 0);

/** The words that bytes hold, copied; whatever the bytes' own alignment. */
export function wordsOf(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

/** The elements that bytes hold, 16 each, copied. */
export function elementsOf(bytes: Uint8Array): Element[] {
  const words = wordsOf(bytes);
  return Array.from({ length: words.length / 4 }, (_, i) => words.slice(4 * i, 4 * i + 4));
}

/** The elements' bytes, one after the other. */
export function bytesOfElements(elements: readonly Element[]): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(4 * elements.length);
  for (const [i, element] of elements.entries()) words.set(element, 4 * i);
  return new Uint8Array(words.buffer);
}

/** a += b. */
export function addTo(a: Uint32Array, b: Uint32Array): void {
  for (let i = 0; i < a.length; i++) a[i] = a[i]! ^ b[i]!;
}

/** a += b where `bit` is 1, in the same time where it is 0. */
export function addWhere(a: Uint32Array, b: Uint32Array, bit: number): void {
  for (let i = 0; i < a.length; i++) a[i] = a[i]! ^ (b[i]! & -bit);
}

/** Each element of the vector times x, in place. */
export function doubleAll(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 4) {
    const [a, b, c, d] = [words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!];
    words[i] = (a << 1) ^ (-(d >>> 31) & 0x87);
    words[i + 1] = (b << 1) | (a >>> 31);
    words[i + 2] = (c << 1) | (b >>> 31);
    words[i + 3] = (d << 1) | (c >>> 31);
  }
}

/** a · b. */
export function multiply(a: Element, b: Element): Element {
  const power = a.slice();
  const product = new Uint32Array(4);
  for (let bit = 0; bit < 128; bit++) {
    addWhere(product, power, (b[bit >>> 5]! >>> (bit & 31)) & 1);
    doubleAll(power);
  }
  return product;
}

/** base^1, base^2, base^4, ... base^(2^(count - 1)). */
export function squarings(base: Element, count: number): readonly Element[] {
  const powers = [base];
  while (powers.length < count) powers.push(multiply(powers.at(-1)!, powers.at(-1)!));
  return powers;
}

/** The power with a secret exponent below 2^squares.length, from its base's squarings. */
export function secretPower(squares: readonly Element[], exponent: number): Element {
  return squares.reduce((power, square, k) => {
    const factor = one.slice();
    addWhere(
      factor,
      Uint32Array.from(square, (word, i) => word ^ one[i]!),
      (exponent >>> k) & 1,
    );
    return multiply(power, factor);
  }, one.slice());
}

/** elements[0] · point^(n - 1) + ... + elements[n - 1], by Horner's rule. */
export function evaluate(elements: readonly Element[], point: Element): Element {
  return elements.reduce((sum, element) => {
    const next = multiply(sum, point);
    addTo(next, element);
    return next;
  }, new Uint32Array(4));
}
