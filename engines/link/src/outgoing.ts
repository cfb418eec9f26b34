import { fail } from '@finharbor/kernel';
import { type Ending, Turnstile } from './bell.ts';
import { type Direction, type FrameKind, FrameSealer, frameKind, maxBodyBytes } from './frame.ts';
import { giveBack } from './give-back.ts';
import type { Wire } from './wire.ts';

/** Counted on top of a message's payload towards the window, so that empty messages are not free. */
export const messageOverhead = 64;

/** The sending half of a channel: messages into frames, held back by the socket and by what the peer has not taken yet. */
export class Outgoing {
  readonly #wire: Wire;
  readonly #sealer: FrameSealer;
  readonly #ending: Ending;
  readonly #window: number;
  readonly #messageBytes: number;
  readonly #turns = new Turnstile();
  #offered = 0;
  #taken = 0;
  #messages = 0;
  #quiet = true;

  constructor(parts: {
    readonly wire: Wire;
    readonly direction: Direction;
    readonly ending: Ending;
    readonly window: number;
    readonly messageBytes: number;
  }) {
    this.#wire = parts.wire;
    this.#sealer = new FrameSealer(parts.direction);
    this.#ending = parts.ending;
    this.#window = parts.window;
    this.#messageBytes = parts.messageBytes;
    this.#wire.tls.on('drain', () => this.#ending.bell.ring());
  }

  get messages(): number {
    return this.#messages;
  }

  async send(label: string, payload: Uint8Array): Promise<void> {
    const name = Buffer.from(label, 'utf8');
    if (name.length === 0 || name.length > 255) fail('link.invalid', 'A label has 1 to 255 bytes of UTF-8.');
    if (payload.length > this.#messageBytes)
      fail('link.too_large', `A message holds at most ${this.#messageBytes} bytes, not ${payload.length}.`);
    await this.#turns.run(() => this.#send(name, payload));
  }

  /** A control frame, between the frames of messages. */
  control(kind: FrameKind, body: Uint8Array = new Uint8Array(0)): void {
    this.#quiet = false;
    if (this.#wire.tls.writable) this.#wire.tls.write(this.#sealer.seal(kind, body));
  }

  /** A heartbeat where nothing else went out since the last time this was asked. */
  heartbeat(): void {
    const quiet = this.#quiet;
    if (quiet && !this.#wire.tls.writableNeedDrain) this.control(frameKind.heartbeat);
    this.#quiet = true;
  }

  /** The peer has taken this much in all. Errors: `link.malformed`. */
  taken(total: number): void {
    if (total < this.#taken || total > this.#offered)
      fail('link.malformed', 'The peer took more than was sent.');
    this.#taken = total;
    this.#ending.bell.ring();
  }

  /** Resolves when every message asked for so far has gone out or failed. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  chain(): Buffer {
    return this.#sealer.chain();
  }

  async #send(name: Buffer, payload: Uint8Array): Promise<void> {
    while (this.#offered - this.#taken >= this.#window && !this.#ending.fault) await this.#ending.bell.wait();
    this.#offered += payload.length + messageOverhead;
    const head = Buffer.alloc(1 + name.length + 4);
    head[0] = name.length;
    head.set(name, 1);
    head.writeUInt32BE(payload.length, 1 + name.length);
    let at = Math.min(payload.length, maxBodyBytes - head.length);
    await this.#write(frameKind.first, head, payload.subarray(0, at));
    while (at < payload.length) {
      const piece = payload.subarray(at, at + maxBodyBytes);
      await this.#write(frameKind.more, piece);
      at += piece.length;
    }
    this.#messages += 1;
  }

  async #write(kind: FrameKind, ...parts: readonly Uint8Array[]): Promise<void> {
    this.#ending.check();
    this.#quiet = false;
    const { tls } = this.#wire;
    const frame = this.#sealer.seal(kind, ...parts);
    tls.write(frame, () => giveBack(frame));
    while (tls.writableNeedDrain && !this.#ending.fault) await this.#ending.bell.wait();
  }
}
