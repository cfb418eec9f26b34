import { createHash, type Hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, sha256 } from '@finharbor/kernel';
import { hashInto } from './digest.ts';

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whose data, and the folder it comes into. */
export type Place = { readonly folder: string; readonly transferId: string };

/** Where a whole data set of a transfer ends up. The name is a hash: what the other side chose has no part in it. */
export function landedPath({ folder, transferId }: Place): string {
  return join(folder, Buffer.from(sha256(transferId)).toString('hex'));
}

/** The SHA-256 of the first `size` bytes of a file, to be gone on with. */
export type Reckoned = { readonly size: number; readonly hash: Hash };

/** Whether it is there, whole: nothing else gets that name. */
export function hasLanded(place: Place): Promise<boolean> {
  return stat(landedPath(place)).then(
    () => true,
    () => false,
  );
}

/** Deletes what came in before it was whole. */
export function discardPart(place: Place): Promise<void> {
  return rm(`${landedPath(place)}.part`, { force: true });
}

/** Deletes a data set that came in whole, such as when its time is over. */
export function discardLanded(place: Place): Promise<void> {
  return rm(landedPath(place), { force: true });
}

/** A file that data comes into, byte after byte, and that gets its final name when it is whole. */
export type Landing = AsyncDisposable & {
  /** Bytes written, some of which may not be on the disk yet. */
  readonly size: () => number;
  /** Bytes that are on the disk. */
  readonly certain: () => number;
  /**
   * Waits for the write before, begins this one, and reckons with its bytes meanwhile; they must stay as they are until the next one has
   * begun. Errors, of either: `planes.disk_full`.
   */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /**
   * Brings what has been written by now to the disk, while more is. After a fault nothing more becomes certain, whatever the disk says
   * later. Errors: `planes.disk_full`.
   */
  readonly checkpoint: () => Promise<void>;
  /** All that was written is on the disk. Errors, of the last write: `planes.disk_full`; told once, so that a second call keeps the rest. */
  readonly sync: () => Promise<void>;
  /** SHA-256 of all that was taken in. */
  readonly digest: () => Uint8Array;
  /** What lets a later opening go on without reading the file again; undefined where a write has failed. */
  readonly reckoned: () => Reckoned | undefined;
  /** Forgets what was taken in. */
  readonly restart: () => Promise<void>;
  /** Gives the file its name. May be repeated. */
  readonly finish: () => Promise<void>;
};

/** Opens the file of a transfer with what is on the disk for certain, which is read once where its digest is not known. */
export async function openLanding(place: Place, certain: number, known?: Reckoned): Promise<Landing> {
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  const path = landedPath(place);
  const part = `${path}.part`;
  const file = await open(part, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  try {
    // What a killed process wrote after its last word may be on the disk or not.
    await file.truncate(certain);
    const isKnown = known?.size === certain;
    const hash = isKnown ? known.hash.copy() : createHash('sha256');
    if (certain > 0 && !isKnown) await hashInto(hash, createReadStream(part, { highWaterMark: 1 << 20 }));
    return landing({ file, hash, size: certain, certain, part, path });
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Opened = {
  readonly file: FileHandle;
  hash: Hash;
  size: number;
  certain: number;
  pending?: Promise<void>;
  hasFailed?: boolean;
  hasLost?: boolean;
  readonly part: string;
  readonly path: string;
};

function landing(state: Opened): Landing {
  const { file } = state;
  return {
    size: () => state.size,
    certain: () => state.certain,
    write: async (chunk) => {
      await settled(state);
      state.pending = writeAll(state, chunk);
      // Told at the next write or sync.
      state.pending.catch(() => {});
      state.hash.update(chunk);
    },
    checkpoint: () => checkpoint(state),
    sync: async () => {
      await settled(state);
      await checkpoint(state);
    },
    digest: () => new Uint8Array(state.hash.copy().digest()),
    reckoned: () => (state.hasFailed ? undefined : { size: state.size, hash: state.hash.copy() }),
    restart: async () => {
      await file.truncate(0);
      state.hash = createHash('sha256');
      state.size = 0;
      state.certain = 0;
    },
    finish: () => rename(state.part, state.path),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

async function checkpoint(state: Opened): Promise<void> {
  // A write under way has not moved the size yet.
  const { size } = state;
  try {
    await state.file.datasync();
    if (!state.hasLost) state.certain = Math.max(state.certain, size);
  } catch (error) {
    // The next one would succeed: the system tells of a lost page once.
    state.hasLost = true;
    diskFull(error);
  }
}

async function settled(state: Opened): Promise<void> {
  const { pending } = state;
  delete state.pending;
  await pending;
}

async function writeAll(state: Opened, chunk: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < chunk.length; ) {
      const { bytesWritten } = await state.file.write(chunk, at, chunk.length - at, state.size);
      state.size += bytesWritten;
      at += bytesWritten;
    }
  } catch (error) {
    state.hasFailed = true;
    diskFull(error);
  }
}

function diskFull(cause: unknown): never {
  if (fullDisk.has((cause as NodeJS.ErrnoException).code ?? ''))
    fail('planes.disk_full', 'There is no room for the data.', cause);
  throw cause;
}
