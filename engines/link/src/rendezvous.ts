import { fault } from './fault.ts';
import type { Hello } from './hello.ts';
import type { Wire } from './wire.ts';

/** An incoming connection whose party is proven and whose hello has been read. */
export type Offer = { readonly wire: Wire; readonly hello: Hello; readonly bytes: Uint8Array };

type Slot = { readonly offer?: Offer; readonly take?: (offer: Offer) => void };

/** Brings together who dials and who accepts, whichever comes first; one conversation per session and peer. */
export class Rendezvous {
  readonly #slots = new Map<string, Slot>();
  readonly #waitMs: number;
  readonly #waitingPerPeer: number;
  readonly #refuse: (offer: Offer, code: string) => void;

  constructor(parts: {
    readonly waitMs: number;
    readonly waitingPerPeer: number;
    readonly refuse: (offer: Offer, code: string) => void;
  }) {
    this.#waitMs = parts.waitMs;
    this.#waitingPerPeer = parts.waitingPerPeer;
    this.#refuse = parts.refuse;
  }

  /** Keeps others from opening the same conversation until `release`. Errors: `link.duplicate`. */
  claim(session: string, party: string): void {
    const key = keyOf(session, party);
    if (this.#slots.has(key)) duplicate(party);
    this.#slots.set(key, {});
  }

  release(session: string, party: string): void {
    this.#slots.delete(keyOf(session, party));
  }

  /** Claims, and waits for the peer's offer. Errors: `link.duplicate`, and whatever `signal` aborts with. */
  async take(session: string, party: string, signal: AbortSignal): Promise<Offer> {
    const key = keyOf(session, party);
    const slot = this.#slots.get(key);
    if (slot && !slot.offer) duplicate(party);
    if (slot?.offer) {
      this.#slots.set(key, {});
      return slot.offer;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Offer>();
    const aborted = (): void => {
      this.#slots.delete(key);
      reject(signal.reason);
    };
    if (signal.aborted) throw signal.reason;
    const take = (offer: Offer): void => {
      this.#slots.set(key, {});
      signal.removeEventListener('abort', aborted);
      resolve(offer);
    };
    this.#slots.set(key, { take });
    signal.addEventListener('abort', aborted, { once: true });
    return promise;
  }

  /** Hands an offer to whoever waits for it, or keeps it for a while. */
  offer(offer: Offer): void {
    const party = offer.hello.from;
    const key = keyOf(offer.hello.session, party);
    const slot = this.#slots.get(key);
    const waiting = this.#waiting().filter((other) => other.hello.from === party);
    if (slot?.take) slot.take(offer);
    else if (slot) this.#refuse(offer, 'link.duplicate');
    else if (waiting.length >= this.#waitingPerPeer) this.#refuse(offer, 'link.too_many');
    else this.#keep(key, offer);
  }

  #keep(key: string, offer: Offer): void {
    this.#slots.set(key, { offer });
    const mine = (): boolean => this.#slots.get(key)?.offer === offer;
    const late = setTimeout(() => {
      if (!mine()) return;
      this.#slots.delete(key);
      this.#refuse(offer, 'link.not_accepted');
    }, this.#waitMs);
    offer.wire.tls.once('close', () => {
      clearTimeout(late);
      if (mine()) this.#slots.delete(key);
    });
  }

  /** Turns away every offer nobody has taken. */
  close(): void {
    for (const offer of this.#waiting()) {
      this.release(offer.hello.session, offer.hello.from);
      this.#refuse(offer, 'link.shut_down');
    }
  }

  #waiting(): readonly Offer[] {
    return [...this.#slots.values()].flatMap((slot) => slot.offer ?? []);
  }
}

function keyOf(session: string, party: string): string {
  return `${session} ${party}`;
}

function duplicate(party: string): never {
  throw fault('link.duplicate', `This session with ${party} is open or being opened already.`);
}
