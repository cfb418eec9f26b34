import { z } from 'zod';
import { longestName, type Mapping, mostColumns } from './mapping.ts';

/** What somebody has said of a file: what the data set is called, and what its columns become. Nothing of its rows. */
export type Plan = { readonly name: string; readonly mapping: Mapping };

const place = z.int().nonnegative();
const keptPlan = z.object({
  name: z.string(),
  mapping: z.object({
    uscc: place.optional(),
    columns: z
      .array(
        z.object({
          at: place,
          header: z.string(),
          isUsed: z.boolean(),
          kind: z.enum(['numeric', 'category']),
          name: z.string().max(longestName),
        }),
      )
      .max(mostColumns * 10),
  }),
});

/** A plan as it was kept, where it is of a file with these very columns. */
export function readPlan(kept: unknown, header: readonly string[]): Plan | undefined {
  const { data } = keptPlan.safeParse(kept);
  if (!data) return undefined;
  const { uscc, columns } = data.mapping;
  const planned = header.flatMap((_, at) => (at === uscc ? [] : [at]));
  const isOfFile =
    (uscc === undefined || uscc < header.length) &&
    columns.length === planned.length &&
    columns.every((column, nth) => column.at === planned[nth] && column.header === header[column.at]);
  return isOfFile ? { name: data.name, mapping: { uscc, columns } } : undefined;
}
