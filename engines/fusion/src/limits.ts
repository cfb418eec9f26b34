/** The most firms all parties of one training may have in common. */
export const maxRows = 1_048_576;
