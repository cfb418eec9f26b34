import { createHash } from 'node:crypto';
import { fail } from '@finharbor/kernel';

/** A row of the large side: an identifier, and what whoever asks about it learns beyond that it is there. */
export type LookupRow = { readonly id: string; readonly label?: Uint8Array };

/** A change of a table: a row that is new or has a new label, or an identifier that is no longer in it. */
export type LookupChange = LookupRow | { readonly id: string; readonly removed: true };

/** Rows, read from their beginning each time they are asked for; they must come in the same order. */
export type LookupRows<Row> = () => Iterable<Row> | AsyncIterable<Row>;

/** Rows that are evaluated and noted together. */
export type Block = {
  readonly first: number;
  readonly ids: readonly string[];
  /** undefined says the identifier is removed. */
  readonly labels: readonly (Uint8Array | undefined)[];
};

/** Rows of a block; the last one may have fewer. */
const blockRows = 1_024;
const noLabel = new Uint8Array(0);

/** Rows in blocks. Errors: `fusion.bad_label` for a label that is too long. */
export async function* blocksOf(
  rows: LookupRows<LookupChange>,
  labelBytes: number,
): AsyncGenerator<Block, void> {
  let [first, ids, labels]: [number, string[], (Uint8Array | undefined)[]] = [0, [], []];
  for await (const row of rows()) {
    const label = 'removed' in row ? undefined : (row.label ?? noLabel);
    if (label && label.length > labelBytes)
      fail('fusion.bad_label', `Row ${first + ids.length} has a label of more than ${labelBytes} bytes.`);
    ids.push(row.id);
    labels.push(label);
    if (ids.length < blockRows) continue;
    yield { first, ids, labels };
    [first, ids, labels] = [first + ids.length, [], []];
  }
  if (ids.length > 0) yield { first, ids, labels };
}

/** What stands for all blocks up to this one: SHA-256 over what stood for those before and everything in this one. */
export function chained(before: string, { ids, labels }: Block): string {
  const hash = createHash('sha256').update(before);
  const text = JSON.stringify([ids, labels.map((label) => label?.length ?? -1)]);
  hash.update(text);
  for (const label of labels) hash.update(label ?? noLabel);
  return hash.digest('hex');
}
