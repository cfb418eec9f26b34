import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { groupReady } from '../psi/group.ts';
import type { Compute, Done, Job } from './jobs.ts';
import { wasmCompute } from './kernels.ts';
import { plainCompute } from './plain.ts';

/** What a thread is started with: the compiled kernels, where the machine has their instructions. */
export type ThreadData = { readonly finharborRistretto: { readonly kernels: object | undefined } };

/** A compute of the thread's own. */
export async function openCompute(kernels: object | undefined): Promise<Compute> {
  if (kernels) return wasmCompute(kernels);
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
