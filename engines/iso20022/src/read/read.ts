import type { Message } from '../schema/message.ts';
import { type ReadLimits, readLimits } from '../xml/limits.ts';
import { Refusal } from '../xml/refusal.ts';
import { Tokenizer } from '../xml/tokens.ts';
import { type AnyMessage, Decoder, RefusedFindings } from './decoder.ts';
import type { ReadEvent } from './events.ts';
import { pieceBytes, Utf8Pieces } from './utf8.ts';

/** The bytes of a file, in pieces of any size. */
export type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Reads a message of one of the given versions, entry by entry, in memory that does not grow with the file (but for the
 * identifiers, of which no two entries may share one). A bad entry is told with all that is wrong with it, and the others are not
 * lost. Nothing is thrown for anything a file can hold: the last event is `end` or `refused`.
 */
export async function* readMessage<Header, Group, Entry>(
  messages: readonly Message<Header, Group, Entry>[],
  source: Source,
  limits: Partial<ReadLimits> = {},
): AsyncGenerator<ReadEvent<Header, Group, Entry>> {
  const reading = new Reading(messages as unknown as readonly AnyMessage[], { ...readLimits, ...limits });
  const told = reading.events as ReadEvent<Header, Group, Entry>[];
  for await (const bytes of source)
    for (let at = 0; at < bytes.length && !reading.isRefused; at += pieceBytes) {
      reading.push(bytes.subarray(at, at + pieceBytes));
      yield* told.splice(0);
      if (reading.isRefused) return;
    }
  reading.end();
  yield* told.splice(0);
}

class Reading {
  readonly events: ReadEvent<object, object, object>[];
  isRefused = false;
  readonly #decoder: Decoder;
  readonly #tokens: Tokenizer;
  readonly #pieces: Utf8Pieces;

  constructor(messages: readonly AnyMessage[], limits: ReadLimits) {
    this.#decoder = new Decoder(messages, limits);
    this.#tokens = new Tokenizer(this.#decoder, limits);
    this.#pieces = new Utf8Pieces((text) => this.#tokens.push(text));
    this.#decoder.lineOf = () => this.#tokens.line;
    this.events = this.#decoder.events;
  }

  push(bytes: Uint8Array): void {
    this.#guard(() => this.#pieces.push(bytes));
  }

  end(): void {
    this.#guard(() => {
      this.#pieces.end();
      this.#tokens.end();
      this.#decoder.end();
    });
  }

  #guard(read: () => void): void {
    try {
      read();
    } catch (error) {
      const isKnown = error instanceof Refusal || error instanceof RefusedFindings;
      if (!isKnown) throw error;
      const findings =
        error instanceof RefusedFindings
          ? error.findings
          : [error.bad.at(error.isAhead ? this.#tokens.lastLine : this.#tokens.line, this.#decoder.path())];
      this.events.push({ kind: 'refused', findings });
      this.isRefused = true;
    }
  }
}
