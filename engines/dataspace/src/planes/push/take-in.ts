import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { codeOf, fail, sha256 } from '@finharbor/kernel';
import { sha256Of } from '../digest.ts';
import { land } from '../land.ts';
import { hasLanded, openLanding, type Reckoned } from '../landing.ts';
import type { ConsumerOptions } from '../options.ts';
import type { Incoming } from '../store.ts';
import { completeField, partialUpload, readComplete, readCount } from './upload-fields.ts';

/** A request to the upload resource of a transfer. */
export type TakeInRequest = {
  readonly transferId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};
/** What a process knows of the uploads to it. */
export type Inbox = {
  /** Under way, one for each transfer: a new request ends the one before, which its sender has given up. */
  readonly uploads: Map<string, Upload>;
  /** Digests of what has come in so far, so that the file is not read again for each part; of the latest transfers. */
  readonly reckoned: Map<string, Reckoned>;
};
type Upload = { readonly stop: () => void; readonly ended: Promise<void> };

const mostReckoned = 256;
const checkpointBytes = 1 << 24;

/** For a process that has just started. */
export function emptyInbox(): Inbox {
  return { uploads: new Map(), reckoned: new Map() };
}

/**
 * Answers HEAD and PATCH of an upload resource (draft-ietf-httpbis-resumable-upload-12, sections 4.3 and 4.4): the data of one transfer,
 * in parts one after the other. What came of a broken part is kept; what is complete has the SHA-256 of its `Repr-Digest`.
 */
export async function takeIn(
  call: TakeInRequest,
  options: ConsumerOptions & { readonly inbox: Inbox },
): Promise<void> {
  const { transferId, request, response } = call;
  await admitted(call, options);
  await using _turn = await nextTurn(call, options.inbox);
  // Read after the request before has ended: it was still taking in.
  const incoming = await admitted(call, options);
  if (request.method === 'HEAD') {
    response.writeHead(204, stateFields(incoming, options));
    response.end();
    return;
  }
  const part = readPart(request, incoming, options);
  if (incoming.received !== part.offset) {
    response.setHeader('upload-offset', incoming.received);
    fail('planes.offset_mismatch', 'Go on at the offset that Upload-Offset says.');
  }
  if (incoming.state === 'whole' && part.length !== 0) fail('planes.bad_upload', 'The upload is complete.');
  if (incoming.state !== 'whole') await append(call, { incoming, part }, options);
  const now = (await options.store.incoming.find(transferId)) ?? incoming;
  response.writeHead(part.isLast ? 200 : 204, stateFields(now, options));
  response.end();
}

async function admitted(
  { transferId, request }: TakeInRequest,
  { store }: ConsumerOptions,
): Promise<Incoming> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const incoming = await store.incoming.find(transferId);
  const hash = incoming?.tokenHash;
  if (!incoming || !hash || !timingSafeEqual(hash, sha256(token)))
    return fail('planes.bad_token', 'The token does not open this.');
  // An answer to the provider's start may still be under way: `awaited` is open too.
  if (incoming.state === 'suspended') fail('planes.suspended', 'The transfer is suspended.');
  if (incoming.state === 'ended') fail('planes.ended', 'The transfer has ended.');
  return incoming;
}

async function nextTurn(
  { transferId, request }: TakeInRequest,
  { uploads }: Inbox,
): Promise<AsyncDisposable> {
  for (let before = uploads.get(transferId); before; before = uploads.get(transferId)) {
    before.stop();
    await before.ended;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  uploads.set(transferId, { stop: () => request.destroy(), ended: promise });
  return {
    [Symbol.asyncDispose]: async () => {
      uploads.delete(transferId);
      resolve();
    },
  };
}

function stateFields(
  { received, size, state }: Incoming,
  { maxBytes }: ConsumerOptions,
): Record<string, string | number> {
  return {
    'upload-offset': received,
    'upload-complete': completeField(state === 'whole'),
    ...(size === undefined ? {} : { 'upload-length': size }),
    'upload-limit': `max-size=${maxBytes}`,
    'cache-control': 'no-store',
  };
}

type Part = {
  readonly offset: number;
  readonly length: number | undefined;
  readonly isLast: boolean;
  /** Of the whole, where it is said. */
  readonly size: number | undefined;
  readonly sha256: Uint8Array | undefined;
};

function readPart({ headers }: IncomingMessage, incoming: Incoming, { maxBytes }: ConsumerOptions): Part {
  if (headers['content-type']?.toLowerCase() !== partialUpload)
    fail('planes.not_a_part', `Send a part as ${partialUpload}.`);
  const offset = readCount(headers['upload-offset']);
  const isLast = readComplete(headers['upload-complete']);
  if (offset === undefined || isLast === undefined)
    return fail('planes.bad_upload', 'A part says Upload-Offset and Upload-Complete.');
  const length = readCount(headers['content-length']);
  const said = readCount(headers['upload-length']);
  const sum = isLast && length !== undefined ? offset + length : undefined;
  const size = said ?? sum ?? incoming.size;
  if ([said, sum, incoming.size].some((one) => one !== undefined && one !== size))
    fail('planes.bad_upload', 'The upload was of another length before.');
  if ((size ?? offset + (length ?? 0)) > maxBytes)
    fail('planes.too_large', 'The data is larger than is taken here.');
  const sha256 = sha256Of(headers['repr-digest']);
  if (isLast && !sha256 && !incoming.sha256)
    fail('planes.bad_upload', 'The last part says Repr-Digest with sha-256.');
  return { offset, length, isLast, size, sha256: sha256 ?? incoming.sha256 };
}

type Appending = { readonly incoming: Incoming; readonly part: Part };

async function append(
  { transferId, request }: TakeInRequest,
  { incoming, part }: Appending,
  options: ConsumerOptions & { readonly inbox: Inbox },
): Promise<void> {
  const { store, folder, report, onEnd, inbox, maxBytes } = options;
  const place = { folder, transferId };
  await store.incoming.announce(transferId, { size: part.size, etag: undefined, sha256: part.sha256 });
  if (!(await hasLanded(place))) {
    await using landing = await openLanding(place, incoming.received, inbox.reckoned.get(transferId));
    try {
      await land(landing, request, {
        checkpointBytes,
        mostBytes: part.size ?? maxBytes,
        tooMuch: () => fail('planes.bad_upload', 'More came than Upload-Length says.'),
        onCertain: (bytes) => store.incoming.received(transferId, bytes),
      }).catch(brokenUnlessKnown);
    } finally {
      await landing.sync();
      await store.incoming.received(transferId, landing.certain());
      remember(inbox, transferId, landing.reckoned());
    }
    if (!part.isLast) return;
    inbox.reckoned.delete(transferId);
    if (Buffer.compare(part.sha256!, landing.digest()) !== 0) {
      // An offset never goes back (section 4.1.1 of the draft): what does not hold together is given up.
      await onEnd(transferId, { kind: 'failed', code: 'planes.digest_mismatch', detail: '' });
      await store.incoming.setState(transferId, 'ended');
      fail('planes.digest_mismatch', 'What arrived has another SHA-256 than Repr-Digest says.');
    }
    await landing.finish();
  }
  await onEnd(transferId, { kind: 'whole', bytes: part.size ?? incoming.received });
  await store.incoming.setState(transferId, 'whole');
  report({ kind: 'taken_in', transferId, bytes: part.size ?? 0 });
}

function remember({ reckoned }: Inbox, transferId: string, latest: Reckoned | undefined): void {
  reckoned.delete(transferId);
  if (latest) reckoned.set(transferId, latest);
  for (const [oldest] of reckoned) if (reckoned.size > mostReckoned) reckoned.delete(oldest);
}

function brokenUnlessKnown(error: unknown): never {
  if (codeOf(error) !== 'internal') throw error;
  return fail('planes.broken', 'The connection broke.', error);
}
