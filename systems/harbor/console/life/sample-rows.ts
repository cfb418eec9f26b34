import type { Field } from '@finharbor/harbor/contract';

type SampleRow = { readonly [column: string]: string | number | null };

/** Rows pasted as CSV with a header; cells of numeric columns become numbers where they are some, empty ones nothing. */
export async function sampleRows(
  csv: string,
  fields: readonly Pick<Field, 'name' | 'kind'>[],
): Promise<SampleRow[]> {
  const { parse } = (await import('papaparse')).default;
  const { data } = parse<Record<string, string>>(csv.trim(), { header: true, skipEmptyLines: true });
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]));
  return data.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => {
        const value = cell.trim();
        if (value === '') return [name, null];
        const number = Number(value);
        return [name, kinds.get(name) === 'numeric' && Number.isFinite(number) ? number : value];
      }),
    ),
  );
}
