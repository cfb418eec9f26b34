import { type Clock, fail } from '@finharbor/kernel';
import { u32 } from '../ot/keystream.ts';
import { type Duplex, receiveExactly } from '../ot/wire.ts';
import { chooseProtocol, type LinkFigures, localNetwork } from './choose.ts';
import { protocols } from './protocols.ts';
import { contextOf, type Protocol, sizeFrom, type Terms } from './session.ts';

/** What one party brings to the choice. */
export type Bid = {
  readonly channel: Duplex;
  readonly terms: Terms;
  readonly isReceiver: boolean;
  /** Own distinct identifiers. */
  readonly size: number;
  /** Distinct identifiers allowed to the peer. */
  readonly maxPeerIds: number;
  readonly protocol?: Protocol | 'auto';
  readonly link?: LinkFigures;
  readonly clock?: Clock;
};

/** What both parties will do, and the line it was chosen for. */
export type Agreed = { readonly protocol: Protocol; readonly link: LinkFigures };

/**
 * Settles the protocol before its first message. Sizes are exchanged, and the line is measured, only where more than one would do.
 * Errors: `fusion.bad_protocol`, `fusion.too_many_ids`, `fusion.bad_message`.
 */
export async function agreeOnProtocol(bid: Bid): Promise<Agreed> {
  const { terms, size, protocol = 'auto', link = localNetwork } = bid;
  const names = Object.keys(protocols) as Protocol[];
  const able = names.filter(
    (name) =>
      (protocol === 'auto' || protocol === name) && protocols[name].adversaries.includes(terms.adversary),
  );
  if (able.length === 0)
    fail('fusion.bad_protocol', `${protocol} does not hold against a ${terms.adversary} peer.`);
  const most = Math.max(...able.map((name) => protocols[name].mostIds));
  if (size > most)
    fail('fusion.too_many_ids', `The list holds ${size} distinct identifiers; at most ${most} can be taken.`);
  if (able.length === 1) return { protocol: able[0]!, link };
  return bidden(bid, most);
}

async function bidden(bid: Bid, most: number): Promise<Agreed> {
  const { channel, terms, isReceiver, size } = bid;
  const context = contextOf(terms, 'auto');
  const own = new Uint8Array(Buffer.concat([context, u32(size)]));
  const [, answer] = await Promise.all([
    channel.send('intersect/size', own),
    receiveExactly(channel, 'intersect/size', own.length),
  ]);
  const maxIds = Math.min(bid.maxPeerIds, most);
  const other = sizeFrom(channel, answer, { context, at: context.length, maxIds });
  const sizes = isReceiver
    ? { receiverSize: size, senderSize: other }
    : { receiverSize: other, senderSize: size };
  const question = { ...sizes, adversary: terms.adversary };
  const fit = chooseProtocol(question).estimates.filter(({ unfit }) => !unfit);
  const link = fit.length > 1 ? await (isReceiver ? sayLink(bid) : hearLink(channel)) : localNetwork;
  return { protocol: chooseProtocol({ ...question, link }).protocol!, link };
}

const probeBytes = 524_288;
const linkBytes = 16;

/** The receiver's figures of the line: told, or measured by what the sender answers, or those of a local network. */
async function sayLink({ channel, link, clock }: Bid): Promise<LinkFigures> {
  const asks = !link && clock;
  await channel.send('intersect/probes', Uint8Array.of(asks ? 1 : 0));
  const figures = asks ? await measured(channel, clock) : (link ?? localNetwork);
  const words = new DataView(new ArrayBuffer(linkBytes));
  words.setFloat64(0, figures.bytesPerSecond);
  words.setFloat64(8, figures.roundTripMs);
  await channel.send('intersect/link', new Uint8Array(words.buffer));
  return figures;
}

/** The second large probe is timed: the first one opens the way for it, as long as the transport is slow at its start. */
async function measured(channel: Duplex, clock: Clock): Promise<LinkFigures> {
  const askedMs = clock.nowMs();
  await receiveExactly(channel, 'intersect/probe', 1);
  const roundTripMs = clock.nowMs() - askedMs;
  await receiveExactly(channel, 'intersect/probe', probeBytes);
  const startedMs = clock.nowMs();
  await receiveExactly(channel, 'intersect/probe', probeBytes);
  const bytesPerSecond = (1000 * probeBytes) / Math.max(1, clock.nowMs() - startedMs);
  return { bytesPerSecond, roundTripMs };
}

async function hearLink(channel: Duplex): Promise<LinkFigures> {
  const [asks] = await receiveExactly(channel, 'intersect/probes', 1);
  if (asks === 1)
    for (const length of [1, probeBytes, probeBytes])
      await channel.send('intersect/probe', new Uint8Array(length));
  const words = await receiveExactly(channel, 'intersect/link', linkBytes);
  const view = new DataView(words.buffer, words.byteOffset);
  const [bytesPerSecond, roundTripMs] = [view.getFloat64(0), view.getFloat64(8)];
  if (!(bytesPerSecond > 0 && roundTripMs >= 0 && Number.isFinite(bytesPerSecond + roundTripMs)))
    fail('fusion.bad_message', `${channel.peer} says of the line what no line can do.`);
  return { bytesPerSecond, roundTripMs };
}
