import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../../mesh.ts';
import { type Words, wordsOf } from '../../ring/words.ts';
import { receiveJson, sendJson } from '../../scorecard/handshake.ts';
import { comparesRowSets, type StatisticsPlan } from '../plan.ts';
import type { KeptSet, RowSets } from './store.ts';

/** A row set of an earlier query under the contract; `load` gives this party's share, nothing at the dealer. */
export type EarlierSet = { readonly query: string; readonly load: () => Promise<Words> };

/** What is agreed about earlier queries, and this query's own set where all parties keep it already. */
export type Agreed = { readonly earlier: readonly EarlierSet[]; readonly known: KeptSet | undefined };

/**
 * The earlier row sets that all parties keep, in one order. A set that some party lacks was never opened, unless another
 * noted it as kept by all: then nothing is asked until it is back. The dealer is told the names.
 * Errors: `fusion.row_set_missing`, `fusion.other_rows`, `fusion.too_many_queries`, `fusion.malformed_message`, `fusion.peer_gone`.
 */
export async function agreeOnEarlier(
  mesh: Mesh,
  dealer: Channel,
  of: { plan: StatisticsPlan; sets: RowSets; rows: number },
): Promise<Agreed> {
  const { plan, sets, rows } = of;
  if (!comparesRowSets(plan)) return { earlier: [], known: undefined };
  const own = await sets.kept(plan.contract);
  for (const set of own)
    if (set.alignment !== plan.alignment || set.rows !== rows)
      fail(
        'fusion.other_rows',
        'Earlier queries under this contract were over other rows. Ask under a contract of its own.',
      );
  if (own.length > mostEarlier)
    fail('fusion.too_many_queries', `A contract carries ${mostEarlier} exact queries. Agree on a new one.`);
  const peers = [...mesh.channels.values()];
  for (const channel of peers) await sendJson(channel, 'earlier', own.map(keyOf));
  const theirs: ReadonlySet<string>[] = [];
  for (const channel of peers) {
    const keys = new Set(namesIn(await receiveJson(channel, 'earlier'), channel.peer));
    for (const set of own) if (set.atAll && !keys.has(keyOf(set))) missing(channel.peer, set.query);
    theirs.push(keys);
  }
  const common = own
    .filter((set) => theirs.every((keys) => keys.has(keyOf(set))))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const others = common.filter(({ query }) => query !== plan.query);
  await sendJson(
    dealer,
    'earlier',
    others.map(({ query }) => query),
  );
  return {
    earlier: others.map((set) => ({ query: set.query, load: async () => wordsOf(await sets.read(set)) })),
    known: common.find(({ query }) => query === plan.query),
  };
}

function missing(peer: string, query: string): never {
  return fail(
    'fusion.row_set_missing',
    `${peer} no longer keeps its part of the rows of ${query}, so nothing can be compared with it. Restore it, or agree on a new contract.`,
  );
}

/** The names a party sent. Errors: `fusion.malformed_message`. */
export function namesIn(value: Json, peer: string): readonly string[] {
  const names = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (!Array.isArray(value) || names.length > mostEarlier || names.some((name) => typeof name !== 'string'))
    fail('fusion.malformed_message', `${peer} sent a list of earlier queries that cannot be read.`);
  return names as readonly string[];
}

const mostEarlier = 1_000;

function keyOf({ query, session }: KeptSet): string {
  return canonicalJson([query, session]);
}
