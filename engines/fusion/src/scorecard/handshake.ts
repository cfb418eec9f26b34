import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { turnsDigest } from '../regression/kernels.ts';
import { naming } from '../shares/network.ts';
import type { FeatureShape, Shape } from './layout.ts';
import { mismatch, type Plan, planDigest } from './plan.ts';
import type { PartyRows } from './rows.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Sends a JSON document in one message. */
export function sendJson(channel: Channel, label: string, value: Json): Promise<void> {
  return naming(channel, channel.send(label, encoder.encode(canonicalJson(value))));
}

/** Receives a JSON document. Errors: `fusion.malformed_message`, `fusion.peer_gone`. */
export async function receiveJson(channel: Channel, label: string): Promise<Json> {
  const bytes = await naming(channel, channel.receive(label));
  try {
    return JSON.parse(decoder.decode(bytes)) as Json;
  } catch (cause) {
    return fail(
      'fusion.malformed_message',
      `${channel.peer} sent a message "${label}" that is not JSON.`,
      cause,
    );
  }
}

/** What a party says first, to the other parties and to the dealer. */
export function hello(plan: Plan, session: string, rows: number): Json {
  const digest = Buffer.from(planDigest(plan, session)).toString('hex');
  return { plan: digest, rows, ...(plan.kind === 'train' && { turns: turnsDigest() }) };
}

/** Exchanges greetings; all must agree on plan, session and number of rows. Errors: `fusion.plan_mismatch`. */
export async function greet(mesh: Mesh, dealer: Channel, greeting: Json): Promise<void> {
  const peers = [...mesh.channels.values()];
  await Promise.all([...peers, dealer].map((channel) => sendJson(channel, 'hello', greeting)));
  for (const channel of peers) checkGreeting(await receiveJson(channel, 'hello'), greeting, channel.peer);
}

/** Fails with `fusion.plan_mismatch` unless the peer greets alike. */
export function checkGreeting(theirs: Json, ours: Json, peer: string): void {
  if (canonicalJson(theirs) !== canonicalJson(ours)) mismatch(peer, 'plan, session or number of rows');
}

/** Tells the others one's features and bins, learns theirs, and tells the dealer the whole. */
export async function agreeOnShape(
  mesh: Mesh,
  dealer: Channel,
  own: { rows: PartyRows; cellSizes: readonly number[] },
): Promise<Shape> {
  const mine: FeatureShape[] = own.rows.features.map(({ feature, bins }) => ({ feature, bins }));
  const peers = [...mesh.channels.values()];
  const received = await Promise.all(
    peers.map(async (channel) => {
      await sendJson(channel, 'features', mine);
      return [channel.peer, readFeatures(await receiveJson(channel, 'features'), channel.peer)] as const;
    }),
  );
  const features = Object.fromEntries([[mesh.self, mine] as const, ...received]);
  const shape = { cellSizes: own.cellSizes, features };
  await sendJson(dealer, 'shape', shape);
  return shape;
}

/** Hears all parties out, as a dealer does, or the other party's half of one; they must say the same. Errors: `fusion.plan_mismatch`. */
export async function agreedShape(
  roster: readonly Channel[],
  { plan, session }: { plan: Plan; session: string },
): Promise<Shape> {
  const heard = await Promise.all(
    roster.map(async (channel) => ({
      greeting: await receiveJson(channel, 'hello'),
      shape: await receiveJson(channel, 'shape'),
      peer: channel.peer,
    })),
  );
  const first = heard[0]!;
  const rows = plan.kind === 'score' ? 1 : Number((first.greeting as { rows?: Json } | null)?.rows);
  for (const { greeting, peer } of heard) checkGreeting(greeting, hello(plan, session, rows), peer);
  for (const { shape, peer } of heard)
    if (canonicalJson(shape) !== canonicalJson(first.shape)) mismatch(peer, 'view of rows, folds or bins');
  return first.shape as unknown as Shape;
}

function readFeatures(value: Json, peer: string): FeatureShape[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  const read = list.flatMap((item) => {
    const { feature, bins } = (item ?? {}) as { feature?: Json; bins?: Json };
    const fine =
      typeof feature === 'string' && Number.isInteger(bins) && Number(bins) >= 1 && Number(bins) <= 256;
    return fine ? [{ feature, bins: Number(bins) }] : [];
  });
  if (read.length === 0 || read.length !== list.length)
    fail('fusion.malformed_message', `${peer} sent a list of features that cannot be read.`);
  return read;
}

/** Tells all others each row's cell; learns it from the label holder otherwise. Errors: `fusion.malformed_message`. */
export async function shareCells(
  mesh: Mesh,
  of: { labelHolder: string; cells: Uint8Array | undefined; rows: number; count: number },
): Promise<Uint8Array> {
  if (of.cells) {
    for (const channel of mesh.channels.values()) await naming(channel, channel.send('cells', of.cells));
    return of.cells;
  }
  const channel = mesh.channels.get(of.labelHolder)!;
  const cells = await naming(channel, channel.receive('cells'));
  if (cells.length !== of.rows || cells.some((cell) => cell >= of.count))
    fail('fusion.malformed_message', `${of.labelHolder} sent folds and periods that do not fit the rows.`);
  return cells;
}
