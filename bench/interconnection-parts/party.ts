import { connectInterconnection, interconnectionPsi } from '@finharbor/fusion/interconnection';
import { systemRandom } from '@finharbor/kernel';

/** One run of one of our own ends. */
export type Order = {
  readonly rank: 0 | 1;
  readonly parties: readonly [string, string];
  readonly ids: readonly string[];
};

/** What it found, and how long it took once both were connected. */
export type Report = { readonly rows: readonly number[]; readonly ms: number };

process.once('message', async ({ rank, parties, ids }: Order) => {
  const [host = '', port] = parties[rank].split(':');
  const listen = { host, port: Number(port) };
  const connection = await connectInterconnection({ rank, parties, listen, security: 'plain' });
  const before = performance.now();
  const outcome = await interconnectionPsi(connection, {
    ...{ ids, resultTo: 'both', random: systemRandom },
    comparesAlways96Bits: true,
  });
  const ms = performance.now() - before;
  await connection.close();
  if (outcome.kind === 'refused') throw new Error(`Refused: ${outcome.code} ${outcome.message}`);
  process.send!({ rows: [...outcome.rows!], ms } satisfies Report, () => process.exit(0));
});
process.once('disconnect', () => process.exit(0));
