import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Manuscript, typesetter } from './typeset.ts';

/** What the process answers to a manuscript; a fault goes without its words, which could quote the document. */
export type Typeset = { readonly pdf: Uint8Array } | { readonly pdf: undefined };

const [memoryBytes] = process.argv.slice(2);
const watch = new URL(`./memory-watch${extname(import.meta.filename)}`, import.meta.url);
new Worker(watch, { workerData: Number(memoryBytes) }).unref();

const typeset = typesetter();

process.on('message', (manuscript: Manuscript) => {
  process.send!(answerTo(manuscript));
});
process.on('disconnect', () => process.exit());

function answerTo(manuscript: Manuscript): Typeset {
  try {
    return { pdf: typeset(manuscript) };
  } catch {
    return { pdf: undefined };
  }
}
