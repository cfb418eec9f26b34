import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8, utf8Text } from './bytes.ts';
import { type DurableFiles, durableFiles } from './files.ts';
import { takeLock } from './lock.ts';
import type { WitnessStore } from './witness.ts';

/** A witness's memory in a folder of its own, one file per log, held by one process at a time. Errors: `evidence.locked`. */
export async function openWitnessFiles(
  directory: string,
): Promise<WitnessStore & { readonly close: () => Promise<void> }> {
  await mkdir(directory, { recursive: true });
  const lock = takeLock(join(directory, 'lock'));
  return witnessFiles(durableFiles(directory), lock.release);
}

/** `openWitnessFiles` on given files. */
function witnessFiles(
  files: DurableFiles,
  release: () => void,
): WitnessStore & { readonly close: () => Promise<void> } {
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (originHash: string): Promise<string | undefined> => {
    const bytes = await files.read(`${originHash}.checkpoint`);
    return bytes && (utf8Text(bytes) ?? '');
  };
  return {
    read,
    swap(originHash, { expected, next }) {
      const swapped = turn.then(async () => {
        if ((await read(originHash)) !== expected) return false;
        await files.write([{ path: `${originHash}.checkpoint`, bytes: utf8(next) }]);
        return true;
      });
      // One swap at a time, whether or not the one before it went well.
      turn = swapped.catch(() => {});
      return swapped;
    },
    async close() {
      await turn;
      release();
    },
  };
}
