import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { type Clock, fail } from '@finharbor/kernel';
import { type CallOptions, call } from '../call.ts';
import type { Opened, Source } from './port.ts';
import { type Bucket, presigned } from './presign.ts';

/** Where the objects are. */
export type ObjectOptions = Omit<CallOptions, 'mayReach'> & {
  readonly bucket: Bucket;
  readonly clock: Clock;
};

const expiresS = 60;

/**
 * Data sets that are objects of an S3-compatible storage. They flow through this side, by addresses that hold for a minute and that
 * never leave it: a presigned address in the consumer's hands could not be withdrawn when the contract ends.
 */
export function objectSource(
  options: ObjectOptions,
  keyOf: (datasetId: string) => string | undefined,
): Source {
  return {
    open: async ({ datasetId }) => {
      const key = keyOf(datasetId);
      if (key === undefined) return fail('planes.not_found', 'There is no such data set.');
      return openObject(options, key);
    },
    release: async () => {},
  };
}

async function openObject(options: ObjectOptions, key: string): Promise<Opened> {
  const head = await ask(options, { method: 'HEAD', key });
  head.resume();
  const size = Number(head.headers['content-length']);
  const { etag } = head.headers;
  if (head.statusCode === 404) return fail('planes.not_found', 'There is no such data set.');
  if (head.statusCode !== 200 || !etag || !Number.isSafeInteger(size))
    return fail('planes.unreachable', 'The object storage does not say what it has.');
  return {
    size,
    etag,
    mediaType: head.headers['content-type'] ?? 'application/octet-stream',
    read: (from, to) => part(options, { key, etag, from, to }),
    [Symbol.asyncDispose]: async () => {},
  };
}

type Part = { readonly key: string; readonly etag: string; readonly from: number; readonly to: number };

async function* part(options: ObjectOptions, { key, etag, from, to }: Part): AsyncGenerator<Uint8Array> {
  if (to <= from) return;
  const headers = { range: `bytes=${from}-${to - 1}`, 'if-match': etag };
  const answer = await ask(options, { method: 'GET', key, headers });
  if (answer.statusCode === 412) fail('planes.source_changed', 'The object has changed.');
  if (answer.statusCode !== 206) fail('planes.unreachable', 'The object storage does not give the part.');
  yield* answer as AsyncIterable<Uint8Array>;
}

/** Puts a file into the storage, such as a data set that has come in whole. Errors: `planes.unreachable`. */
export async function putObject(options: ObjectOptions, key: string, path: string): Promise<void> {
  const { size } = await stat(path);
  const answer = await ask(options, {
    method: 'PUT',
    key,
    headers: { 'content-length': String(size) },
    body: createReadStream(path, { highWaterMark: 1 << 19 }),
  });
  answer.resume();
  if (answer.statusCode !== 200) fail('planes.unreachable', 'The object storage does not take the object.');
}

type Asked = {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
};

function ask(options: ObjectOptions, { method, key, headers = {}, body }: Asked): Promise<IncomingMessage> {
  const { bucket, clock } = options;
  const url = presigned(bucket, { method, key, nowMs: clock.nowMs(), expiresS });
  // The storage is this side's own, named by its operator.
  return call({ method, url, headers, ...(body ? { body } : {}) }, { ...options, mayReach: () => true });
}
