import { codeOf, fail } from '@finharbor/kernel';
import { type Ending, Turnstile } from './bell.ts';
import { type Frame, frameKind } from './frame.ts';
import { messageOverhead } from './outgoing.ts';

type Message = { readonly label: string; readonly payload: Uint8Array<ArrayBuffer>; readonly chain: Buffer };
type Partial = { readonly label: string; readonly payload: Uint8Array<ArrayBuffer>; have: number };

/** The receiving half of a channel: frames into messages, which wait here until somebody receives them. */
export class Incoming {
  readonly #peer: string;
  readonly #ending: Ending;
  readonly #window: number;
  readonly #messageBytes: number;
  readonly #report: (taken: number) => void;
  readonly #turns = new Turnstile();
  readonly #queue: Message[] = [];
  #partial: Partial | undefined;
  #waiting = 0;
  #taken = 0;
  #reported = 0;
  #messages = 0;
  #chain: Buffer;

  constructor(parts: {
    readonly peer: string;
    readonly ending: Ending;
    readonly window: number;
    readonly messageBytes: number;
    readonly chain: Buffer;
    /** Tells the sender how much has been taken in all, so that it may send more. */
    readonly report: (taken: number) => void;
  }) {
    this.#peer = parts.peer;
    this.#ending = parts.ending;
    this.#window = parts.window;
    this.#messageBytes = parts.messageBytes;
    this.#report = parts.report;
    this.#chain = parts.chain;
  }

  get messages(): number {
    return this.#messages;
  }

  /** True between the first and the last frame of a message. */
  get within(): boolean {
    return this.#partial !== undefined;
  }

  /** The chain after the last message that was received. */
  chain(): Buffer {
    return this.#chain;
  }

  /** Takes a verified message frame. Errors: `link.too_large`, `link.malformed`. */
  frame(frame: Frame): void {
    const piece = frame.kind === frameKind.first ? this.#begin(frame.body) : frame.body;
    const partial = this.#partial ?? malformed();
    if (partial.have + piece.length > partial.payload.length) malformed();
    partial.payload.set(piece, partial.have);
    partial.have += piece.length;
    if (partial.have < partial.payload.length) return;
    this.#partial = undefined;
    this.#queue.push({ label: partial.label, payload: partial.payload, chain: frame.chain });
    this.#waiting += partial.payload.length + messageOverhead;
    this.#ending.bell.ring();
  }

  receive(label: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#turns.run(() => this.#receive(label));
  }

  #begin(body: Buffer): Buffer {
    const labelEnd = 1 + (body[0] ?? 0);
    if (this.#partial || labelEnd + 4 > body.length) malformed();
    const size = body.readUInt32BE(labelEnd);
    if (size > this.#messageBytes)
      fail(
        'link.too_large',
        `${this.#peer} announced a message of ${size} bytes; at most ${this.#messageBytes} are taken.`,
      );
    if (this.#waiting >= this.#window)
      fail('link.too_large', `${this.#peer} sent on although ${this.#waiting} bytes were waiting.`);
    const label = body.toString('utf8', 1, labelEnd);
    this.#partial = { label, payload: new Uint8Array(size), have: 0 };
    return body.subarray(labelEnd + 4);
  }

  async #receive(label: string): Promise<Uint8Array<ArrayBuffer>> {
    while (this.#queue.length === 0) {
      this.#ending.check();
      await this.#ending.bell.wait();
    }
    // What a peer said before it left still counts; after a fault nothing does.
    const { fault } = this.#ending;
    if (fault && codeOf(fault) !== 'link.peer_gone') throw fault;
    const message = this.#queue.shift()!;
    if (message.label !== label)
      fail('link.unexpected_label', `${this.#peer} sent "${message.label}" where "${label}" was due.`);
    this.#count(message);
    return message.payload;
  }

  #count(message: Message): void {
    const units = message.payload.length + messageOverhead;
    this.#waiting -= units;
    this.#taken += units;
    this.#messages += 1;
    this.#chain = message.chain;
    if (this.#taken - this.#reported < this.#window / 4) return;
    this.#reported = this.#taken;
    this.#report(this.#taken);
  }
}

function malformed(): never {
  return fail('link.malformed', 'The peer sent a frame that makes no sense here.');
}
