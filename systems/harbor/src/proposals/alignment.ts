import { align, type Mesh } from '@finharbor/fusion';
import { fail, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { z } from 'zod';
import type { ComputationStore, KeptAlignment } from '../computations.ts';

/** What an alignment is made from at one party. */
export type AlignedBy = {
  readonly computations: ComputationStore;
  readonly contract: string;
  /** The data set whose firms count. */
  readonly product: string;
  readonly random: Random;
};

const said = z.strictObject({ session: z.uuid(), rows: z.int(), settled: z.boolean() }).nullable();

/**
 * The firms all parties of a contract hold, found once and then kept: what is told of them twice over other rows could be compared.
 * One that a party was killed before keeping was never used, and is found again. Errors: `statistics.alignment_lost` where a party no
 * longer has one that was used, `statistics.no_common_firms`, those of `align`.
 */
export async function alignedRows(mesh: Mesh, by: AlignedBy): Promise<KeptAlignment> {
  const { computations, contract } = by;
  const own = await computations.alignment(contract);
  const heard = await exchange(mesh, 'harbor/alignment', JSON.stringify(own ?? null));
  const all = [own ?? null, ...heard.map((text) => said.parse(JSON.parse(text)))];
  const isShared = all.every((one) => one !== null && one.session === own?.session && one.rows === own.rows);
  if (!isShared && all.some((one) => one?.settled))
    fail(
      'statistics.alignment_lost',
      'A party no longer keeps which firms this contract is about. Restore its copy, or agree on a new contract.',
    );
  const kept = isShared ? own! : await findAgain(mesh, by);
  if (kept.rows === 0) fail('statistics.no_common_firms', 'No firm is held by all parties.');
  await exchange(mesh, 'harbor/kept', kept.session);
  await computations.settleAlignment(contract, kept.session);
  return kept;
}

async function findAgain(
  mesh: Mesh,
  { computations, contract, product, random }: AlignedBy,
): Promise<KeptAlignment> {
  const ids: string[] = [];
  for await (const firms of computations.firms(product)) ids.push(...firms);
  const { rows } = await align(mesh, { ids, random });
  await computations.keepAlignment(
    contract,
    mesh.session,
    Array.from(rows, (at) => ids[at]!),
  );
  return { session: mesh.session, rows: rows.length, settled: false };
}

async function exchange(mesh: Mesh, label: string, text: string): Promise<readonly string[]> {
  const channels: readonly Channel[] = [...mesh.channels.values()];
  for (const channel of channels) await channel.send(label, new TextEncoder().encode(text));
  const heard = await Promise.all(channels.map((channel) => channel.receive(label)));
  return heard.map((bytes) => new TextDecoder().decode(bytes));
}
