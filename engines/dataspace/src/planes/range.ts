/** Bytes of a representation: `from` counts, `to` does not. */
export type Span = { readonly from: number; readonly to: number };

/** What a request asks for of a representation. */
export type Wanted =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly span: Span }
  | { readonly kind: 'unsatisfiable' };

type Asked = { readonly range: string | undefined; readonly ifRange: string | undefined };
type Representation = { readonly size: number; readonly etag: string };

const syntax = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * Reads `Range` and `If-Range` (RFC 9110, sections 13.1.5 and 14.2). Several ranges, other units and what cannot be read are ignored,
 * as the standard allows; so is a range whose `If-Range` is not this version's entity tag.
 */
export function wantedOf({ range, ifRange }: Asked, { size, etag }: Representation): Wanted {
  const found = syntax.exec(range ?? '');
  if (!found || (ifRange !== undefined && ifRange !== etag)) return { kind: 'whole' };
  const [, first = '', last = ''] = found;
  if (first === '') return last === '' ? { kind: 'whole' } : lastBytes(Number(last), size);
  const from = Number(first);
  if (last !== '' && Number(last) < from) return { kind: 'whole' };
  if (from >= size) return { kind: 'unsatisfiable' };
  return { kind: 'part', span: { from, to: last === '' ? size : Math.min(Number(last) + 1, size) } };
}

function lastBytes(count: number, size: number): Wanted {
  if (count === 0 || size === 0) return { kind: 'unsatisfiable' };
  return { kind: 'part', span: { from: Math.max(0, size - count), to: size } };
}

/** `Content-Range` of a part. */
export function contentRange({ from, to }: Span, size: number): string {
  return `bytes ${from}-${to - 1}/${size}`;
}

/** Reads the `Content-Range` of an answer; undefined where it is not understood. */
export function readContentRange(field: string | undefined): (Span & { readonly size: number }) | undefined {
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(field ?? '');
  if (!found) return undefined;
  return { from: Number(found[1]), to: Number(found[2]) + 1, size: Number(found[3]) };
}
