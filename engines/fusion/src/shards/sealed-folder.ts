import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareFile } from '../whole-file.ts';
import type { Seal } from './seal.ts';

/** Sealed files, each there whole and durable or not at all. A file opens only in its folder's context and under its own name. */
export type SealedFolder = {
  readonly read: (name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  readonly write: (name: string, plain: Uint8Array) => Promise<void>;
  /** Writes the file already; the returned function gives it its name. */
  readonly prepare: (name: string, plain: Uint8Array) => Promise<() => Promise<void>>;
  readonly names: () => Promise<readonly string[]>;
  readonly remove: (name: string) => Promise<void>;
};

/** Opens such a folder, making it where there is none. */
export async function sealedFolder(
  folder: string,
  { seal, open }: Seal,
  context: string,
): Promise<SealedFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const prepare: SealedFolder['prepare'] = async (name, plain) => {
    const sealed = seal(plain, `${context}/${name}`);
    return (await prepareFile(join(folder, name), (part) => writeFile(part, sealed))).name;
  };
  return {
    prepare,
    async read(name) {
      const sealed = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return sealed && open(sealed, `${context}/${name}`);
    },
    write: async (name, plain) => (await prepare(name, plain))(),
    names: async () => (await readdir(folder)).filter((name) => !name.endsWith('.part')),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}
