import type { FileCell } from '../column.ts';
import { xlsxOf } from './xlsx.ts';

/** What the page sends: lines, and at last that these were all. */
export type ToWorker = { readonly lines: readonly (readonly FileCell[])[] } | 'end';

const lines: (readonly FileCell[])[] = [];

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data === 'end') void xlsxOf(lines).then((file) => postMessage(file));
  else lines.push(...data.lines);
});
