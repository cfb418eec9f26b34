import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, type Paper, type Press, paperInstant, workQueue } from '@finharbor/kernel';
import type { Typeset } from './typeset-process.ts';

/** What one press may take. */
export type PressLimits = {
  /** Of a document's texts together. */
  readonly characters: number;
  /** That wait while one is being made. */
  readonly waiting: number;
  /** For one document, from its turn on. */
  readonly timeMs: number;
  /** Of the process that makes it. */
  readonly memoryBytes: number;
  /** After which a process that has nothing to do is ended. */
  readonly idleMs: number;
};

/** A press and its end: what is being made then fails. */
export type OpenPress = Press & { readonly close: () => Promise<void> };

const usual: PressLimits = {
  characters: 4_000_000,
  waiting: 20,
  timeMs: 60_000,
  memoryBytes: 1_500_000_000,
  idleMs: 60_000,
};

const program = fileURLToPath(new URL(`./typeset-process${extname(import.meta.filename)}`, import.meta.url));

/**
 * A press that sets one document at a time in a process of its own: the compiler is native code, which no limit of a thread binds and
 * whose crash would be ours. The process starts with the first document, gets none of our environment, and is replaced when it dies.
 */
export function openPress(limits: Partial<PressLimits> = {}): OpenPress {
  const { characters, waiting, timeMs, memoryBytes, idleMs } = { ...usual, ...limits };
  const queue = workQueue({ slots: 1, waiting: { preferred: 0, other: waiting } });
  let setter: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;

  const end = (): void => {
    setter?.kill('SIGKILL');
    // At once: what is printed next must not go to a process that is about to be gone.
    setter = undefined;
  };
  const start = (): ChildProcess => {
    const child = fork(program, [String(memoryBytes)], {
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.once('exit', () => {
      if (setter === child) setter = undefined;
    });
    setter = child;
    return child;
  };
  return {
    async print(paper) {
      if (sizeOf(paper) > characters)
        fail('paper.too_large', 'One document does not hold that much. Ask for less at a time.');
      const worked = await queue.run(false, async () => {
        clearTimeout(idle);
        try {
          return await typesetIn(setter ?? start(), paper, timeMs);
        } finally {
          idle = setTimeout(end, idleMs).unref();
        }
      });
      if (worked.kind === 'busy') fail('paper.busy', 'Many documents are being made. Try again in a moment.');
      return worked.value;
    },
    async close() {
      clearTimeout(idle);
      const child = setter;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      end();
      await gone;
    },
  };
}

async function typesetIn(child: ChildProcess, paper: Paper, timeMs: number): Promise<Uint8Array> {
  const over = new AbortController();
  const { signal } = over;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeMs);
  try {
    child.send({ paper, printedAt: paperInstant(paper.printedAtMs) });
    const gone = once(child, 'exit', { signal }).then(([, by]) => ({
      pdf: undefined,
      by: by as string | null,
    }));
    const answered = once(child, 'message', { signal }).then(([answer]) => ({
      ...(answer as Typeset),
      by: null,
    }));
    const { pdf, by } = await Promise.race([answered, gone]);
    if (pdf) return pdf;
    if (isLate || by === 'SIGKILL')
      fail('paper.too_large', 'The document took more time or memory than one may. Ask for less at a time.');
    return fail('paper.failed', 'The document could not be made. Tell your operator.');
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function sizeOf(paper: Paper): number {
  return JSON.stringify(paper).length;
}
