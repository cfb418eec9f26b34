import { FinharborError } from '@finharbor/kernel';
import { badSource, sourceChanged } from '../sources/fault.ts';
import type { Source } from '../sources/source.ts';
import type { SummedColumn } from './plan.ts';
import type { Spilled } from './store.ts';

/** Reads a party's numbers beside the rows named. Errors: `fusion.bad_value`, `fusion.bad_source`, `fusion.source_changed`. */
export async function numbersAt(
  source: Source,
  { rows, state }: Pick<Spilled, 'rows' | 'state'>,
  { column, at }: { readonly column: SummedColumn; readonly at: Uint32Array },
): Promise<readonly number[]> {
  if (!source.numbers) return badSource('/numbers', 'the plan sums a column of this party; name it');
  const texts: (string | null)[] = [];
  for await (const some of source.numbers()) texts.push(...some);
  if (texts.length !== rows || (await source.state()) !== state) sourceChanged();
  return Array.from(at, (row) => numberIn(texts[row]!, column) ?? badNumber(row, column));
}

/** A number without its point, where it is one that the plan allows. */
function numberIn(text: string | null, { decimals, most }: SummedColumn): number | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d*?)0*)?$/.exec(text?.trim() ?? '') ?? [];
  if (whole === undefined || fraction.length > decimals) return undefined;
  const number = Number(whole + fraction.padEnd(decimals, '0'));
  return number <= most ? number : undefined;
}

function badNumber(row: number, { decimals, most }: SummedColumn): never {
  const largest = (most / 10 ** decimals).toFixed(decimals);
  const detail = `must be a number from 0 to ${largest} with at most ${decimals} decimals`;
  throw new FinharborError({
    code: 'fusion.bad_value',
    publicMessage: `The number in row ${row} of the summed column ${detail}.`,
    fields: [{ pointer: `/numbers/${row}`, detail }],
  });
}
