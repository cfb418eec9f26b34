import type { Bilingual } from '@finharbor/kernel/contract';

/** A way out of the page: mail to an address, or a request to a program's address. */
export type ChannelName = 'mail' | 'webhook';

/** What goes out: a title and a link, never more. A code goes out to prove that an address is the person's. */
export type Outgoing = {
  /** The same at every try, so that a receiver can tell a second copy. */
  readonly id: string;
  readonly kind: string;
  readonly title: Bilingual;
  readonly url: string;
  readonly atMs: number;
  readonly code?: string;
};

/** The line of the outbox in which a person's messages by one channel wait; a channel's lines hold up no other channel's. */
export function lineOf(
  channel: ChannelName,
  account: string,
): { readonly key: string; readonly lane: string } {
  return { key: `desk ${channel} ${account}`, lane: channel };
}

/** Hands one message to a target; rejects to have it tried again. `secret` is what a webhook's body is signed with. */
export type Send = (
  target: string,
  message: Outgoing,
  how: { readonly secret: string; readonly signal: AbortSignal },
) => Promise<void>;

/** What the process around it gives for messages that leave the page. */
export type ChannelPort = {
  /** Only what is offered here. */
  readonly send: Readonly<Partial<Record<ChannelName, Send>>>;
  /** Hosts that webhooks may reach although their addresses are private. */
  readonly privateHosts: readonly string[];
  /** The process's own, from which codes and signing secrets are made. */
  readonly key: string;
  /** Where the page is reached, without a slash at the end. */
  readonly pageUrl: () => string;
};

/** One person's setting of a channel. */
export type ChannelSetting = {
  readonly channel: ChannelName;
  readonly target: string;
  readonly kinds: readonly string[];
  readonly isConfirmed: boolean;
};
