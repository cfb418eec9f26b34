import { compatible, isAscii } from './compatible.ts';
import { type NoKey, noKey } from './fault.ts';

/** Longer texts are contents, not keys. */
const longest = 1024;

/**
 * Text compared without case and compatibility differences: NFKC, no spaces around, upper and then lower case, as no locale does
 * it, and NFKC once more, for changing case can take a letter apart.
 */
export function normalText(text: string): string | NoKey {
  const plain = compatible(text);
  if (typeof plain !== 'string') return plain;
  const folded = isAscii(plain)
    ? plain.toLowerCase()
    : plain.toUpperCase().toLowerCase().normalize('NFKC').trim();
  return folded.length > longest ? noKey('length') : folded;
}
