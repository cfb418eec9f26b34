import { syntheticUscc } from '@finharbor/kernel';
import type { NodeClient } from '@finharbor/server';
import type { People } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import { acceptTrust, approvedBy, contractWith } from './proposals.ts';

const rowsAtOnce = 5_000;

/** An approved intersection of as many firms at the bank as at the tax office, half of them in common, loaded as people load them. */
export type ManyFirms = {
  /** The proposal to run. */
  readonly proposal: string;
  readonly contract: string;
  readonly common: number;
  readonly loadedInMs: number;
};

/** Loads the rows, publishes the office's, and has an intersection of them approved. */
export async function manyFirms(people: People, rows: number, uses: number): Promise<ManyFirms> {
  const startedMs = performance.now();
  const [own, offered] = [crypto.randomUUID(), crypto.randomUUID()];
  const half = rows >> 1;
  await Promise.all([
    load(people.analyst, own, { from: 0, rows }),
    load(people.taxSteward, offered, { from: half, rows }),
  ]);
  const loadedInMs = performance.now() - startedMs;
  const said = { en: 'Many firms', zh: '大量企业' };
  const { body: published } = await people.taxSteward.putProduct({
    params: { id: offered },
    body: {
      title: said,
      description: said,
      fields: [{ name: 'Amount', title: said, kind: 'numeric' }],
      synthetic: true,
      licence: 'Made up',
    },
  });
  await acceptTrust(people);
  await until(async () =>
    (await people.analyst.listProducts({})).body.some(({ id }) => id === published.id) ? true : undefined,
  );
  const contract = await contractWith(people, ['tax'], {
    kind: 'intersect',
    products: [published.id],
    uses,
    terms: { mostRows: rows },
  });
  const proposal = await approvedBy(people, ['tax'], {
    kind: 'intersect',
    contract,
    title: said,
    product: own,
    result: 'inner',
    providerResult: 'nothing',
  });
  return { proposal, contract, common: rows - half, loadedInMs };
}

type Span = { readonly from: number; readonly rows: number };

async function load(node: NodeClient, id: string, { from, rows }: Span): Promise<void> {
  for (let at = 0; at < rows; at += rowsAtOnce) {
    const batch = Array.from({ length: Math.min(rowsAtOnce, rows - at) }, (_, n) => ({
      uscc: syntheticUscc(`many ${from + at + n}`),
      columns: { Amount: at + n },
    }));
    await node.postRows({ params: { id }, body: { rows: batch, name: 'Many firms' } });
  }
}
