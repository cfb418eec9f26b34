import { compatible } from './compatible.ts';
import { type NoKey, noKey } from './fault.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const length = 18;
const divisionAt = 2;
const organisationAt = 8;
const organisationEnd = 16;

/** Of each character its place in the alphabet (GB 32100-2015, table 2), or -1. */
const places = Int8Array.from({ length: 128 }, (_, code) => alphabet.indexOf(String.fromCharCode(code)));

/** 3^i mod 31 (GB 32100-2015, annex A). */
const weights = Array.from({ length: length - 1 }).reduce<number[]>(
  (sofar) => [...sofar, sofar.length === 0 ? 1 : (sofar.at(-1)! * 3) % 31],
  [],
);
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A unified social credit code as the standard writes it; what `parseUscc` of the kernel accepts, without its messages, because
 * a table asks a hundred million times.
 */
export function normalUscc(text: string): string | NoKey {
  const plain = compatible(text);
  if (typeof plain !== 'string') return plain;
  const code = plain.toUpperCase();
  if (code.length !== length) return noKey('length');
  let sum = 0;
  for (let i = 0; i < length - 1; i++) {
    const place = places[code.charCodeAt(i)] ?? -1;
    if (place < 0) return noKey('characters');
    if (i >= divisionAt && i < organisationAt && place > 9) return noKey('characters');
    sum += place * weights[i]!;
  }
  if (!alphabet.includes(code[length - 1]!)) return noKey('characters');
  const fits =
    code[organisationEnd] === organisationCheck(code) &&
    code[length - 1] === alphabet[(31 - (sum % 31)) % 31];
  return fits ? code : noKey('check');
}

/** GB 11714: letters count 10 for A up to 35 for Z, with none left out. */
function organisationCheck(code: string): string {
  let sum = 0;
  for (let i = organisationAt; i < organisationEnd; i++) {
    const character = code.charCodeAt(i);
    const value = character < 65 ? character - 48 : character - 55;
    sum += value * organisationWeights[i - organisationAt]!;
  }
  return '0123456789X'[(11 - (sum % 11)) % 11]!;
}
