import type { Scalar } from '../psi/group.ts';
import type { Compute } from '../ristretto/jobs.ts';
import type { Mode } from './hash-to-group.ts';
import { inputOf } from './input.ts';
import { evaluator } from './oprf.ts';
import { type Content, type Sealing, sealed } from './payload.ts';
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

/** A block's rows, evaluated: each its place, then its payload. */
export type EvaluateBlock = (block: Block) => Uint8Array<ArrayBuffer>;

/** Evaluates blocks on these terms. Errors: `fusion.bad_id`. */
export function blockEvaluator(compute: Compute, terms: EvaluateTerms): EvaluateBlock {
  const evaluate = evaluator(compute, terms);
  const width = placeBytes + terms.payloadBytes;
  return ({ first, ids, labels }) => {
    const outputs = evaluate(ids.map((id, i) => inputOf(id, first + i)));
    const records = new Uint8Array(width * ids.length);
    for (const [i, output] of outputs.entries()) {
      records.set(output.subarray(0, placeBytes), i * width);
      if (terms.payloadBytes > 0)
        records.set(sealed(output, contentOf(labels[i]), terms.sealing), i * width + placeBytes);
    }
    return records;
  };
}

function contentOf(label: Uint8Array | undefined): Content {
  return label ? { kind: 'label', label } : { kind: 'removed' };
}
