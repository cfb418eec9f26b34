import { FinharborError, fail } from '@finharbor/kernel';

/** A party's identifiers, normalised and each once: `ids[k]` stood first in row `rows[k]`. */
export type Identifiers = {
  readonly ids: readonly string[];
  readonly rows: Uint32Array;
  readonly duplicates: number;
};

/**
 * Applies NFKC and keeps the first row of each identifier.
 * Errors: `fusion.too_many_ids`; `fusion.bad_id` for an empty identifier or one that is not well-formed Unicode,
 * because either would match rows that have nothing in common.
 */
export function distinctIdentifiers(raw: readonly string[], maxIds: number): Identifiers {
  const first = new Map<string, number>();
  for (const [row, text] of raw.entries()) {
    const id = normalIdentifier(text, row);
    if (!first.has(id)) first.set(id, row);
  }
  if (first.size > maxIds)
    fail(
      'fusion.too_many_ids',
      `The list holds ${first.size} distinct identifiers; at most ${maxIds} are allowed.`,
    );
  return {
    ids: [...first.keys()],
    rows: Uint32Array.from(first.values()),
    duplicates: raw.length - first.size,
  };
}

/** Its own NFKC, and most identifiers are nothing else. */
const printableAscii = /^[!-~]+$/;

/** An identifier as it is compared: NFKC. Errors: `fusion.bad_id`, naming the row. */
export function normalIdentifier(text: string, row: number): string {
  if (printableAscii.test(text)) return text;
  const id = text.isWellFormed() ? text.normalize('NFKC') : '';
  if (id.trim() !== '') return id;
  throw new FinharborError({
    code: 'fusion.bad_id',
    publicMessage: `Row ${row} has an empty identifier or one that is not valid Unicode; leave the row out.`,
    fields: [{ pointer: `/ids/${row}`, detail: 'must be non-empty, well-formed Unicode text' }],
  });
}
