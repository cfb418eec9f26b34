import { cellsOf, type FileOf } from './chunks.ts';
import { csvOf } from './csv.ts';
import type { ToWorker } from './xlsx-worker.ts';

/** The kinds of file a table can be saved as. */
export const fileKinds = ['csv', 'xlsx'] as const;

/** One of the kinds of file a table can be saved as. */
export type FileKind = (typeof fileKinds)[number];

/** A table as a file. Throws the signal's reason when it is aborted. */
export async function fileOf<Row>(kind: FileKind, file: FileOf<Row>): Promise<Blob> {
  return kind === 'csv' ? csvOf(cellsOf(file)) : workbookOf(file);
}

/** A workbook is put together in a thread of its own: a hundred thousand rows of it take seconds. */
async function workbookOf<Row>(file: FileOf<Row>): Promise<Blob> {
  const { signal, onProgress } = file;
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), { type: 'module' });
  const done = Promise.withResolvers<Blob>();
  // Whoever stops it while rows are still being sent learns of it there.
  done.promise.catch(() => {});
  worker.addEventListener('message', ({ data }: MessageEvent<Blob>) => done.resolve(data));
  worker.addEventListener('error', ({ message }) => done.reject(new Error(message)));
  const stop = (): void => done.reject(signal.reason);
  signal.addEventListener('abort', stop);
  const send = (message: ToWorker): void => worker.postMessage(message);
  try {
    // The other half is the worker's, which does not tell how far it is.
    for await (const lines of cellsOf({ ...file, onProgress: (share) => onProgress(share / 2) }))
      send({ lines });
    send('end');
    return await done.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
  }
}
