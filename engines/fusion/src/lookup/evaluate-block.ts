import type { Scalar } from '../psi/group.ts';
import type { Mode } from './hash-to-group.ts';
import { inputOf } from './input.ts';
import { evaluated } from './oprf.ts';
import { type Sealing, sealed } from './payload.ts';
import type { Block } from './rows.ts';
import { placeBytes } from './shape.ts';

/** What rows are evaluated under. */
export type EvaluateTerms = {
  readonly secret: Scalar;
  readonly mode: Mode;
  readonly sealing: Sealing;
  /** 0 where rows have no payload. */
  readonly payloadBytes: number;
};

/** A block's rows, evaluated: each its place, then its payload. Errors: `fusion.bad_id`. */
export function recordsOf(terms: EvaluateTerms, { first, ids, labels }: Block): Uint8Array<ArrayBuffer> {
  const width = placeBytes + terms.payloadBytes;
  const records = new Uint8Array(width * ids.length);
  for (const [i, id] of ids.entries()) {
    const output = evaluated(inputOf(id, first + i), terms.secret, terms.mode);
    records.set(output.subarray(0, placeBytes), i * width);
    if (terms.payloadBytes === 0) continue;
    const label = labels[i];
    const content = label ? ({ kind: 'label', label } as const) : ({ kind: 'removed' } as const);
    records.set(sealed(output, content, terms.sealing), i * width + placeBytes);
  }
  return records;
}
