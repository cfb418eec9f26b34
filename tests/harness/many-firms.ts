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
  /** The office's numbers in its column `Amount`, over the firms in common. */
  readonly total: number;
  /** The bank's data set. */
  readonly own: string;
  readonly loadedInMs: number;
};

/** Loads the rows, publishes the office's, and has an intersection of them approved. */
export async function manyFirms(people: People, rows: number, uses: number): Promise<ManyFirms> {
  const startedMs = performance.now();
  const [own, offered] = [crypto.randomUUID(), crypto.randomUUID()];
  const codes = (from: number): readonly string[] =>
    Array.from({ length: rows }, (_, n) => syntheticUscc(`many ${from + n}`));
  const [here, there] = [codes(0), codes(rows >> 1)];
  await Promise.all([load(people.analyst, own, here), load(people.taxSteward, offered, there)]);
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
    terms: { mostRows: rows, mostLearned: 'rows' },
  });
  const proposal = await approvedBy(people, ['tax'], {
    kind: 'intersect',
    contract,
    title: said,
    product: own,
    operation: { kind: 'rows', result: 'inner', providerResult: 'nothing', atLeast: null },
  });
  // Among a million made-up codes some are the same; the last one's number counts.
  const common = new Set(here).intersection(new Set(there));
  const amounts = new Map(there.map((uscc, n) => [uscc, n]));
  const total = [...common].reduce((sum, uscc) => sum + amounts.get(uscc)!, 0);
  return { proposal, contract, own, common: common.size, total, loadedInMs };
}

async function load(node: NodeClient, id: string, codes: readonly string[]): Promise<void> {
  for (let at = 0; at < codes.length; at += rowsAtOnce) {
    const firms = new Map(codes.slice(at, at + rowsAtOnce).map((uscc, n) => [uscc, { Amount: at + n }]));
    const rows = [...firms].map(([uscc, columns]) => ({ uscc, columns }));
    await node.postRows({ params: { id }, body: { rows, name: 'Many firms' } });
  }
}
