import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { z } from 'zod';
import type { Mesh } from '../mesh.ts';
import { receiveJson, sendJson } from '../scorecard/handshake.ts';
import { mismatch } from '../scorecard/plan.ts';
import type { Checkpoint } from './checkpoints.ts';
import type { Extent } from './forest.ts';

const extent = { trees: z.int().min(0).max(64), ended: z.boolean() };
const checkpoint = z.strictObject({ ...extent, step: z.int().min(1), made: z.string() });

/** Tells the others what one has kept and finds the latest that all have. Errors: `fusion.malformed_message`, `fusion.peer_gone`. */
export async function agreeOnStart(
  { channels }: Mesh,
  mine: readonly Checkpoint[],
): Promise<Checkpoint | undefined> {
  const theirs = await Promise.all(
    [...channels.values()].map(async (channel) => {
      await sendJson(channel, 'kept', mine);
      const heard = z.array(checkpoint).safeParse(await receiveJson(channel, 'kept'));
      return new Set((heard.data ?? malformed(channel.peer)).map((one) => canonicalJson(one)));
    }),
  );
  return mine.find((one) => theirs.every((known) => known.has(canonicalJson(one))));
}

/** Tells the dealer from where on to deal. */
export function tellStart(dealer: Channel, { trees, ended }: Extent): Promise<void> {
  return sendJson(dealer, 'start', { trees, ended });
}

/** What all parties tell the dealer. Errors: `fusion.plan_mismatch`, `fusion.malformed_message`, `fusion.peer_gone`. */
export async function hearStart(roster: readonly Channel[]): Promise<Extent> {
  const heard = await Promise.all(roster.map((channel) => receiveJson(channel, 'start')));
  const same = (said: Json): boolean => canonicalJson(said) === canonicalJson(heard[0]!);
  for (const [i, { peer }] of roster.entries()) if (!same(heard[i]!)) mismatch(peer, 'number of trees');
  return z.strictObject(extent).safeParse(heard[0]).data ?? malformed(roster[0]!.peer);
}

function malformed(peer: string): never {
  return fail('fusion.malformed_message', `${peer} did not say in words that can be read where to go on.`);
}
