import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { BenchContext } from '../harness/context.ts';

/** A program of a benchmark, in a process of its own until it is let go of. */
export type Program = Disposable & { readonly child: ChildProcess };

/** Starts one. */
export function start({ signal }: BenchContext, path: string): Program {
  const child = fork(path, { execArgv: process.execArgv });
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  return { child, [Symbol.dispose]: stop };
}

/** Sends one a message and gives its answer; a program that ends in place of answering is a fault. */
export async function tell<Answer>({ child }: Program, message: object): Promise<Answer> {
  const over = new AbortController();
  try {
    const answered = once(child, 'message', { signal: over.signal });
    const gone = once(child, 'exit', { signal: over.signal }).then(([code]) => {
      throw new Error(`A process of the benchmark ended with ${code}.`);
    });
    child.send(message);
    const [answer] = (await Promise.race([answered, gone])) as [Answer];
    return answer;
  } finally {
    over.abort();
  }
}
