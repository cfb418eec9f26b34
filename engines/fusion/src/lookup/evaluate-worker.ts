import { parentPort, workerData } from 'node:worker_threads';
import { codeOf, FinharborError } from '@finharbor/kernel';
import { kernelsModule } from '../ristretto/kernels.ts';
import { openCompute } from '../ristretto/worker.ts';
import { blockEvaluator, type EvaluateTerms } from './evaluate-block.ts';
import type { Block } from './rows.ts';

/** A block's records, or the fault that a row of it is. */
export type Evaluated =
  | { readonly records: Uint8Array<ArrayBuffer> }
  | { readonly fault: { readonly code: string; readonly publicMessage: string } };

const evaluate = blockEvaluator(await openCompute(kernelsModule), workerData as EvaluateTerms);
const port = parentPort!;

port.on('message', (block: Block) => {
  const answer = answerTo(block);
  port.postMessage(answer, 'records' in answer ? [answer.records.buffer] : []);
});

function answerTo(block: Block): Evaluated {
  try {
    return { records: evaluate(block) };
  } catch (error) {
    const publicMessage =
      error instanceof FinharborError ? error.publicMessage : 'A row cannot be evaluated.';
    return { fault: { code: codeOf(error), publicMessage } };
  }
}
