import { cellsOf, type FileOf } from './chunks.ts';
import { csvOf } from './csv.ts';
import type { FromWorker, ToWorker } from './workbook-worker.ts';

/** The kinds of file a table can be saved as. */
export const fileKinds = ['csv', 'xlsx'] as const;

/** One of the kinds of file a table can be saved as. */
export type FileKind = (typeof fileKinds)[number];

const mediaTypes: Readonly<Record<FileKind, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * A table as a file. Rows are turned into bytes some at a time, and finished bytes are handed to the browser, which keeps them where it
 * keeps files: the page never holds the table a second time. Throws the signal's reason when it is aborted.
 */
export async function fileOf<Row>(kind: FileKind, file: FileOf<Row>): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const bytes of kind === 'csv' ? csvOf(cellsOf(file)) : workbookOf(file))
    parts.push(new Blob([bytes]));
  return new Blob(parts, { type: mediaTypes[kind] });
}

/** A workbook is put together in a thread of its own; the page sends it no more lines than it has taken. */
async function* workbookOf<Row>(file: FileOf<Row>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { signal } = file;
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), { type: 'module' });
  try {
    for await (const lines of cellsOf(file)) yield* await answerTo(worker, { lines }, signal);
    yield* await answerTo(worker, 'end', signal);
  } finally {
    worker.terminate();
  }
}

function answerTo(worker: Worker, message: ToWorker, signal: AbortSignal): Promise<FromWorker> {
  const over = new AbortController();
  const heard = { signal: over.signal };
  return new Promise<FromWorker>((resolve, reject) => {
    signal.throwIfAborted();
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => resolve(data), heard);
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), heard);
    signal.addEventListener('abort', () => reject(signal.reason), heard);
    worker.postMessage(message);
  }).finally(() => over.abort());
}
