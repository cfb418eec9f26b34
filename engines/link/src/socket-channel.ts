import { codeOf, FinharborError } from '@finharbor/kernel';
import { Ending } from './bell.ts';
import type { Channel, Traffic } from './channel.ts';
import { fault, peerGone } from './fault.ts';
import { type Direction, type Frame, FrameOpener, frameKind } from './frame.ts';
import { giveBack } from './give-back.ts';
import { safeCode } from './hello.ts';
import { Incoming } from './incoming.ts';
import type { LinkLimits } from './limits.ts';
import { Outgoing } from './outgoing.ts';
import type { Wire } from './wire.ts';

export type ChannelParts = {
  readonly wire: Wire;
  readonly peer: string;
  readonly sending: Direction;
  readonly receiving: Direction;
  /** Bytes of messages that may wait at the peer. */
  readonly peerWindow: number;
  readonly limits: LinkLimits;
  /** Called once, with the code the channel ended with. */
  readonly onEnd: (code: string) => void;
};

/** A channel over one TLS connection whose hellos have been exchanged. */
export class SocketChannel implements Channel {
  readonly peer: string;
  readonly #wire: Wire;
  readonly #limits: LinkLimits;
  readonly #ending = new Ending();
  readonly #opener: FrameOpener;
  readonly #outgoing: Outgoing;
  readonly #incoming: Incoming;
  readonly #onEnd: (code: string) => void;
  #pulse: NodeJS.Timeout | undefined;
  #silentBeats = 0;
  #closing: Promise<void> | undefined;
  #saidGoodbye = false;

  constructor(parts: ChannelParts) {
    const { wire, limits } = parts;
    this.peer = parts.peer;
    this.#wire = wire;
    this.#limits = limits;
    this.#onEnd = parts.onEnd;
    this.#opener = new FrameOpener(parts.receiving);
    const common = { ending: this.#ending, messageBytes: limits.messageBytes };
    this.#outgoing = new Outgoing({ ...common, wire, direction: parts.sending, window: parts.peerWindow });
    this.#incoming = new Incoming({
      ...common,
      peer: parts.peer,
      window: limits.queueBytes,
      chain: this.#opener.chain(),
      report: (taken) => this.#outgoing.control(frameKind.taken, u48(taken)),
    });
  }

  start(): void {
    this.#pulse = setInterval(() => this.#beat(), this.#limits.heartbeatMs);
    this.#wire.attach({ bytes: (chunk) => this.#bytes(chunk), gone: (code) => this.#lost(code) });
  }

  // Fields, not methods, so that a caller may take one function out of the channel.
  readonly send = (label: string, payload: Uint8Array): Promise<void> => this.#outgoing.send(label, payload);

  readonly receive = async (label: string): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      return await this.#incoming.receive(label);
    } catch (error) {
      if (codeOf(error) === 'link.unexpected_label') this.#refuse(error as FinharborError);
      throw error;
    }
  };

  readonly traffic = (): Traffic => ({
    bytesSent: this.#wire.raw.bytesWritten,
    bytesReceived: this.#wire.raw.bytesRead,
    messagesSent: this.#outgoing.messages,
    messagesReceived: this.#incoming.messages,
  });

  readonly transcript = (): { readonly sent: string; readonly received: string } => ({
    sent: this.#outgoing.chain().toString('hex'),
    received: this.#incoming.chain().toString('hex'),
  });

  readonly close = (): Promise<void> => {
    this.#closing ??= this.#ending.fault ? Promise.resolve() : this.#close();
    return this.#closing;
  };

  readonly abort = (reasonCode: string): void => {
    const code = safeCode(reasonCode);
    if (this.#ending.fault) return;
    this.#outgoing.control(frameKind.abort, Buffer.from(code, 'latin1'));
    this.#end(fault('link.closed', `This side ended the session (${code}).`, fault(code, code)));
  };

  async #close(): Promise<void> {
    const late = setTimeout(() => this.#gone('link.close_timeout'), this.#limits.closeMs);
    await this.#outgoing.idle();
    if (!this.#ending.fault) this.#sayGoodbye();
    while (!this.#ending.fault) await this.#ending.bell.wait();
    clearTimeout(late);
    if (codeOf(this.#ending.fault) !== 'link.closed') throw this.#ending.fault;
  }

  #bytes(chunk: Buffer): void {
    if (this.#ending.fault) return;
    try {
      this.#opener.push(chunk, (frame) => this.#frame(frame));
      giveBack(chunk);
    } catch (error) {
      if (!(error instanceof FinharborError)) throw error;
      this.#refuse(error);
    }
  }

  #frame(frame: Frame): void {
    if (this.#ending.fault) return;
    this.#silentBeats = 0;
    switch (frame.kind) {
      case frameKind.first:
      case frameKind.more:
        this.#incoming.frame(frame);
        break;
      case frameKind.heartbeat:
        break;
      case frameKind.taken:
        this.#outgoing.taken(frame.body.length === 6 ? frame.body.readUIntBE(0, 6) : -1);
        break;
      case frameKind.goodbye:
        this.#goodbye();
        break;
      case frameKind.abort:
        this.#gone(safeCode(frame.body.toString('latin1')));
        break;
      default:
        throw fault('link.malformed', `${this.peer} sent a frame of an unknown kind.`);
    }
  }

  #goodbye(): void {
    this.#sayGoodbye();
    if (this.#closing) this.#end(fault('link.closed', 'This side has closed the session.'));
    else this.#gone('link.closed');
  }

  #sayGoodbye(): void {
    if (!this.#saidGoodbye) this.#outgoing.control(frameKind.goodbye);
    this.#saidGoodbye = true;
  }

  #beat(): void {
    // Beats are counted, not time: a beat that came late because this process was busy is still one beat.
    this.#silentBeats += 1;
    if (this.#silentBeats * this.#limits.heartbeatMs >= this.#limits.silenceMs) this.#gone('link.silent');
    else this.#outgoing.heartbeat();
  }

  #lost(code: string): void {
    this.#gone(this.#opener.within || this.#incoming.within ? 'link.truncated' : code);
  }

  #gone(reasonCode: string): void {
    this.#end(peerGone(this.peer, reasonCode));
  }

  #refuse(error: FinharborError): void {
    if (this.#ending.fault) return;
    this.#outgoing.control(frameKind.abort, Buffer.from(error.code, 'latin1'));
    this.#end(error);
  }

  #end(error: FinharborError): void {
    if (!this.#ending.end(error)) return;
    clearInterval(this.#pulse);
    this.#wire.finish(this.#limits.closeMs);
    this.#onEnd(codeOf(error.cause ?? error));
  }
}

function u48(value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
}
