import { compatible, isAscii } from './compatible.ts';
import { type NoKey, noKey } from './fault.ts';

/** Longer texts are contents, not keys. */
const longest = 1024;

/**
 * Text compared without case and compatibility differences: NFKC, no spaces around, lower, upper and lower case again, as no locale
 * does it (ẞ has no other upper case, and its lower case has), and NFKC once more, for changing case can take a letter apart.
 */
export function normalText(text: string): string | NoKey {
  const plain = compatible(text);
  if (typeof plain !== 'string') return plain;
  const folded = isAscii(plain)
    ? plain.toLowerCase()
    : plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC').trim();
  return folded.length > longest ? noKey('length') : folded;
}
