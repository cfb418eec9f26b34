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
 * Opens a CSV file: as it stands where it is UTF-8, otherwise a copy out of UTF-16, by its byte order mark, or out of GB 18030, which GBK
 * and GB 2312 are part of. The copy has no name, so that nothing of it is left however the process ends. Errors: `fusion.bad_source` where
 * it is none of these, naming the line.
 */
export async function openCsvText(path: string, temporary: string = tmpdir()): Promise<CsvText> {
  const encoding = await encodingOf(path);
  if (encoding === 'utf-8') return { path, async [Symbol.asyncDispose]() {} };
  const copy = await namelessFile(temporary);
  try {
    await transcode(path, copy, encoding);
  } catch (error) {
    await copy.close();
    throw error;
  }
  return { path: `/proc/self/fd/${copy.fd}`, [Symbol.asyncDispose]: () => copy.close() };
}

type Foreign = 'utf-16le' | 'utf-16be' | 'gb18030';

async function encodingOf(path: string): Promise<Foreign | 'utf-8'> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  const mark = buffer.toString('hex', 0, bytesRead);
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  return (await isWhollyUtf8(path)) ? 'utf-8' : 'gb18030';
}

/** Lines end alike in UTF-8 and GB 18030, and no character has a byte like that within it. */
async function isWhollyUtf8(path: string): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    // UTF-16 has one in every comma and every end of a line, a text in UTF-8 or GB 18030 has none at all.
    if (chunk.includes(0))
      badSource('/path', 'is UTF-16 without a byte order mark, or no text at all; save it as UTF-8');
    const end = chunk.lastIndexOf(newline) + 1;
    const whole = Buffer.concat([rest, chunk.subarray(0, end)]);
    if (end > 0 && !isUtf8(whole)) return false;
    rest = end > 0 ? chunk.subarray(end) : Buffer.concat([rest, chunk]);
  }
  return isUtf8(rest);
}

function chunksOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: chunkBytes });
}

const chunkBytes = 1_048_576;

async function transcode(path: string, copy: FileHandle, encoding: Foreign): Promise<void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  const decoded = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      return badSource('/path', `${isNot[encoding]} in line ${lines} or after it`);
    }
  };
  for await (const chunk of chunksOf(path)) {
    const text = decoded(chunk);
    await copy.appendFile(text);
    lines += text.split('\n').length - 1;
  }
  await copy.appendFile(decoded());
}

const isNot: Readonly<Record<Foreign, string>> = {
  'utf-16le': 'begins as UTF-16 and is not',
  'utf-16be': 'begins as UTF-16 and is not',
  gb18030: 'is neither UTF-8 nor GB 18030 (GBK)',
};

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
