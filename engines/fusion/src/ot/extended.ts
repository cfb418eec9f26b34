import { chooseSeeds, offerSeeds, type SeedPairs, type Transfers } from './base-ot.ts';
import { keysOf, receiveChoices, rowPairs, sendChoices } from './ot-extension.ts';
import type { Duplex } from './wire.ts';

/** Base transfers that any number of others are made of; their roles are the other way round. */
const baseTransfers = 128;

/**
 * Offers random seed pairs like `offerSeeds`, at the cost of 128 base transfers however many there are. Adversary: semi-honest; the
 * extension is not checked. Errors: `fusion.bad_message`, `fusion.inconsistent`.
 */
export async function offerExtended(
  channel: Duplex,
  { count, context, random }: Transfers,
): Promise<SeedPairs> {
  const bits = random.bytes(baseTransfers).map((byte) => byte & 1);
  const seeds = await chooseSeeds(channel, bits, { context, random });
  const { zeros, ones } = rowPairs(await receiveChoices(channel, count, { bits, seeds }), bits, count);
  for (const spent of [bits, seeds]) spent.fill(0);
  return { zeros: keysOf(context, zeros), ones: keysOf(context, ones) };
}

/** Learns the seed that each choice (0 or 1) names; the other end of `offerExtended`. */
export async function chooseExtended(
  channel: Duplex,
  choices: Uint8Array,
  { context, random }: Omit<Transfers, 'count'>,
): Promise<Uint8Array> {
  const pairs = await offerSeeds(channel, { count: baseTransfers, context, random });
  const { rows } = await sendChoices(channel, choices, { pairs, fresh: random.bytes(16) });
  return keysOf(context, rows);
}
