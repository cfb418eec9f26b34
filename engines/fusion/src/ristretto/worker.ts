import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Compute, Done, Job } from './jobs.ts';
import { wasmCompute } from './kernels.ts';

/** What a thread is started with: the compiled kernels, where the machine has their instructions. */
export type ThreadData = { readonly finharborRistretto: { readonly kernels: object | undefined } };

/** A compute of the thread's own. */
export async function openCompute(kernels: object | undefined): Promise<Compute> {
  if (kernels) return wasmCompute(kernels);
  // Loaded where it is needed: a thread takes longer for libsodium than for some hundred elements.
  const [{ groupReady }, { plainCompute }] = await Promise.all([
    import('../psi/group.ts'),
    import('./plain.ts'),
  ]);
  await groupReady();
  return plainCompute;
}

/** A thread's answer; a fault is one of our own program's. */
export type Answer = { readonly done: Done } | { readonly fault: string };

const data = isMainThread ? undefined : (workerData as Partial<ThreadData> | null)?.finharborRistretto;
if (data && parentPort) {
  const port = parentPort;
  const opening = openCompute(data.kernels);
  port.on('message', async (job: Job) => {
    const answer = await answerTo(opening, job);
    const moved = 'done' in answer && 'elements' in answer.done ? [answer.done.elements.buffer] : [];
    port.postMessage(answer, moved);
  });
}

async function answerTo(opening: Promise<Compute>, job: Job): Promise<Answer> {
  try {
    return { done: (await opening)(job) };
  } catch (error) {
    return { fault: String(error) };
  }
}
