import type { KeyReader } from './inbox.ts';

/** Keys of messages between two ranks, as the specification names them. */
export type PeerKeys = {
  readonly connect: (rank: number) => string;
  readonly p2p: (channel: 'main' | 'sub') => ChannelKeys;
  readonly read: KeyReader;
};

/** Keys of one channel: the n-th message each way, counted from 1. */
export type ChannelKeys = Record<'out' | 'in', (order: number) => string>;

type Ranks = { readonly self: number; readonly other: number };

/** Keys of a session called `name` on the side of rank `self`. */
export function peerKeys(name: string, { self, other }: Ranks): PeerKeys {
  const connect = (rank: number): string => `connect_${rank}`;
  const channels = { main: name, sub: `${name}-0` };
  const incoming = new RegExp(`^(.+):P2P-([1-9][0-9]{0,8}):${other}->${self}$`);
  return {
    connect,
    p2p: (channel) => ({
      out: (order) => `${channels[channel]}:P2P-${order}:${self}->${other}`,
      in: (order) => `${channels[channel]}:P2P-${order}:${other}->${self}`,
    }),
    read(key) {
      if (key === connect(other)) return { channel: 'connect', order: 1 };
      const [, channel, order] = incoming.exec(key) ?? [];
      const isOurs = channel === channels.main || channel === channels.sub;
      return isOurs ? { channel, order: Number(order) } : undefined;
    },
  };
}

/**
 * What yacl, the reference implementation's link, adds to the specification: a number behind each key, a receipt for each number, and a
 * last word with the count of all. A side that never sees a numbered key has a peer that knows nothing of it.
 */
export const numbered = {
  receipt: 'ACK\u0001\u0002',
  lastWord: 'FIN\u0001\u0002',
  /** A key and its number; 0 asks for no receipt, undefined stands for none at all. */
  split(key: string): { readonly key: string; readonly number: number | undefined } {
    const [bare = '', digits] = key.split('\u0001\u0002', 2);
    const isNumber = digits !== undefined && /^(0|[1-9][0-9]{0,14})$/.test(digits);
    return isNumber ? { key: bare, number: Number(digits) } : { key, number: undefined };
  },
};
