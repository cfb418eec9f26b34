import { canonicalJson, type Json } from '@finharbor/kernel';

/** Whether two values are the same as JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}
