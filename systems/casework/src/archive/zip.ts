import { createHash } from 'node:crypto';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file that goes into an archive, as its bytes come. */
export type ArchivedFile = {
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly size: number;
};

/** What went into it. */
export type Packed = { readonly path: string; readonly sha256: string; readonly bytes: number };

/** Parts of an archive bear one time, so that equal files are equal archives: 1985-01-01. */
const partTimeMs = 473_385_600_000;
const packedAlready = /\.(pdf|jpg|jpeg|png|zip)$/;

/**
 * Packs files one after the other, as they are read; of each, `done` is told what it was. As much as `fits` in one: there is no ZIP64 here.
 */
export async function* packed(
  files: AsyncIterable<ArchivedFile>,
  done: (file: Packed) => void,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((fault, bytes) => {
    if (fault) throw fault;
    made.push(bytes);
  });
  for await (const { path, bytes } of files) {
    const part = packedAlready.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    part.mtime = partTimeMs;
    zip.add(part);
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of bytes) {
      hash.update(piece);
      size += piece.length;
      part.push(piece);
      yield* made.splice(0);
    }
    part.push(new Uint8Array(), true);
    done({ path, sha256: hash.digest('hex'), bytes: size });
    yield* made.splice(0);
  }
  zip.end();
  yield* made.splice(0);
}

/** The first number of bytes, and of files, that a ZIP without ZIP64 has no word for. */
const noBytes = 2 ** 32 - 1;
const noFiles = 2 ** 16 - 1;
/** Of what a file is headed with, twice, besides its name. */
const headBytes = 256;

/** Whether files go into one archive, each as large as it is or, where it does not pack, by a thousandth larger. */
export function fits(files: readonly { readonly path: string; readonly bytes: number }[]): boolean {
  const bytes = files.reduce(
    (sum, file) => sum + Math.ceil(file.bytes * 1.001) + headBytes + 2 * Buffer.byteLength(file.path),
    0,
  );
  return files.length < noFiles && bytes < noBytes;
}

/** A file whose bytes are there already. */
export function fileOfBytes(path: string, bytes: Uint8Array): ArchivedFile {
  return {
    path,
    size: bytes.length,
    bytes: (async function* () {
      yield bytes;
    })(),
  };
}
