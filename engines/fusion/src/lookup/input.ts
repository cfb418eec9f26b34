import { fail } from '@finharbor/kernel';
import { normalIdentifier } from '../psi/identifiers.ts';

const mostBytes = 65_535;

/** The function's input for an identifier: its UTF-8 text after NFKC, of at most 65,535 bytes (RFC 9497, section 1.2). Errors: `fusion.bad_id`. */
export function inputOf(id: string, row: number): Buffer {
  const input = Buffer.from(normalIdentifier(id, row));
  if (input.length > mostBytes)
    fail('fusion.bad_id', `Row ${row} has an identifier of more than ${mostBytes} bytes.`);
  return input;
}
