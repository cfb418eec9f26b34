import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { EventStream, ServerEvent } from './schemas.ts';

/**
 * Sends server-sent events until the iterable ends or the client leaves; then resolves. Waits when the client reads slowly,
 * and sends a comment each `heartbeatMs` so that a proxy does not close a quiet stream. The iterable's `return` is called when
 * the client leaves; a source that may wait forever should also watch the handler's signal.
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
  const left = new AbortController();
  raw.once('close', () => left.abort());
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs);
  const iterator = events[Symbol.asyncIterator]();
  const gone = new Promise<IteratorResult<never, undefined>>((resolve) => {
    left.signal.addEventListener('abort', () => resolve({ done: true, value: undefined }));
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), gone]);
      if (next.done || left.signal.aborted) break;
      if (!raw.write(eventText(next.value))) await drained(raw, left.signal);
    }
  } finally {
    clearInterval(heartbeat);
    // Not awaited: a generator that waits for its own next event answers `return` only after that.
    iterator.return?.()?.catch(() => {});
    raw.end();
  }
}

/** The text of one event: `id`, `event` and JSON `data`, each on its own line. */
export function eventText(event: ServerEvent<unknown>): string {
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
