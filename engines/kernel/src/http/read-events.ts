import { fail } from '../errors.ts';
import type { ServerEvent } from './schemas.ts';

const longestEvent = 16 * 1024 * 1024;

/** Reads server-sent events with JSON data from a response's body. Errors: `client.event_too_long` beyond 16 Mi characters. */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<ServerEvent<unknown>> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    if (rest.length > longestEvent)
      fail('client.event_too_long', 'The other side sent an event without end.');
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) yield event;
    }
  }
}

function eventOf(block: string): ServerEvent<unknown> | undefined {
  const fields: Record<string, string> = {};
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0) fields[line.slice(0, at)] = line.slice(at + 1).replace(/^ /, '');
  }
  if (fields.data === undefined) return undefined;
  return {
    ...(fields.id === undefined ? {} : { id: fields.id }),
    ...(fields.event === undefined ? {} : { event: fields.event }),
    data: JSON.parse(fields.data),
  };
}
