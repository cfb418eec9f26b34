import { fail } from './errors.ts';

/** What canonical JSON can hold: no undefined, no bigint, no number that is not an exact integer or finite. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a JSON value (RFC 8785: keys sorted by UTF-16 code units, no white space), so that two parties hash the same bytes.
 * Errors: `json.not_canonical` for values JSON cannot hold.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) fail('json.not_canonical', 'A number in a document must be finite.');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object') fail('json.not_canonical', `A ${typeof value} cannot stand in a document.`);
  const entries = Object.entries(value as { readonly [key: string]: Json });
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
