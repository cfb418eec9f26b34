import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from 'node:tls';
import { type Clock, codeOf, type PublicKey } from '@finharbor/kernel';
import { fault } from './fault.ts';
import type { Hello } from './hello.ts';
import { checkHandshake, type Identity, tlsOptions } from './identity.ts';
import type { LinkLimits } from './limits.ts';
import { type PeerBook, peerNamed, provenKey } from './peers.ts';
import type { Refusals } from './refusals.ts';
import type { Offer } from './rendezvous.ts';
import { Wire } from './wire.ts';

export type ListenerParts = {
  readonly party: string;
  readonly identity: Identity;
  readonly peers: PeerBook;
  readonly clock: Clock;
  readonly limits: LinkLimits;
  readonly refusals: Refusals;
  readonly offer: (offer: Offer) => void;
};

type Visitor = {
  readonly raw: Socket;
  readonly key: string;
  readonly address: string;
  readonly late: NodeJS.Timeout;
  settled: boolean;
};

/** Takes connections, finds out who is there, and hands over those whose party is proven. */
export class Listener {
  readonly #parts: ListenerParts;
  readonly #server: Server;
  readonly #tls: TlsServer;
  // By remote address and port: the TLS server gives no other way from its socket to the connection below.
  readonly #visitors = new Map<string, Visitor>();

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.#tls = createTlsServer({ ...tlsOptions, ...parts.identity.credentials() });
    this.#tls.on('secureConnection', (tls) => this.#secured(tls));
    // Node closes the connection itself; the count is kept when it has closed.
    this.#tls.on('tlsClientError', () => {});
    this.#server = createServer((raw) => this.#connected(raw));
  }

  listen(host: string, port: number): Promise<{ readonly host: string; readonly port: number }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ host: string; port: number }>();
    this.#server.once('error', (cause) =>
      reject(fault('link.cannot_listen', `This node cannot listen on ${host} port ${port}.`, cause)),
    );
    this.#server.listen(port, host, () => {
      const address = this.#server.address();
      if (address && typeof address === 'object') resolve({ host: address.address, port: address.port });
    });
    return promise;
  }

  /** Stops listening, cuts whoever has not said hello, and resolves when the last connection has closed. */
  async stop(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    for (const visitor of this.#visitors.values()) visitor.raw.destroy();
    await closed;
  }

  #connected(raw: Socket): void {
    const { limits, refusals, identity } = this.#parts;
    const address = raw.remoteAddress ?? '';
    raw.on('error', () => {});
    const others = [...this.#visitors.values()];
    const near = others.filter((other) => other.address === address);
    if (near.length >= limits.halfOpenPerAddress || others.length >= limits.halfOpen) {
      refusals.add({ code: 'link.too_many', address });
      raw.destroy();
      return;
    }
    const key = keyOf(raw);
    const late = setTimeout(() => {
      this.#turnAway(visitor, 'link.handshake_timeout');
      raw.destroy();
    }, limits.handshakeMs);
    const visitor: Visitor = { raw, key, address, late, settled: false };
    this.#visitors.set(key, visitor);
    raw.once('close', () => this.#turnAway(visitor, 'link.handshake_failed'));
    // Replaces all of the context: without the versions here, older TLS would come back.
    this.#tls.setSecureContext({ ...tlsOptions, ...identity.credentials() });
    this.#tls.emit('connection', raw);
  }

  #secured(tls: TLSSocket): void {
    const visitor = this.#visitors.get(keyOf(tls));
    if (visitor) void this.#greet(visitor, new Wire(tls, visitor.raw));
    else tls.destroy();
  }

  async #greet(visitor: Visitor, wire: Wire): Promise<void> {
    let proven: PublicKey | undefined;
    try {
      checkHandshake(wire.tls);
      proven = provenKey(wire.tls.getPeerX509Certificate(), this.#parts.peers(), this.#parts.clock);
      const prelude = await wire.prelude();
      if (prelude.kind !== 'hello') throw fault('link.malformed', 'The dialling side must say hello.');
      this.#checkNames(prelude.hello, proven);
      this.#settle(visitor);
      this.#parts.offer({ wire, hello: prelude.hello, bytes: prelude.bytes });
    } catch (error) {
      this.#turnAway(visitor, codeOf(error), proven);
      wire.refuse(codeOf(error));
    }
  }

  #checkNames(hello: Hello, proven: PublicKey): void {
    if (peerNamed(this.#parts.peers, hello.from)?.publicKey !== proven)
      throw fault('link.foreign', 'The other side claims a party whose key it does not hold.');
    if (hello.to !== this.#parts.party)
      throw fault('link.foreign', 'The other side looks for a party that is not here.');
  }

  #turnAway(visitor: Visitor, code: string, proven?: PublicKey): void {
    if (visitor.settled) return;
    this.#settle(visitor);
    const party = this.#parts.peers().find((peer) => peer.publicKey === proven)?.party;
    this.#parts.refusals.add({ code, address: visitor.address, ...(party === undefined ? {} : { party }) });
  }

  /** The visitor no longer counts as half open: it is known, or on its way out. */
  #settle(visitor: Visitor): void {
    visitor.settled = true;
    clearTimeout(visitor.late);
    this.#visitors.delete(visitor.key);
  }
}

function keyOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}
