/** The most firms all parties of one training may have in common: count look-ups and score counts live in 16 bits. */
export const maxRows = 65_535;
