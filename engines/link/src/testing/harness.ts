import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { codeOf, FinharborError, generateSigningKey, type SigningKey, systemClock } from '@finharbor/kernel';
import {
  type Channel,
  createLink,
  type Link,
  type LinkEvent,
  type LinkLimits,
  type LinkOptions,
  type Peer,
} from '../index.ts';

/** A node under test: its link, its key, the peers it pins, and what it observed. */
export type Node = {
  readonly link: Link;
  readonly key: SigningKey;
  readonly book: Peer[];
  readonly events: LinkEvent[];
  /** Resolves with the first event that fits, past or to come. */
  readonly seen: (fits: (event: LinkEvent) => boolean) => Promise<LinkEvent>;
};

// A test that failed half-way must not keep its sockets, and with them the whole run.
const open = new Set<Link>();
afterEach(async () => {
  await Promise.all([...open].map((link) => link.close()));
  open.clear();
});

export const context: Uint8Array = new Uint8Array(32).fill(7);
export const newSession = (): string => randomUUID();

export async function node(
  party: string,
  extra: Partial<Pick<LinkOptions, 'limits' | 'clock' | 'key'>> = {},
): Promise<Node> {
  const key = extra.key ?? generateSigningKey();
  const book: Peer[] = [];
  const events: LinkEvent[] = [];
  const waiting: { fits: (event: LinkEvent) => boolean; resolve: (event: LinkEvent) => void }[] = [];
  const link = await createLink({
    clock: systemClock,
    ...extra,
    party,
    key,
    peers: () => book,
    listen: { host: '127.0.0.1', port: 0 },
    observe: (event) => {
      events.push(event);
      for (const wait of waiting) if (wait.fits(event)) wait.resolve(event);
    },
  });
  open.add(link);
  const seen: Node['seen'] = (fits) =>
    new Promise((resolve) => {
      const past = events.find(fits);
      if (past) resolve(past);
      else waiting.push({ fits, resolve });
    });
  return { link, key, book, events, seen };
}

/** How another node pins this one. */
export function pin(party: string, one: Node): Peer {
  return { party, publicKey: one.key.publicKey, ...one.link.address };
}

/** Nodes that have all pinned each other; `close` ends them all. */
export async function town<Names extends readonly string[]>(
  names: Names,
  limits: Partial<LinkLimits> = {},
): Promise<{ readonly nodes: { [I in keyof Names]: Node }; readonly close: () => Promise<void> }> {
  const nodes = await Promise.all(names.map((name) => node(name, { limits })));
  for (const one of nodes) for (const [i, other] of nodes.entries()) one.book.push(pin(names[i]!, other));
  return {
    nodes: nodes as { [I in keyof Names]: Node },
    close: async () => {
      await Promise.all(nodes.map((one) => one.link.close()));
    },
  };
}

/** Two nodes, `bank` and `tax`, with a channel between them. */
export async function pair(limits: Partial<LinkLimits> = {}): Promise<{
  readonly bank: Node;
  readonly tax: Node;
  readonly atBank: Channel;
  readonly atTax: Channel;
  readonly session: string;
  readonly close: () => Promise<void>;
}> {
  const { nodes, close } = await town(['bank', 'tax'] as const, limits);
  const [bank, tax] = nodes;
  const session = newSession();
  const [atBank, atTax] = await Promise.all([
    bank.link.open(session, 'tax', { context }),
    tax.link.accept(session, 'bank', { context }),
  ]);
  return { bank, tax, atBank, atTax, session, close };
}

/** For `assert.rejects`: a fault with this code and, where given, this code as its cause. */
export function withCode(code: string, cause?: string): (error: unknown) => boolean {
  return (error) => {
    const found = [codeOf(error), error instanceof FinharborError ? codeOf(error.cause) : undefined];
    if (found[0] === code && (cause === undefined || found[1] === cause)) return true;
    throw new Error(`expected ${code} (${cause}), found ${found[0]} (${found[1]})`, { cause: error });
  };
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
export function bytes(value: string): Uint8Array {
  return Buffer.from(value, 'utf8');
}
