import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FinharborError } from '@finharbor/kernel';
import { kernelsModule } from '../ristretto/kernels.ts';
import { openCompute } from '../ristretto/worker.ts';
import { blockEvaluator, type EvaluateTerms } from './evaluate-block.ts';
import type { Evaluated } from './evaluate-worker.ts';
import type { Block } from './rows.ts';

/** Threads that evaluate blocks. */
export type Evaluators = AsyncDisposable & {
  /** Blocks that may be under way at once. */
  readonly depth: number;
  /** A block's records. Errors: `fusion.bad_id`. */
  readonly evaluate: (block: Block) => Promise<Uint8Array>;
};

type Waiting = { readonly resolve: (answer: Evaluated) => void; readonly reject: (error: unknown) => void };

const program = new URL(`./evaluate-worker${extname(import.meta.filename)}`, import.meta.url);

/** Starts `count` threads; each answers its blocks in the order it got them. With none, this thread does it itself. */
export async function startEvaluators(terms: EvaluateTerms, count: number): Promise<Evaluators> {
  if (count === 0) {
    const evaluate = blockEvaluator(await openCompute(kernelsModule), terms);
    return { depth: 1, evaluate: async (block) => evaluate(block), async [Symbol.asyncDispose]() {} };
  }
  const threads = Array.from({ length: count }, () => startThread(terms));
  let turn = 0;
  return {
    depth: 3 * count,
    async evaluate(block) {
      const answer = await threads[turn++ % count]!.ask(block);
      if ('fault' in answer) throw new FinharborError(answer.fault);
      return answer.records;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(terms: EvaluateTerms): {
  readonly worker: Worker;
  readonly ask: (block: Block) => Promise<Evaluated>;
} {
  const worker = new Worker(program, { workerData: terms });
  const waiting: Waiting[] = [];
  const failAll = (error: unknown): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', (answer: Evaluated) => waiting.shift()!.resolve(answer));
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('A thread that evaluates rows has ended.')));
  const ask = (block: Block): Promise<Evaluated> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(block);
    });
  return { worker, ask };
}
