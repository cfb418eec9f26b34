import type {
  Bilingual,
  ContractView,
  DraftColumn,
  Field,
  ProductView,
  ProposedKind,
} from '@finharbor/harbor/contract';
import { node } from '../../api.ts';
import { sampledOf } from '../../datasets/sampled.ts';
import type { Dataset } from '../../jobs/suggestion.ts';

/** A column that a side has: what it is called, and what its holder says of its values. */
export type Offer = Field & { readonly party: string };

/** A contract under which computations are proposed. */
export type OpenContract = ContractView & {
  readonly body: ContractView['body'] & { readonly kind: ProposedKind };
};

/** What computations can be designed from: contracts in force, own data sets, and what the providers publish of theirs. */
export type There = {
  readonly contracts: readonly OpenContract[];
  readonly datasets: readonly Dataset[];
  readonly products: readonly ProductView[];
  readonly accepted: boolean;
};

/** Reads what computations of a party can be designed from. */
export async function readThere(party: string): Promise<There> {
  const [contracts, datasets, assumption] = await Promise.all([
    node.listContracts({}),
    node.listDatasets({}),
    node.getAssumption({}),
  ]);
  const open = contracts.body.filter((contract): contract is OpenContract => {
    const { kind, consumer } = contract.body;
    const isProposed = kind === 'intersect' || kind === 'statistics';
    return contract.state === 'in_force' && consumer === party && isProposed;
  });
  // A contract names versions: those count, and not what has been published since.
  const named = [...new Set(open.flatMap(({ body }) => body.products))];
  const products = await Promise.all(
    named.map(async (id) => (await node.getProduct({ params: { id } })).body),
  );
  return {
    contracts: open.toReversed(),
    datasets: datasets.body,
    products,
    accepted: assumption.body.accepted,
  };
}

/** The columns each side of a contract can bring, the consumer's own data set first. */
export function offersOf(
  { body }: OpenContract,
  { dataset, products }: { readonly dataset: Dataset; readonly products: readonly ProductView[] },
): ReadonlyMap<string, readonly Offer[]> {
  const offered = products.filter(({ id }) => body.products.includes(id));
  return new Map([
    [body.consumer, dataset.columns.map((column) => ownOffer(body.consumer, column))],
    ...body.providers.map(
      (party) =>
        [
          party,
          // Of two products with a column of one name the plan reads the first.
          [
            ...new Map(
              offered
                .filter((product) => product.party === party)
                .flatMap(({ body: { fields } }) => fields)
                .toReversed()
                .map((field) => [field.name, { ...field, party }] as const),
            ).values(),
          ].toReversed(),
        ] as const,
    ),
  ]);
}

/** A number of two values, as 0 and 1, is put into groups by them. */
function ownOffer(party: string, column: Dataset['columns'][number]): Offer {
  const { name, values } = column;
  const title: Bilingual = { en: name, zh: name };
  const kind = values.length === 2 ? 'category' : column.kind;
  return { party, name, title, kind, ...sampledOf(column) };
}

/** A column as it is first put: with the groups or bounds its holder publishes, where it does. */
export function columnOf({ party, name: field, kind, values = [], range }: Offer): DraftColumn {
  if (kind === 'category') return { kind, party, field, groups: values };
  return { kind: 'number', party, field, ...(range ?? { min: 0, max: 100, decimals: 0 }) };
}
