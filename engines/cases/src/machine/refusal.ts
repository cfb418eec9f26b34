import type { FieldError } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';

/** Why something is not done: an expected outcome, in words for whoever tried. */
export type CaseRefusal = {
  readonly kind: 'refused';
  readonly code: string;
  readonly text: Bilingual;
  readonly fields?: readonly FieldError[];
};

/** A refusal in words. */
export function refused(code: string, text: Bilingual): CaseRefusal {
  return { kind: 'refused', code, text };
}
