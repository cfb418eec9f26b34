import type { CasePart, FormPart, StepPart } from '@finharbor/ui/screens';

/** A form or a step of a procedure. */
type Place = Pick<FormPart, 'procedure' | 'form'> | Pick<StepPart, 'procedure' | 'step'>;

/** What a system shows in place of a form or of a whole step; undefined where it has nothing of its own. */
export function partOf(parts: readonly CasePart[], at: Place): CasePart | undefined {
  return parts.find((part) => {
    if (part.procedure !== at.procedure) return false;
    if ('form' in at) return 'form' in part && part.form === at.form;
    return 'step' in part && part.step === at.step;
  });
}
