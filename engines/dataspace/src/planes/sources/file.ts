import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fail } from '@finharbor/kernel';
import type { Opened, Source } from './port.ts';

const chunkBytes = 1 << 19;

/** Files of one folder. */
export type FolderOptions = {
  readonly folder: string;
  /** The file of a data set, relative to the folder; undefined where there is none. */
  readonly fileOf: (datasetId: string) => string | undefined;
  readonly mediaType?: string;
};

/**
 * Data sets that are files of one folder. What lies outside of it cannot be reached, neither by a name with `..` nor by a link that
 * leads out; a file that changes while it is read ends the stream with `planes.source_changed`.
 */
export function folderSource({
  folder,
  fileOf,
  mediaType = 'application/octet-stream',
}: FolderOptions): Source {
  return {
    open: async ({ datasetId }) => {
      const name = fileOf(datasetId);
      const path = name === undefined ? undefined : await within(folder, name);
      if (path === undefined) fail('planes.not_found', 'There is no such data set.');
      return openFile(path, mediaType);
    },
    release: async () => {},
  };
}

async function within(folder: string, name: string): Promise<string | undefined> {
  if (name.includes('\0')) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, name));
    return path.startsWith(root + sep) ? path : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}

/** Opens a file as a version of a data set. Its path must have been resolved: a link is not followed. */
export async function openFile(path: string, mediaType: string): Promise<Opened> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (cause: unknown) => fail('planes.not_found', 'There is no such data set.', cause),
  );
  const stats = await file.stat({ bigint: true });
  if (!stats.isFile()) {
    await file.close();
    fail('planes.not_found', 'There is no such data set.');
  }
  const etag = etagOf(stats);
  return {
    size: Number(stats.size),
    etag,
    mediaType,
    read: (from, to) => unchanged(file, { from, to, etag }),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

function etagOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `"${[ino, size, mtimeNs].map((part) => part.toString(36)).join('-')}"`;
}

type Reading = { readonly from: number; readonly to: number; readonly etag: string };

/** Two buffers: one is the reader's, into the other the next chunk is read ahead. */
async function* unchanged(file: FileHandle, { from, to, etag }: Reading): AsyncGenerator<Uint8Array> {
  const size = Math.min(chunkBytes, to - from);
  let [ahead, lent] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)];
  let reading = from < to ? readAt(file, ahead, from) : undefined;
  try {
    for (let at = from; reading; ) {
      const bytes: number = await reading;
      reading = undefined;
      if (bytes === 0) fail('planes.source_changed', 'The file has become shorter.');
      [ahead, lent] = [lent, ahead];
      at += bytes;
      if (at < to) reading = readAt(file, ahead.subarray(0, to - at), at);
      else if (etagOf(await file.stat({ bigint: true })) !== etag)
        fail('planes.source_changed', 'The file has changed.');
      yield lent.subarray(0, bytes);
    }
  } finally {
    await reading?.catch(() => {});
  }
}

function readAt(file: FileHandle, into: Buffer, at: number): Promise<number> {
  const reading = file.read(into, 0, into.length, at).then(({ bytesRead }) => bytesRead);
  // Told when its turn has come.
  reading.catch(() => {});
  return reading;
}
