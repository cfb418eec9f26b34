/** A form or a step of a procedure. */
type Place =
  | { readonly procedure: string; readonly form: string }
  | { readonly procedure: string; readonly step: string };

/** What a system shows in place of a form or of a whole step; undefined where it has nothing of its own. */
export function partOf<P extends Place>(parts: readonly P[], at: Place): P | undefined {
  return parts.find((part) => {
    if (part.procedure !== at.procedure) return false;
    if ('form' in at) return 'form' in part && part.form === at.form;
    return 'step' in part && part.step === at.step;
  });
}
