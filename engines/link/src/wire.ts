import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { fault } from './fault.ts';
import { encodeRefusal, type Prelude, readPrelude } from './hello.ts';

/** Where the bytes of a wire go; `gone` comes once, after the last bytes. */
export type Sink = { readonly bytes: (chunk: Buffer) => void; readonly gone: (code: string) => void };

// What a peer may say before anybody listens: a hello and no more than a little after it.
const earlyBytes = 64 * 1024;
const refusalMs = 1_000;

/** A TLS connection whose bytes are kept until somebody attaches, and whose end is told to whoever is attached. */
export class Wire {
  readonly tls: TLSSocket;
  /** The TCP connection below; its counters are the bytes on the wire, TLS included. */
  readonly raw: Socket;
  readonly address: string;
  #sink: Sink | undefined;
  #early: Buffer[] = [];
  #gone: string | undefined;

  constructor(tls: TLSSocket, raw: Socket) {
    this.tls = tls;
    this.raw = raw;
    this.address = raw.remoteAddress ?? '';
    raw.setNoDelay(true);
    tls.on('data', (chunk: Buffer) => this.#take(chunk));
    tls.on('end', () => this.#leave('link.connection_lost'));
    tls.on('error', () => this.#leave('link.connection_lost'));
    tls.on('close', () => this.#leave('link.connection_lost'));
  }

  get gone(): string | undefined {
    return this.#gone;
  }

  attach(sink: Sink): void {
    this.#sink = sink;
    const early = this.#early;
    this.#early = [];
    for (const chunk of early) sink.bytes(chunk);
    if (this.#gone !== undefined) sink.gone(this.#gone);
  }

  /** Gives back bytes that belong to whoever attaches next. */
  detach(rest: Buffer): void {
    this.#sink = undefined;
    if (rest.length > 0) this.#early.push(Buffer.from(rest));
  }

  /** Tells the peer why and ends the connection. */
  refuse(code: string): void {
    if (this.tls.writable) this.tls.write(encodeRefusal(code));
    this.finish(refusalMs);
  }

  /** Lets what was written leave, takes no more, and cuts the connection if the peer has not let go in time. */
  finish(withinMs: number): void {
    this.attach({ bytes: () => {}, gone: () => {} });
    this.tls.end();
    const late = setTimeout(() => this.tls.destroy(), withinMs);
    this.tls.once('close', () => clearTimeout(late));
  }

  /** The peer's first message. Errors: `link.malformed`, `link.connection_lost`, and whatever `signal` aborts with. */
  async prelude(signal?: AbortSignal): Promise<Prelude> {
    const { promise, resolve, reject } = Promise.withResolvers<Prelude>();
    let have: Buffer = Buffer.alloc(0);
    const bytes = (chunk: Buffer): void => {
      have = Buffer.concat([have, chunk]);
      try {
        const read = readPrelude(have);
        if (read === undefined) return;
        this.detach(read.rest);
        resolve(read.prelude);
      } catch (error) {
        reject(error);
      }
    };
    const aborted = (): void => reject(signal?.reason);
    if (signal?.aborted) aborted();
    signal?.addEventListener('abort', aborted, { once: true });
    this.attach({
      bytes,
      gone: (code) => reject(fault(code, 'The connection ended before the peer said who it is.')),
    });
    return promise.finally(() => signal?.removeEventListener('abort', aborted));
  }

  #take(chunk: Buffer): void {
    if (this.#sink) {
      this.#sink.bytes(chunk);
      return;
    }
    this.#early.push(chunk);
    const size = this.#early.reduce((sum, part) => sum + part.length, 0);
    if (size <= earlyBytes) return;
    this.#leave('link.malformed');
    this.tls.destroy();
  }

  #leave(code: string): void {
    if (this.#gone !== undefined) return;
    this.#gone = code;
    this.#sink?.gone(code);
  }
}
