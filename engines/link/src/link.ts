import { type Clock, codeOf, fail, type SigningKey } from '@finharbor/kernel';
import type { Channel } from './channel.ts';
import { deadline } from './deadline.ts';
import { dial } from './dial.ts';
import { fault } from './fault.ts';
import type { Direction } from './frame.ts';
import { bind, encodeHello, type Hello, makeHello } from './hello.ts';
import { Identity } from './identity.ts';
import { defaultLimits, type LinkLimits } from './limits.ts';
import { Listener } from './listen.ts';
import { type Peer, type PeerBook, peerNamed } from './peers.ts';
import { type LinkEvent, type RefusalCount, Refusals } from './refusals.ts';
import { type Offer, Rendezvous } from './rendezvous.ts';
import { SocketChannel } from './socket-channel.ts';
import type { Wire } from './wire.ts';

/** What a link is made of. `peers` is asked anew for every connection; `listen.port` 0 takes any free port. */
export type LinkOptions = {
  readonly party: string;
  readonly key: SigningKey;
  readonly peers: PeerBook;
  readonly listen: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  readonly limits?: Partial<LinkLimits>;
  /** Told what happens, in codes only; must not throw. */
  readonly observe?: (event: LinkEvent) => void;
};

/** What both sides of a conversation must agree on, and how long to wait for it. */
export type SessionOptions = {
  /** SHA-256 of what the session is for, such as its job plan; 32 bytes, equal on both sides. */
  readonly context: Uint8Array;
  readonly signal?: AbortSignal;
  /** Instead of the link's own `waitMs`. */
  readonly waitMs?: number;
};

/**
 * A node's end of the connections to its pinned peers. For one session (a UUID) and pair of parties, one side calls
 * `open` and the other `accept`, in either order; the callers agree who does which.
 * Errors of both: `link.context_mismatch`, `link.duplicate`, `link.unknown_peer`, `link.cancelled`, `link.invalid`;
 * of `open` also `link.unreachable`, `link.foreign`, `link.not_accepted` and other refusals by name; of `accept`
 * `link.not_dialled`.
 */
export type Link = {
  readonly address: { readonly host: string; readonly port: number };
  readonly open: (session: string, peer: string, options: SessionOptions) => Promise<Channel>;
  readonly accept: (session: string, peer: string, options: SessionOptions) => Promise<Channel>;
  readonly refused: () => RefusalCount;
  /** Stops listening, ends what is open (`link.shut_down`) and resolves when every connection has closed. */
  readonly close: () => Promise<void>;
};

/** Starts listening and gives the node's link. Errors: `link.cannot_listen`, `link.invalid`. */
export async function createLink(options: LinkOptions): Promise<Link> {
  const node = new LinkNode(options);
  const address = await node.listen();
  return {
    address,
    open: (session, peer, how) => node.open(session, peer, how),
    accept: (session, peer, how) => node.accept(session, peer, how),
    refused: () => node.refusals.count(),
    close: () => node.close(),
  };
}

class LinkNode {
  readonly refusals: Refusals;
  readonly #options: LinkOptions;
  readonly #limits: LinkLimits;
  readonly #identity: Identity;
  readonly #listener: Listener;
  readonly #rendezvous: Rendezvous;
  readonly #channels = new Set<SocketChannel>();
  readonly #wires = new Set<Wire>();
  readonly #closing = new AbortController();

  constructor(options: LinkOptions) {
    const { party, peers, clock } = options;
    this.#options = options;
    this.#limits = checkedLimits(options.limits ?? {});
    this.refusals = new Refusals(clock, options.observe ?? (() => {}));
    this.#identity = new Identity(options.key, this.#limits.certificateMs, clock);
    this.#rendezvous = new Rendezvous({
      ...this.#limits,
      refuse: (offer, code) => this.#refuse(offer, code),
    });
    this.#listener = new Listener({
      ...{ party, peers, clock, identity: this.#identity, limits: this.#limits, refusals: this.refusals },
      offer: (offer) => this.#offered(offer),
    });
  }

  listen(): Promise<{ readonly host: string; readonly port: number }> {
    return this.#listener.listen(this.#options.listen.host, this.#options.listen.port);
  }

  async open(session: string, party: string, how: SessionOptions): Promise<Channel> {
    const peer = this.#pinned(party);
    const hello = this.#hello(session, party, how);
    this.#rendezvous.claim(session, party);
    let wire: Wire | undefined;
    try {
      wire = await this.#dial(peer, how);
      const own = encodeHello(hello);
      wire.tls.write(own);
      const answer = await this.#answer(wire, hello, how);
      const keys = bind({ dialler: own, answerer: answer.bytes }, exporterOf(wire));
      return this.#converse(wire, answer.hello, { sending: keys.dialler, receiving: keys.answerer });
    } catch (error) {
      this.#rendezvous.release(session, party);
      wire?.finish(this.#limits.closeMs);
      throw error;
    }
  }

  async accept(session: string, party: string, how: SessionOptions): Promise<Channel> {
    this.#pinned(party);
    const hello = this.#hello(session, party, how);
    const late = { code: 'link.not_dialled', message: `${party} did not open the session in time.` };
    using wait = deadline(how.waitMs ?? this.#limits.waitMs, late, this.#cancel(how));
    const offer = await this.#rendezvous.take(session, party, wait.signal);
    if (!Buffer.from(offer.hello.context).equals(hello.context)) {
      this.#rendezvous.release(session, party);
      this.#refuse(offer, 'link.context_mismatch');
      throw contextMismatch(party);
    }
    const own = encodeHello(hello);
    offer.wire.tls.write(own);
    const keys = bind({ dialler: offer.bytes, answerer: own }, exporterOf(offer.wire));
    return this.#converse(offer.wire, offer.hello, { sending: keys.answerer, receiving: keys.dialler });
  }

  async close(): Promise<void> {
    this.#closing.abort(fault('link.shut_down', 'This node is shutting down.'));
    this.#rendezvous.close();
    for (const channel of this.#channels) channel.abort('link.shut_down');
    const wires = [...this.#wires].map((wire) => new Promise((done) => wire.tls.once('close', done)));
    await Promise.all([this.#listener.stop(), ...wires]);
  }

  #pinned(party: string): Peer {
    const peer = peerNamed(this.#options.peers, party);
    return peer ?? fail('link.unknown_peer', `No key is pinned for ${party}; pin the peer first.`);
  }

  #hello(session: string, to: string, how: SessionOptions): Hello {
    const { context } = how;
    return makeHello({ session, from: this.#options.party, to, context, window: this.#limits.queueBytes });
  }

  async #dial(peer: Peer, how: SessionOptions): Promise<Wire> {
    const message = `${peer.party} did not finish the handshake in time.`;
    const late = { code: 'link.handshake_timeout', message };
    using limit = deadline(this.#limits.handshakeMs, late, this.#cancel(how));
    try {
      const use = { identity: this.#identity, clock: this.#options.clock, signal: limit.signal };
      const wire = await dial(peer, use);
      this.#wires.add(wire);
      wire.tls.once('close', () => this.#wires.delete(wire));
      return wire;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'link.foreign' || code === 'link.certificate_expired')
        this.refusals.add({ code, address: peer.host });
      throw error;
    }
  }

  /** The peer's hello, which must answer ours. */
  async #answer(
    wire: Wire,
    own: Hello,
    how: SessionOptions,
  ): Promise<{ readonly hello: Hello; readonly bytes: Uint8Array }> {
    const late = { code: 'link.not_accepted', message: `${own.to} did not accept the session in time.` };
    // The peer counts its own time and then says why; this side only outlasts it.
    const waitMs = (how.waitMs ?? this.#limits.waitMs) + this.#limits.handshakeMs;
    using wait = deadline(waitMs, late, this.#cancel(how));
    const prelude = await wire.prelude(wait.signal);
    if (prelude.kind === 'refused')
      throw fault(prelude.code, `${own.to} refused the session (${prelude.code}).`);
    const { hello } = prelude;
    if (hello.session !== own.session || hello.from !== own.to || hello.to !== own.from)
      throw fault('link.foreign', `${own.to} answered for another session or party.`);
    if (!Buffer.from(hello.context).equals(own.context)) throw contextMismatch(own.to);
    return prelude;
  }

  #converse(wire: Wire, hello: Hello, keys: { sending: Direction; receiving: Direction }): Channel {
    const { session, from: peer } = hello;
    const channel = new SocketChannel({
      ...{ wire, peer, ...keys, peerWindow: hello.window, limits: this.#limits },
      onEnd: (code) => {
        this.#channels.delete(channel);
        this.#rendezvous.release(session, peer);
        this.#options.observe?.({ kind: 'ended', session, peer, code });
      },
    });
    this.#channels.add(channel);
    this.#options.observe?.({ kind: 'opened', session, peer });
    channel.start();
    return channel;
  }

  #offered(offer: Offer): void {
    const { session, from: peer } = offer.hello;
    this.#options.observe?.({ kind: 'knocked', session, peer });
    this.#rendezvous.offer(offer);
  }

  #refuse(offer: Offer, code: string): void {
    this.refusals.add({ code, address: offer.wire.address, party: offer.hello.from });
    offer.wire.refuse(code);
  }

  #cancel(how: SessionOptions): AbortSignal {
    return how.signal ? AbortSignal.any([how.signal, this.#closing.signal]) : this.#closing.signal;
  }
}

function exporterOf(wire: Wire): (length: number, label: string, context: Buffer) => Buffer {
  return (length, label, context) => wire.tls.exportKeyingMaterial(length, label, context);
}

function contextMismatch(party: string): Error {
  return fault(
    'link.context_mismatch',
    `${party} works on another plan for this session; compare the plans.`,
  );
}

function checkedLimits(wanted: Partial<LinkLimits>): LinkLimits {
  const limits = { ...defaultLimits, ...wanted };
  for (const [name, value] of Object.entries(limits))
    if (!Number.isSafeInteger(value) || value <= 0)
      fail('link.invalid', `limits.${name} must be a whole number above 0.`);
  if (limits.messageBytes > defaultLimits.messageBytes)
    fail('link.invalid', 'limits.messageBytes must not exceed 64 MiB.');
  return limits;
}
