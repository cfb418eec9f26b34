import { compatible } from './compatible.ts';
import { type NoKey, noKey } from './fault.ts';

const separators = /[\s\-().]/g;
const notDigits = /[^0-9]/;

/** Country code and ways to dial it; `0` is the trunk prefix of a call from another city. */
const prefixes = ['+86', '0086', '86', '0', ''];
const nationalLength = 11;

/**
 * A mobile number of mainland China in E.164, from that form, with an international prefix, or as dialled at home: eleven digits,
 * 1 and a second of 3 to 9 (telecommunication numbering plan, 2017). Numbers of other countries are no keys.
 */
export function normalMobile(text: string): string | NoKey {
  const plain = compatible(text);
  if (typeof plain !== 'string') return plain;
  const dialled = plain.replace(separators, '');
  if (notDigits.test(dialled.startsWith('+') ? dialled.slice(1) : dialled)) return noKey('characters');
  const prefix = prefixes.find(
    (start) => dialled.startsWith(start) && dialled.length === start.length + nationalLength,
  );
  if (prefix === undefined) return noKey('length');
  const national = dialled.slice(prefix.length);
  return national[0] === '1' && national[1]! >= '3' ? `+86${national}` : noKey('characters');
}
