import type { Intersection } from '../intersect/intersect.ts';
import type { Mesh } from '../mesh.ts';
import { receiveIntersection } from './receiver.ts';
import { sendIntersection } from './sender.ts';
import { type EcdhInput, ecdhSession } from './session.ts';

const operator = { name: 'intersect', settings: [], again: 'own' } as const;

/**
 * Finds which identifiers both parties of the mesh hold, by an oblivious PRF in ristretto255: fewest bytes, and the fastest for lists
 * of some thousands. Adversary: semi-honest, static; a receiver that deviates learns no more than one declared identifier buys.
 * Leaks: both numbers of distinct identifiers to both; to the receiver which of its identifiers the other holds; with
 * `learns: 'both'` the same to the other, as far as the receiver says it. Inputs may be invented. Any fault ends the channel.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`, `fusion.bad_mesh`, `fusion.bad_message`, `fusion.bad_point`,
 * `fusion.inconsistent`, `fusion.peer_gone`. Source: docs/crypto.md; Jarecki, Liu 2010; Jarecki, Krawczyk, Xu 2021.
 */
export async function intersectByEcdh(mesh: Mesh, input: EcdhInput): Promise<Intersection> {
  return ecdhSession(mesh, { input, operator }, async (run) => {
    const places = await (run.isReceiver ? receiveIntersection(run) : sendIntersection(run));
    const { rows: distinct, duplicates } = run.own;
    return {
      rows: places && distinct.filter((_, k) => places.has(k)),
      distinct,
      peerSize: run.peerSize,
      duplicates,
    };
  });
}
