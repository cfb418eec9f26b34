import { type NoKey, noKey } from './fault.ts';

const ascii = /^[\0-\x7f]*$/;

/** Most keys are nothing else, and need no Unicode. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** NFKC, so that full-width digits and letters are the usual ones, without spaces around. */
export function compatible(text: string): string | NoKey {
  const isPlain = isAscii(text);
  if (!isPlain && !text.isWellFormed()) return noKey('unicode');
  const plain = (isPlain ? text : text.normalize('NFKC')).trim();
  return plain === '' ? noKey('empty') : plain;
}
