import { fail, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { z } from 'zod';
import type { Mesh } from '../mesh.ts';
import { receiveExactly } from '../ot/wire.ts';
import type { LookupDecision } from './ledger.ts';
import { mostProven } from './proof.ts';

/** Everything that is said in a session, in this order; what is asked for decides how often. */
export const labels = {
  hello: 'lookup/hello',
  manifest: 'lookup/manifest',
  request: 'lookup/request',
  hashes: 'lookup/hashes',
  chunk: 'lookup/chunk',
  blinded: 'lookup/blinded',
  decision: 'lookup/decision',
  evaluated: 'lookup/evaluated',
} as const;

/** Before a chunk's bytes stands its place among the segment's. */
export const chunkHeadBytes = 4;

/** Elements in one message; its answer has one proof. */
export const batchElements = 512;

/** What a querier asks of a holder. */
export type Request =
  | { readonly kind: 'hashes'; readonly segment: string }
  | { readonly kind: 'chunks'; readonly segment: string; readonly first: number }
  | { readonly kind: 'query'; readonly count: number }
  | { readonly kind: 'end' };

const segment = z.string().max(64);

/** A request as it must look. */
export const requestSchema: z.ZodType<Request> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hashes'), segment }),
  z.strictObject({ kind: z.literal('chunks'), segment, first: z.int().min(0) }),
  z.strictObject({ kind: z.literal('query'), count: z.int().min(1).max(mostProven) }),
  z.strictObject({ kind: z.literal('end') }),
]);

const left = z.int();

/** A decision as it must look. */
export const decisionSchema: z.ZodType<LookupDecision> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('granted'), left }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum(['total', 'rate']),
    left,
    retryAfterMs: z.number().exactOptional(),
  }),
]);

/** The channel to the other of two parties. Errors: `fusion.bad_mesh`. */
export function onlyPeer(mesh: Mesh): Channel {
  const [peer, ...more] = mesh.parties.filter((party) => party !== mesh.self);
  const channel = peer === undefined ? undefined : mesh.channels.get(peer);
  if (!channel || more.length > 0 || mesh.parties.length !== 2)
    return fail('fusion.bad_mesh', 'A table is asked about by two parties, over a channel between them.');
  return channel;
}

/** Checks that both run the same session in the same roles. Errors: `fusion.bad_message`. */
export async function sayHello(channel: Channel, mesh: Mesh, holder: string): Promise<void> {
  const hello = sha256(`finharbor/lookup/1\0${JSON.stringify([mesh.session, mesh.parties, holder])}`);
  const [, answer] = await Promise.all([
    channel.send(labels.hello, hello),
    receiveExactly(channel, labels.hello, hello.length),
  ]);
  if (!hello.every((byte, i) => byte === answer[i]))
    fail('fusion.bad_message', `${channel.peer} does not run the same session in the other role.`);
}

/** Sends a small value. */
export function sendJson(channel: Channel, label: string, value: object): Promise<void> {
  return channel.send(label, new TextEncoder().encode(JSON.stringify(value)));
}

/** Receives one. Errors: `fusion.bad_message`. */
export async function receiveJson<T>(channel: Channel, label: string, schema: z.ZodType<T>): Promise<T> {
  const message = await channel.receive(label);
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(message)));
  } catch (cause) {
    return fail('fusion.bad_message', `${channel.peer} sent what cannot be read (${label}).`, cause);
  }
}
