import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';

/** A file to be written, its path relative to the folder. */
export type NewFile = { readonly path: string; readonly bytes: Uint8Array };

/** One folder's files, written so that they survive the process and the machine. */
export type DurableFiles = {
  /** The bytes of a file, or undefined where there is none. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** Writes all the files; each appears whole or not at all, and all are on disk once this resolves. */
  readonly write: (files: readonly NewFile[]) => Promise<void>;
  /** Writes into the middle of one file and cuts it there; on disk once this resolves. */
  readonly writeAt: (file: NewFile & { readonly offset: number }) => Promise<void>;
  /** Removes files and folders; not durable, so only for what is no longer needed. */
  readonly remove: (paths: readonly string[]) => Promise<void>;
};

/** How many files are written at once; each waits on its own fsync. */
const parallelWrites = 16;

/** Where `write` prepares files before it renames them into place. */
const stagingFolder = 'private/tmp';

/** `onStep` runs before each change to the disk; a test ends the process there. */
export function durableFiles(folder: string, onStep: () => void = () => {}): DurableFiles {
  const root = resolve(folder);
  let staged = 0;

  async function writeOne(file: NewFile, touched: Set<string>): Promise<void> {
    const target = join(root, file.path);
    staged += 1;
    const temporary = join(root, stagingFolder, String(staged));
    onStep();
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(file.bytes);
      onStep();
      await handle.sync();
    } finally {
      await handle.close();
    }
    for (const changed of await makeFolder(dirname(target))) touched.add(changed);
    onStep();
    await rename(temporary, target);
    touched.add(dirname(target));
  }

  return {
    read: (path) => readIfThere(join(root, path)),
    async write(files) {
      const touched = new Set<string>();
      await makeFolder(join(root, stagingFolder));
      await inParallel(files, (file) => writeOne(file, touched));
      onStep();
      await inParallel([...touched], syncFolder);
    },
    writeAt: (file) => writeInto({ ...file, path: join(root, file.path) }, onStep),
    async remove(paths) {
      for (const path of paths) {
        onStep();
        await rm(join(root, path), { recursive: true, force: true });
      }
    },
  };
}

async function writeInto(
  { path, bytes, offset }: NewFile & { readonly offset: number },
  onStep: () => void,
): Promise<void> {
  const changed = await makeFolder(dirname(path));
  onStep();
  // Opening to append makes the file where it is missing and cuts nothing where it is not.
  await (await open(path, 'a')).close();
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(offset);
    onStep();
    for (let done = 0; done < bytes.length; )
      done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
  await inParallel([dirname(path), ...changed], syncFolder);
}

/** Makes a folder with its parents; gives the folders whose list of names changed. */
async function makeFolder(folder: string): Promise<readonly string[]> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return [];
  const changed = [dirname(first)];
  for (let at = folder; at.startsWith(first + sep); at = dirname(at)) changed.push(dirname(at));
  return changed;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  // One shared iterator: every worker takes the next item that nobody has taken.
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(parallelWrites, items.length) }, worker));
}
