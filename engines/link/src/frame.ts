import { createHash, createHmac, type Hash, timingSafeEqual } from 'node:crypto';
import { fail } from '@finharbor/kernel';

/**
 * A frame on the wire, integers big-endian:
 *   u32 body length | 8-byte direction id | u48 sequence number | u8 kind | body | 32-byte tag
 * tag = HMAC-SHA256(direction key, header || chain [|| body of a control frame])
 * chain = SHA-256(seed || bodies of all message frames up to and including this one), so each tag vouches for
 * everything before it; the chain after a message is also what `transcript` reports.
 */
export const frameKind = { first: 1, more: 2, heartbeat: 3, taken: 4, goodbye: 5, abort: 6 } as const;
export type FrameKind = (typeof frameKind)[keyof typeof frameKind];

/** What one direction of one connection is keyed with. */
export type Direction = {
  readonly id: Uint8Array;
  readonly key: Uint8Array;
  readonly seed: Uint8Array;
};

/** A verified frame; `body` is valid only until the callback returns. `chain` stands for all message frames so far. */
export type Frame = { readonly kind: FrameKind; readonly body: Buffer; readonly chain: Buffer };

/** Room for one TLS write: the header, the largest body and the tag stay within it. */
const maxFrameBytes: number = 256 * 1024;
export const headerBytes = 19;
export const tagBytes = 32;
export const maxBodyBytes: number = maxFrameBytes - headerBytes - tagBytes;

export class FrameSealer {
  readonly #direction: Direction;
  readonly #running: Hash;
  #sequence = 0;

  constructor(direction: Direction) {
    this.#direction = direction;
    this.#running = createHash('sha256').update(direction.seed);
  }

  /** The next frame. The parts are copied, so the caller may reuse them. */
  seal(kind: FrameKind, ...parts: readonly Uint8Array[]): Buffer {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const frame = Buffer.allocUnsafe(headerBytes + length + tagBytes);
    frame.writeUInt32BE(length, 0);
    frame.set(this.#direction.id, 4);
    frame.writeUIntBE(this.#sequence++, 12, 6);
    frame[18] = kind;
    let at = headerBytes;
    for (const part of parts) {
      frame.set(part, at);
      at += part.length;
    }
    const tag = tagOf(this.#direction, this.#running, frame.subarray(0, at)).tag;
    frame.set(tag, at);
    return frame;
  }

  /** The chain over all messages sealed so far. */
  chain(): Buffer {
    return this.#running.copy().digest();
  }
}

export class FrameOpener {
  readonly #direction: Direction;
  readonly #running: Hash;
  readonly #buffer = Buffer.allocUnsafe(maxFrameBytes);
  #have = 0;
  #need = headerBytes;
  #sequence = 0;

  constructor(direction: Direction) {
    this.#direction = direction;
    this.#running = createHash('sha256').update(direction.seed);
  }

  /** The chain over all messages opened so far. */
  chain(): Buffer {
    return this.#running.copy().digest();
  }

  /** True where part of a frame has come and the rest is due. */
  get within(): boolean {
    return this.#have > 0;
  }

  /**
   * Takes bytes as they come and hands over each whole frame, verified.
   * Errors: `link.foreign`, `link.replayed`, `link.out_of_order`, `link.too_large`, `link.altered`.
   */
  push(chunk: Uint8Array, deliver: (frame: Frame) => void): void {
    let at = 0;
    while (at < chunk.length) {
      const step = Math.min(this.#need - this.#have, chunk.length - at);
      this.#buffer.set(chunk.subarray(at, at + step), this.#have);
      this.#have += step;
      at += step;
      if (this.#have === headerBytes && this.#need === headerBytes) this.#header();
      if (this.#have === this.#need) this.#whole(deliver);
    }
  }

  #header(): void {
    const header = this.#buffer;
    if (!header.subarray(4, 12).equals(this.#direction.id))
      fail('link.foreign', 'A frame of another connection came in.');
    const sequence = header.readUIntBE(12, 6);
    if (sequence < this.#sequence) fail('link.replayed', 'A frame came in a second time.');
    if (sequence > this.#sequence) fail('link.out_of_order', 'A frame is missing or came in too early.');
    const length = header.readUInt32BE(0);
    if (length > maxBodyBytes) fail('link.too_large', `A frame holds at most ${maxBodyBytes} bytes.`);
    this.#need = headerBytes + length + tagBytes;
  }

  #whole(deliver: (frame: Frame) => void): void {
    const end = this.#need - tagBytes;
    const { tag, chain } = tagOf(this.#direction, this.#running, this.#buffer.subarray(0, end));
    if (!timingSafeEqual(tag, this.#buffer.subarray(end, this.#need)))
      fail('link.altered', 'A frame was altered on its way.');
    this.#have = 0;
    this.#need = headerBytes;
    this.#sequence += 1;
    deliver({ kind: this.#buffer[18] as FrameKind, body: this.#buffer.subarray(headerBytes, end), chain });
  }
}

function tagOf(direction: Direction, running: Hash, frame: Buffer): { tag: Buffer; chain: Buffer } {
  const header = frame.subarray(0, headerBytes);
  const body = frame.subarray(headerBytes);
  const ofMessage = frame[18] === frameKind.first || frame[18] === frameKind.more;
  if (ofMessage) running.update(body);
  const chain = running.copy().digest();
  const mac = createHmac('sha256', direction.key).update(header).update(chain);
  if (!ofMessage) mac.update(body);
  return { tag: mac.digest(), chain };
}
