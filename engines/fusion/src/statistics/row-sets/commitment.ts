import { createHash } from 'node:crypto';
import type { Mesh } from '../../mesh.ts';
import { receiveBytes, sendBytes } from '../../shares/network.ts';
import type { Commitments } from '../budget/ledger.ts';
import type { StatisticsRows } from '../rows.ts';

/** A salted hash of all of a party's rows: tells nothing without the salt, and cannot be opened to other rows. */
export function commitTo(rows: StatisticsRows, salt: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update('finharbor/statistics/rows').update(salt);
  for (const [name, values] of Object.entries(rows.columns).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name.length}:${name}`);
    hash.update(new Uint8Array(Float64Array.from(values).buffer));
  }
  if (rows.keep) hash.update('keep').update(rows.keep);
  return new Uint8Array(hash.digest());
}

/** Tells the others one's commitment and learns theirs. Errors: `fusion.peer_gone`, `fusion.malformed_message`. */
export async function exchangeCommitments(mesh: Mesh, own: Uint8Array): Promise<Commitments> {
  const peers = [...mesh.channels.values()];
  for (const channel of peers) await sendBytes(channel, 'commitment', own);
  const all: [string, Uint8Array][] = [[mesh.self, own]];
  for (const channel of peers)
    all.push([channel.peer, await receiveBytes(channel, 'commitment', own.length)]);
  return Object.fromEntries(all.map(([party, hash]) => [party, Buffer.from(hash).toString('hex')]));
}
