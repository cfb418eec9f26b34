import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  camt053,
  camt054,
  pacs002,
  pacs004,
  pacs008,
  pain001,
  pain002,
  readMessage,
  writeMessage,
} from './index.ts';
import type { ReadEvent } from './read/events.ts';
import type { Message } from './schema/message.ts';
import { type AnyPart, messageParts } from './testing.ts';

type AnyMessage = Message<object, object, object>;
const messages = [
  pain001,
  pain002,
  pacs008,
  pacs002,
  pacs004,
  camt053,
  camt054,
] as unknown as readonly AnyMessage[];

async function written(message: AnyMessage, parts: readonly AnyPart[]): Promise<string> {
  return (await Array.fromAsync(writeMessage(message, parts))).join('');
}

/** The file in pieces of one size, which may cut characters. */
function* pieces(text: string, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (
  message: AnyMessage,
  text: string,
  size: number,
): Promise<ReadEvent<object, object, object>[]> =>
  Array.fromAsync(readMessage([message], pieces(text, size)));

for (const message of messages)
  test(`${message.name}: what is written reads back the same, and writes the same bytes again`, async () => {
    await fc.assert(
      fc.asyncProperty(messageParts(message), fc.integer({ min: 1, max: 5000 }), async (parts, size) => {
        const text = await written(message, parts);
        const events = await read(message, text, size);
        const end = events.pop();
        assert.equal(end?.kind, 'end', inspect(end));
        const values = events.map((event) => {
          if (event.kind === 'header') return { kind: event.kind, header: event.header };
          if (event.kind === 'group') return { kind: event.kind, group: event.group };
          assert.equal(event.kind, 'entry', inspect(event));
          return { kind: event.kind, entry: (event as { readonly entry: object }).entry };
        });
        assert.deepEqual(values, parts);
        assert.equal(await written(message, values as readonly AnyPart[]), text);
      }),
      { numRuns: 60 },
    );
  });
