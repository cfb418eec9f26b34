import type { FileCell } from '../column.ts';
import { workbook } from './workbook.ts';

/** What the page sends: lines, and at last that these were all. */
export type ToWorker = { readonly lines: readonly (readonly FileCell[])[] } | 'end';

/** What it is answered to each, and so knows that it may send more: the bytes that came of it. */
export type FromWorker = readonly Uint8Array<ArrayBuffer>[];

const book = workbook();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  const made: FromWorker = data === 'end' ? book.end() : book.add(data.lines);
  postMessage(made);
});
