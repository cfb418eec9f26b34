import { createHash } from 'node:crypto';
import { organisationCheck, syntheticPrefix, type Uscc, usccAlphabet, usccCheck } from './uscc.ts';

/**
 * A valid code that no firm can have, the same for the same seed: 31^8 of them, so of n seeds about n²/(2·31^8) pairs meet
 * (15,000 seeds: once in 7,600 sets). Division 000000 does not exist, which `isSyntheticUscc` and a reader recognise.
 */
export function syntheticUscc(seed: string): Uscc {
  let value = createHash('sha256').update(`finharbor/uscc/${seed}`).digest().readBigUInt64BE();
  let organisation = '';
  for (let index = 0; index < 8; index++) {
    organisation += usccAlphabet[Number(value % 31n)];
    value /= 31n;
  }
  const body = `${syntheticPrefix}${organisation}${organisationCheck(organisation)}`;
  return `${body}${usccCheck(body)}` as Uscc;
}
