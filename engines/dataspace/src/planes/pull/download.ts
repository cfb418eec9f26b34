import type { IncomingMessage } from 'node:http';
import { codeOf, fail } from '@finharbor/kernel';
import { type CallOptions, call, problemOf } from '../call.ts';
import { sha256Of } from '../digest.ts';
import { land } from '../land.ts';
import { hasLanded, type Landing, openLanding } from '../landing.ts';
import type { ConsumerOptions, IncomingEnd } from '../options.ts';
import { readContentRange } from '../range.ts';
import type { Incoming } from '../store.ts';
import { propertyOf, renewedAddress } from './address.ts';

const usualCheckpointBytes = 1 << 25;

/** What became of an attempt to fetch a data set. */
export type Fetched =
  | IncomingEnd
  /** To be taken up again: the connection broke, the provider has suspended, the disk is full. */
  | { readonly kind: 'later'; readonly code: string };

/** How a data set is fetched. */
export type DownloadOptions = ConsumerOptions &
  CallOptions & {
    /** Told now and then, with bytes that are on the disk. */
    readonly onProgress: (received: number) => Promise<void>;
    /** Bytes between two of them; default 32 MiB. */
    readonly checkpointBytes?: number;
  };

const final = new Set(['planes.ended', 'planes.use_refused', 'planes.source_changed', 'planes.not_found']);
const passing = new Set(['planes.unreachable', 'planes.suspended', 'planes.disk_full', 'planes.broken']);

/**
 * Fetches the data of a transfer into its file and goes on where an earlier attempt broke off, in bounded memory. Whole is what has the
 * announced size, and the announced SHA-256 where the provider announces one; another version that it has meanwhile is fetched from
 * its beginning.
 */
export async function download(incoming: Incoming, options: DownloadOptions): Promise<Fetched> {
  const place = { folder: options.folder, transferId: incoming.transferId };
  try {
    if (await hasLanded(place)) return { kind: 'whole', bytes: incoming.received };
    await using landing = await openLanding(place, incoming.received);
    return await fetchInto(landing, incoming, options);
  } catch (error) {
    options.signal.throwIfAborted();
    const code = codeOf(error);
    if (passing.has(code)) return { kind: 'later', code };
    if (code.startsWith('planes.')) return { kind: 'failed', code, detail: '' };
    throw error;
  }
}

async function fetchInto(landing: Landing, incoming: Incoming, options: DownloadOptions): Promise<Fetched> {
  const answer = await ask(incoming, options);
  const status = answer.statusCode ?? 0;
  if (status === 416 && landing.size() === incoming.size) answer.resume();
  else if (status !== 200 && status !== 206) return refused(answer);
  else await take(landing, { answer, incoming }, options);
  const announced = (await options.store.incoming.find(incoming.transferId)) ?? incoming;
  if (landing.size() !== announced.size) return broken(landing, options);
  if (announced.sha256 !== undefined && Buffer.compare(announced.sha256, landing.digest()) !== 0) {
    await landing.restart();
    await options.onProgress(0);
    return { kind: 'failed', code: 'planes.digest_mismatch', detail: '' };
  }
  await options.onProgress(landing.size());
  await landing.finish();
  return { kind: 'whole', bytes: landing.size() };
}

async function broken(landing: Landing, { onProgress }: DownloadOptions): Promise<Fetched> {
  await onProgress(landing.certain());
  return { kind: 'later', code: 'planes.broken' };
}

/** Asks for what is missing; a token that has run out is renewed once. */
async function ask(incoming: Incoming, options: DownloadOptions): Promise<IncomingMessage> {
  const { address, received, etag } = incoming;
  if (!address?.endpoint) return fail('planes.not_found', 'The provider names no address.');
  const resuming = received > 0 ? { range: `bytes=${received}-`, ...(etag ? { 'if-range': etag } : {}) } : {};
  const once = (token: string | undefined): Promise<IncomingMessage> =>
    call(
      {
        method: 'GET',
        url: address.endpoint!,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...resuming },
      },
      options,
    );
  const answer = await once(propertyOf(address, 'authorization'));
  if (answer.statusCode !== 401) return answer;
  const renewed = await renewedAddress(address, options);
  if (!renewed) return answer;
  answer.resume();
  await options.store.incoming.address(incoming.transferId, renewed);
  return once(propertyOf(renewed, 'authorization'));
}

async function refused(answer: IncomingMessage): Promise<Fetched> {
  const { code, detail } = await problemOf(answer);
  const isFinal = final.has(code) || [404, 410].includes(answer.statusCode ?? 0);
  return isFinal ? { kind: 'failed', code, detail } : { kind: 'later', code };
}

type Taking = { readonly answer: IncomingMessage; readonly incoming: Incoming };

async function take(landing: Landing, { answer, incoming }: Taking, options: DownloadOptions): Promise<void> {
  await announce(landing, { answer, incoming }, options);
  const { onProgress, maxBytes, checkpointBytes = usualCheckpointBytes } = options;
  try {
    await land(landing, answer, {
      checkpointBytes,
      mostBytes: maxBytes,
      tooMuch: () => fail('planes.too_large', 'The data is larger than is taken here.'),
      onCertain: onProgress,
    });
  } catch (error) {
    answer.destroy();
    // What came is kept, whatever ended it.
    await landing.sync();
    await onProgress(landing.certain());
    options.signal.throwIfAborted();
    if (codeOf(error) !== 'internal') throw error;
    fail('planes.broken', 'The connection broke.', error);
  }
}

/** Writes down what the answer says of the version, and starts afresh where it is another one or the whole. */
async function announce(
  landing: Landing,
  { answer, incoming }: Taking,
  { store, maxBytes, onProgress }: DownloadOptions,
): Promise<void> {
  const { headers } = answer;
  const part = answer.statusCode === 206 ? readContentRange(headers['content-range']) : undefined;
  const size = part?.size ?? Number(headers['content-length'] ?? Number.NaN);
  if (!Number.isSafeInteger(size))
    fail('planes.bad_answer', 'The provider does not say how large the data is.');
  if (size > maxBytes) fail('planes.too_large', 'The data is larger than is taken here.');
  if (answer.statusCode === 206 && part?.from !== landing.size())
    fail('planes.bad_answer', 'The provider sent another part than was asked for.');
  const sha256 = sha256Of(headers['repr-digest']);
  if (answer.statusCode === 206 && incoming.etag !== headers.etag)
    fail('planes.source_changed', 'The data is of another version.');
  if (answer.statusCode === 200 && incoming.received > 0) await onProgress(0);
  if (answer.statusCode === 200) await landing.restart();
  await store.incoming.announce(incoming.transferId, { size, etag: headers.etag, sha256 });
}
