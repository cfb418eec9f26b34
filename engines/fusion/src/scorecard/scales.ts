/** Bits after the point of a weight of evidence. */
export const woeBits = 16;

/** Of a coefficient. */
export const weightBits = 20;

/** Of a weight of evidence times its coefficient, and of their sums: nothing is cut off. */
export const termBits: number = woeBits + weightBits;

/** Mean squares of a row's weights of evidence, summed over features, must stay below 2^(traceBits + 3). */
export const traceBits = 4;

/** A bin's points lie within ± this; a model with more is refused. */
export const maxPoints = 500;
