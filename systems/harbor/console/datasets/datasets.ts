import type { ContractView, ProductView } from '@finharbor/harbor/contract';
import { type Say, useBilingual, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { node } from '../api.ts';

/** An own data set as the node describes it, and the newest version of the product it is published as. */
export type OwnDataset = Awaited<ReturnType<typeof node.listDatasets>>['body'][number] & {
  readonly product: ProductView | undefined;
};

/** This party's data sets with their products. */
export function useDatasets(): UseQueryResult<readonly OwnDataset[]> {
  const { party } = usePlace();
  return useQuery({ queryKey: ['harbor', 'datasets', party], queryFn: () => readDatasets(party) });
}

async function readDatasets(party: string): Promise<readonly OwnDataset[]> {
  const [{ body: sets }, { body: products }] = await Promise.all([
    node.listDatasets({}),
    node.listNewestProducts({}),
  ]);
  return sets.map((set) => ({
    ...set,
    product: products.find((product) => product.party === party && product.body.product === set.id),
  }));
}

/** What a data set is called: by its holder, as a product, or by the end of its id. */
export function useNameOf(): (dataset: OwnDataset) => string {
  const say = useBilingual();
  const text: Say = useText('datasets');
  return ({ id, name, product }) =>
    name ?? (product ? say(product.body.title) : text('unnamed', { id: id.slice(-6) }));
}

/** The contracts that name a version of the product that a data set is published as. */
export function useContractsOf(id: string): UseQueryResult<readonly ContractView[]> {
  const { party } = usePlace();
  return useQuery({
    queryKey: ['harbor', 'datasets', id, 'contracts'],
    queryFn: async () => {
      const { body: contracts } = await node.listContracts({});
      const named = [...new Set(contracts.flatMap(({ body }) => body.products))];
      const versions = await Promise.all(
        named.map(async (version) => (await node.getProduct({ params: { id: version } })).body),
      );
      const own = new Set(
        versions
          .filter((version) => version.party === party && version.body.product === id)
          .map((version) => version.id),
      );
      return contracts.filter(({ body }) => body.products.some((version) => own.has(version))).toReversed();
    },
  });
}
