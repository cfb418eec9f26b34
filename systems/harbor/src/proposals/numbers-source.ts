import type { Source, SummedColumn } from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import type { ComputationStore } from '../computations.ts';
import { inUnits } from './units.ts';

/** A data set's firms that have a number in the plan's column and have not withdrawn, each with it as the plan counts it. */
export function numbersSource(
  { numbers, numbersState }: Pick<ComputationStore, 'numbers' | 'numbersState'>,
  { product, column }: { readonly product: string; readonly column: SummedColumn },
): Source {
  const { holds: field } = column;
  return {
    state: () => numbersState(product, field),
    async *keys() {
      for await (const firms of numbers(product, field)) yield firms.map(({ uscc }) => uscc);
    },
    async *numbers() {
      for await (const firms of numbers(product, field))
        yield firms.map(({ value }) => countedAs(value, column));
    },
    write: async () => fail('fusion.bad_plan', 'A plan of figures gives no rows.'),
  };
}

/** A value rounded to the plan's decimal places and held to its bounds. */
export function countedAs(value: number, { decimals, most }: SummedColumn): string {
  const units = Math.min(most, Math.max(0, inUnits(value, decimals)));
  return (units / 10 ** decimals).toFixed(decimals);
}
