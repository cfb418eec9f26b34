import type { DraftOperation } from '@finharbor/harbor/contract';
import type { Offer, OpenContract } from './offers.ts';
import type { Question } from './operation.ts';

/** What a contract lets its intersections tell, as far as the designer offers it. */
export type Allowed = {
  readonly questions: readonly Question[];
  /** Rows may be made to depend on how many firms are common. */
  readonly threshold: boolean;
  /** A provider may learn what the consumer learns. */
  readonly both: boolean;
  readonly smallestGroup: number;
};

/** Reads it from the contract's terms; one from before figures lets rows be told, and nothing else. */
export function allowedBy({ body: { constraints } }: OpenContract): Allowed {
  const termOf = (name: string): string | number | undefined =>
    constraints.find((one) => one.name === name)?.value;
  const most = termOf('most_learned');
  const questions = { rows: ['rows', 'count', 'sum'], figures: ['count', 'sum'] } as const;
  return {
    questions: most === 'rows' || most === 'figures' ? questions[most] : ['rows'],
    threshold: most === 'rows',
    both: termOf('learns') === 'both',
    smallestGroup: Number(termOf('smallest_group') ?? 1),
  };
}

/** The columns that can be summed: numbers of the provider, and own ones where both may learn the sum. */
export function summableOf(
  { body }: OpenContract,
  offers: ReadonlyMap<string, readonly Offer[]>,
  { both }: Allowed,
): readonly Offer[] {
  const sides = both ? [...body.providers, body.consumer] : body.providers;
  return sides.flatMap((party) => (offers.get(party) ?? []).filter(isSummable));
}

function isSummable({ kind, range }: Offer): boolean {
  return kind === 'numeric' && (range === undefined || range.min >= 0);
}

/** A question as it is first put. */
export function firstOperation(
  kind: Question,
  { smallestGroup }: Pick<Allowed, 'smallestGroup'>,
): DraftOperation {
  switch (kind) {
    case 'rows':
      return { kind, result: 'inner', providerResult: 'nothing', atLeast: null };
    case 'count':
      return { kind, to: 'consumer' };
    case 'sum':
      return {
        kind,
        to: 'consumer',
        column: { party: '', field: '', max: 0, decimals: 0 },
        edges: [],
        atLeast: smallestGroup,
      };
  }
}

const mostUnlessTold = 1_000_000;

/** A summed column as it is first put: with the bounds its holder publishes, where it does. */
export function summedColumn({
  party,
  name,
  range,
}: Offer): Extract<DraftOperation, { readonly kind: 'sum' }>['column'] {
  return { party, field: name, max: range?.max ?? mostUnlessTold, decimals: range?.decimals ?? 0 };
}
