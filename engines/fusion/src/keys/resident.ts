import { compatible } from './compatible.ts';
import { type NoKey, noKey } from './fault.ts';

const shape = { full: /^[1-9]\d{16}[\dX]$/, old: /^[1-9]\d{14}$/ };
const separators = /[\s-]/g;

/** 2^i mod 11 from the right (ISO 7064, MOD 11-2), as GB 11643-1999 prints them. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The last four sequence numbers of the old form were given to people born in the century before. */
const centenarians = 996;

/**
 * A resident identity number in the 18 characters of GB 11643-1999, from these or from the 15 digits of before 1999. The old form
 * has no century: it means 19, except for sequence numbers 996 to 999, which are `ambiguous`. Divisions are not looked up.
 */
export function normalResident(text: string): string | NoKey {
  const plain = compatible(text);
  if (typeof plain !== 'string') return plain;
  const number = plain.replace(separators, '').toUpperCase();
  if (number.length === 15) return shape.old.test(number) ? fromOld(number) : noKey('characters');
  if (number.length !== 18) return noKey('length');
  if (!shape.full.test(number)) return noKey('characters');
  if (!isDate(number.slice(6, 14))) return noKey('date');
  return checkCharacter(number) === number[17] ? number : noKey('check');
}

function fromOld(number: string): string | NoKey {
  if (Number(number.slice(12)) >= centenarians) return noKey('ambiguous');
  const body = `${number.slice(0, 6)}19${number.slice(6)}`;
  return isDate(body.slice(6, 14)) ? body + checkCharacter(body) : noKey('date');
}

function isDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  if (year! < 1800 || year! > 2099 || day! < 1 || day! > (daysOf[month! - 1] ?? 0)) return false;
  const isLeap = year! % 4 === 0 && (year! % 100 !== 0 || year! % 400 === 0);
  return month !== 2 || day! < 29 || isLeap;
}

function checkCharacter(number: string): string {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += weight * (number.charCodeAt(i) - 48);
  return checkCharacters[sum % 11]!;
}
