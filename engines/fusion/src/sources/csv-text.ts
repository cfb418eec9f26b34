import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badSource } from './fault.ts';

/** A text as DuckDB reads it, which is UTF-8. */
export type CsvText = AsyncDisposable & { readonly path: string };

const newline = 10;

/**
 * Opens a CSV file: as it stands where it is UTF-8, otherwise a copy out of GB 18030, which GBK and GB 2312 are part of. The copy has no
 * name, so that nothing of it is left however the process ends. Errors: `fusion.bad_source` where it is neither, naming the line.
 */
export async function openCsvText(path: string, temporary: string = tmpdir()): Promise<CsvText> {
  if (await isWhollyUtf8(path)) return { path, async [Symbol.asyncDispose]() {} };
  const copy = await namelessFile(temporary);
  try {
    await transcode(path, copy);
  } catch (error) {
    await copy.close();
    throw error;
  }
  return { path: `/proc/self/fd/${copy.fd}`, [Symbol.asyncDispose]: () => copy.close() };
}

/** Lines end alike in both encodings, and no character has a byte like that within it. */
async function isWhollyUtf8(path: string): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(newline) + 1;
    const lines = Buffer.concat([rest, chunk.subarray(0, end)]);
    if (!isUtf8(lines)) return false;
    rest = end === 0 ? Buffer.concat([rest, chunk]) : chunk.subarray(end);
  }
  return isUtf8(rest);
}

const chunkBytes = 1_048_576;

async function transcode(path: string, copy: FileHandle): Promise<void> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  let lines = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    await copy.appendFile(decoded(decoder, chunk, lines));
    lines += chunk.reduce((count, byte) => count + Number(byte === newline), 0);
  }
  await copy.appendFile(decoded(decoder, undefined, lines));
}

function decoded(decoder: TextDecoder, chunk: Buffer | undefined, line: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    return badSource('/path', `is neither UTF-8 nor GB 18030 (GBK) in line ${line} or after it`);
  }
}

async function namelessFile(folder: string): Promise<FileHandle> {
  if (process.platform !== 'linux')
    badSource('/path', 'is not UTF-8; on this system it has to be converted first');
  const place = await mkdtemp(join(folder, 'finharbor-csv-'));
  try {
    return await open(join(place, 'copy'), 'w+', 0o600);
  } finally {
    await rm(place, { recursive: true });
  }
}
