import { beginOfDayMs } from '../../format/format.ts';
import type { Option } from '../../forms/option.ts';

const dayMs = 86_400_000;

type Field = { readonly id: string; readonly label: string };

/** What can be asked for, whoever looks for it. */
export type AskedField = Field &
  (
    | { readonly kind: 'text' | 'days' | 'numbers' }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
  );

/** What a list can be filtered by, and what of a row is compared: an instant, in milliseconds, by its day in China Standard Time. */
export type FilterField<Row> = Field &
  (
    | { readonly kind: 'text'; readonly of: (row: Row) => string }
    | {
        readonly kind: 'choice';
        readonly options: readonly Option[];
        /** Of several values of a row one suffices. */
        readonly of: (row: Row) => string | readonly string[];
      }
    | { readonly kind: 'days'; readonly of: (row: Row) => number }
    | { readonly kind: 'numbers'; readonly of: (row: Row) => number }
  );

/** What is asked for, by the name of the field; the ends of a range are `name.from` and `name.to`. What is not asked for is not there. */
export type FilterValues = Readonly<Record<string, string>>;

/** The names a field's values have. */
export function namesOf({ id, kind }: AskedField): readonly string[] {
  return kind === 'days' || kind === 'numbers' ? [`${id}.from`, `${id}.to`] : [id];
}

/** Whether a row is what was asked for; undefined where nothing was. Text is found by all its words, whatever their case. */
export function filterOf<Row>(
  fields: readonly FilterField<Row>[],
  values: FilterValues,
): ((row: Row) => boolean) | undefined {
  const tests = fields.flatMap((field) => testOf(field, values) ?? []);
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}

function testOf<Row>(field: FilterField<Row>, values: FilterValues): ((row: Row) => boolean) | undefined {
  const { id } = field;
  const [from = '', to = ''] = [values[`${id}.from`], values[`${id}.to`]];
  if (field.kind === 'numbers') return within(field.of, { from: numberOf(from), to: numberOf(to) });
  if (field.kind === 'days')
    return within(field.of, { from: beginOfDayMs(from), to: beginOfDayMs(to) + dayMs - 1 });
  const wanted = values[id] ?? '';
  if (wanted === '') return undefined;
  if (field.kind === 'choice') return (row) => [field.of(row)].flat().includes(wanted);
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) => {
    const text = field.of(row).toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** Both ends belong to it; an end that is no number is open. A row whose value is no number is within nothing. */
function within<Row>(
  of: (row: Row) => number,
  { from, to }: { readonly from: number; readonly to: number },
): ((row: Row) => boolean) | undefined {
  if (Number.isNaN(from) && Number.isNaN(to)) return undefined;
  return (row) => {
    const value = of(row);
    return (Number.isNaN(from) || value >= from) && (Number.isNaN(to) || value <= to);
  };
}

/** What stands in an address may be anything: what is no number asks for nothing. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
