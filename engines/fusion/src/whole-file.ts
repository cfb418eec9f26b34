import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Lets `write` fill a file beside `path`, readable by its owner alone, and gives it its name once it is whole and durable; if anything
 * fails, nothing is left.
 */
export async function writeWholeFile<T>(path: string, write: (part: string) => Promise<T>): Promise<T> {
  const { written, name } = await prepareFile(path, write);
  await name();
  return written;
}

/** The same in two steps: the file is whole and durable, and `name` makes it the one at `path`. */
export async function prepareFile<T>(
  path: string,
  write: (part: string) => Promise<T>,
): Promise<{ readonly written: T; readonly name: () => Promise<void> }> {
  const part = `${path}.part`;
  try {
    await (await open(part, 'w', 0o600)).close();
    const written = await write(part);
    await syncAt(part);
    return {
      written,
      async name() {
        await rename(part, path);
        await syncAt(dirname(path));
      },
    };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function syncAt(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}
