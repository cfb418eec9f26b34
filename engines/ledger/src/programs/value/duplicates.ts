import type { FieldError } from '@finharbor/kernel';

/** A fault for everything that stood earlier in its list. */
export function duplicatesOf(
  values: readonly (string | number)[],
  pointerOf: (k: number) => string,
): readonly FieldError[] {
  return values.flatMap((value, k) =>
    values.indexOf(value) < k ? [{ pointer: pointerOf(k), detail: `${value} stands here twice` }] : [],
  );
}
