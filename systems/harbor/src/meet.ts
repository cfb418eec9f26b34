import { setTimeout as delay } from 'node:timers/promises';
import { canonicalJson, codeOf, type Json, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { NodeContext } from './context.ts';
import type { Body } from './documents.ts';
import { refreshPeers } from './pin-peer.ts';

const meetMs = 8_000;
const redialMs = 200;

/** A session's channels to all other parties and to the dealer. */
export type Meeting = {
  readonly channels: ReadonlyMap<string, Channel>;
  /** Undefined where a job needs none. */
  readonly dealer: Channel | undefined;
  readonly close: () => Promise<void>;
  /** Ends every channel; the others learn the code. */
  readonly abort: (code: string) => void;
};

/** Meets the others: of two parties the one earlier in the roster dials. Nobody is left hanging where one does not come. */
export async function meet(ctx: NodeContext, job: Body<'job'>, signal: AbortSignal): Promise<Meeting> {
  await followMoves(ctx);
  const options = { context: sessionContext(job), waitMs: meetMs, signal };
  const me = job.roster.indexOf(ctx.party);
  const peers = job.roster.filter((peer) => peer !== ctx.party);
  const dealers = isDealt(job) ? [job.dealer] : [];
  const arrivals = await Promise.allSettled([
    ...peers.map((peer) =>
      me < job.roster.indexOf(peer)
        ? openPatiently(ctx, job.session, { ...options, peer })
        : ctx.link.accept(job.session, peer, options),
    ),
    ...dealers.map((peer) => openPatiently(ctx, job.session, { ...options, peer })),
  ]);
  const open = arrivals.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  const abort = (code: string): void => {
    for (const channel of open) channel.abort(code);
  };
  const missing = arrivals.find((one) => one.status === 'rejected');
  if (missing) {
    abort(codeOf(missing.reason));
    throw missing.reason;
  }
  return {
    channels: new Map(peers.map((peer, at) => [peer, open[at]!])),
    dealer: open[peers.length],
    async close() {
      await Promise.all(open.map((channel) => channel.close()));
    },
    abort,
  };
}

/** The hub has no part in an intersection, which needs no dealer, nor in a delivery, which is no computation. */
export function isDealt({ kind }: Pick<Body<'job'>, 'kind'>): boolean {
  return kind !== 'intersect' && kind !== 'deliver';
}

/** A peer that was started anew may listen at another address; an unreachable hub leaves the addresses as they are. */
async function followMoves(ctx: NodeContext): Promise<void> {
  try {
    await refreshPeers(ctx);
  } catch (error) {
    ctx.note('peers.not_refreshed', { code: codeOf(error) }, error);
  }
}

type Dial = {
  readonly peer: string;
  readonly context: Uint8Array;
  readonly waitMs: number;
  readonly signal: AbortSignal;
};

/** Dials until the peer is there or the time to meet is over: a node that was restarted a moment ago needs a few seconds. */
async function openPatiently(
  ctx: NodeContext,
  session: string,
  { peer, ...options }: Dial,
): Promise<Channel> {
  const untilMs = ctx.clock.nowMs() + options.waitMs;
  for (;;) {
    try {
      return await ctx.link.open(session, peer, options);
    } catch (error) {
      if (codeOf(error) !== 'link.unreachable' || ctx.clock.nowMs() > untilMs) throw error;
      await delay(redialMs, undefined, { signal: options.signal });
    }
  }
}

/** What every channel of a session is bound to: the whole signed job, so that nobody can be led into another plan. */
export function sessionContext(job: Body<'job'>): Uint8Array<ArrayBuffer> {
  return sha256('finharbor/job-session/1\0', canonicalJson(job as unknown as Json));
}
