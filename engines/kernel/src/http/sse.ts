import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { EventStream, ServerEvent } from './schemas.ts';

/**
 * Sends server-sent events until the iterable ends or the client leaves; then resolves. If the iterable throws, the connection breaks off. Waits when the client reads slowly,
 * and sends a comment each `heartbeatMs` so that a proxy does not close a quiet stream. When the client leaves, the iterable's
 * `return` is called; a generator that waits for something sees that only afterwards and should watch the handler's signal too.
 */
export async function sendEvents(
  reply: FastifyReply,
  events: EventStream<unknown>,
  { heartbeatMs }: { readonly heartbeatMs: number },
): Promise<void> {
  const raw = reply.raw;
  reply.hijack();
  raw.writeHead(reply.statusCode, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  const iterator = events[Symbol.asyncIterator]();
  const left = new AbortController();
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs);
  const leave = (): void => {
    clearInterval(heartbeat);
    left.abort();
    // Not awaited: a generator answers only once what it waits for has come.
    iterator.return?.()?.catch(() => {});
  };
  raw.once('close', leave);
  // Who left before is not told of again.
  if (raw.destroyed) leave();
  try {
    for (;;) {
      const next = await iterator.next();
      if (next.done || left.signal.aborted) break;
      if (!raw.write(eventText(next.value))) await drained(raw, left.signal);
    }
    raw.end();
  } catch (error) {
    // A clean end would read as "that was all".
    raw.destroy();
    throw error;
  }
}

/** The text of one event: `id`, `event` and JSON `data`, each on its own line. */
function eventText(event: ServerEvent<unknown>): string {
  const id = event.id === undefined ? '' : `id: ${oneLine(event.id)}\n`;
  const name = event.event === undefined ? '' : `event: ${oneLine(event.event)}\n`;
  return `${id}${name}data: ${JSON.stringify(event.data)}\n\n`;
}

// A line break would start a field of its own, and a NUL makes clients drop the id.
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, ' ');
}

async function drained(raw: FastifyReply['raw'], signal: AbortSignal): Promise<void> {
  await once(raw, 'drain', { signal }).catch(() => {});
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const entries = Object.entries(reply.getHeaders());
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
