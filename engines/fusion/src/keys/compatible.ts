import { type NoKey, noKey } from './fault.ts';

const ascii = /^[\0-\x7f]*$/;

/** NFKC, so that full-width digits and letters are the usual ones, without spaces around. */
export function compatible(text: string): string | NoKey {
  if (!text.isWellFormed()) return noKey('unicode');
  const plain = (ascii.test(text) ? text : text.normalize('NFKC')).trim();
  return plain === '' ? noKey('empty') : plain;
}
