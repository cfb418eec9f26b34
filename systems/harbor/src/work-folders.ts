import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sealUnder } from '@finharbor/fusion';
import type { Random } from '@finharbor/kernel';
import type { WorkPort } from './context.ts';

/** Jobs' folders below one that belongs to this party alone, encrypted under 32 bytes that are the same after a restart. */
export function workFolders(
  directory: string,
  { key, random }: { readonly key: Uint8Array; readonly random: Random },
): WorkPort {
  return {
    seal: sealUnder(key, random),
    async folder(job) {
      const folder = join(directory, job);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    remove: (job) => rm(join(directory, job), { recursive: true, force: true }),
    async jobs() {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      return readdir(directory);
    },
  };
}
