import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { codeOf, fail } from '@finharbor/kernel';
import { z } from 'zod';
import { flowInto } from './flow.ts';

/** How the other side's addresses are called. */
export type CallOptions = {
  /** Whether this side may go there: an address comes from the other side, and could name what is inside of this one's network. */
  readonly mayReach: (url: URL) => boolean;
  /** A connection on which nothing moves for so long is given up; default 30 seconds. */
  readonly idleMs?: number;
  readonly signal: AbortSignal;
};
/** A request; `body` is read no faster than the other side takes it. */
export type Call = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
};

const bufferBytes = 1 << 20;
const usualIdleMs = 30_000;
const problemSchema = z.object({ code: z.string().max(100), detail: z.string().max(10_000).optional() });

/**
 * Sends a request and resolves with its answer's head; the body is to be read or destroyed. A body that fails to be sent does not
 * hide an answer that came before.
 * Errors: `planes.unreachable`.
 */
export async function call(
  { method, url, headers, body }: Call,
  options: CallOptions,
): Promise<IncomingMessage> {
  const { mayReach, idleMs = usualIdleMs, signal } = options;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || !/^https?:$/.test(target.protocol) || target.username || !mayReach(target))
    return fail('planes.unreachable', 'The address of the data is none that may be called.');
  // The agent hands `highWaterMark` on to the socket: so much may come in while what came before is written to the disk.
  const init: RequestOptions & { readonly highWaterMark: number } = {
    method,
    headers: { ...headers, host: target.host },
    signal,
    highWaterMark: bufferBytes,
  };
  try {
    return await answerTo(target, { init, idleMs, body });
  } catch (cause) {
    signal.throwIfAborted();
    if (codeOf(cause) !== 'internal') throw cause;
    return fail('planes.unreachable', 'The other side cannot be reached.', cause);
  }
}

type Sending = {
  readonly init: RequestOptions;
  readonly idleMs: number;
  readonly body: Call['body'];
};

async function answerTo(target: URL, { init, idleMs, body }: Sending): Promise<IncomingMessage> {
  const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, init);
  request.setTimeout(idleMs, () => request.destroy(new Error('Nothing moved.')));
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once('response', resolve).on('error', reject);
  if (body === undefined || typeof body === 'string') request.end(body);
  // A fault of the source, unlike one of the connection, ends the request; both reach `reject` first or come after the answer.
  else flowInto(body, request).catch(reject);
  try {
    return await promise;
  } catch (error) {
    // A connection that was kept may be closed by the other side at the moment it is used: RFC 9112, 9.3.1.
    const wasClosed = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
    const mayRepeat = (init.method === 'GET' || init.method === 'HEAD') && body === undefined;
    if (wasClosed && mayRepeat) return answerTo(target, { init, idleMs, body });
    throw error;
  }
}

/** The code and the reason of a refusal, its body read to at most 64 KiB. */
export async function problemOf(
  answer: IncomingMessage,
): Promise<{ readonly code: string; readonly detail: string }> {
  const unknown = { code: `planes.status_${answer.statusCode}`, detail: '' };
  let text = '';
  try {
    for await (const chunk of answer.setEncoding('utf8')) {
      text += chunk as string;
      if (text.length > 65_536) return unknown;
    }
    const read = problemSchema.safeParse(JSON.parse(text));
    return read.success ? { code: read.data.code, detail: read.data.detail ?? '' } : unknown;
  } catch {
    return unknown;
  }
}
