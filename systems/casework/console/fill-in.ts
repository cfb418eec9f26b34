import type { CaseView } from '@finharbor/casework/contract';
import { codeOf } from '@finharbor/kernel/contract';
import { cases } from './api.ts';
import { fieldsOf } from './form/fields.ts';

/** Values by field, as whoever links here has them. */
export type Filled = Readonly<Record<string, string>>;

/** What an address asks for: the one procedure that is offered, and what is filled in for whoever begins it. */
export function askedIn({ procedure, ...filled }: Filled): {
  readonly procedure: string | undefined;
  readonly filled: Filled;
} {
  return { procedure, filled };
}

/** Keeps what is known already as a draft of the forms that ask for it: whoever began the case reads it before it is sent. */
export async function fillIn({ id, procedure, steps }: CaseView, filled: Filled): Promise<void> {
  if (Object.keys(filled).length === 0) return;
  const { forms } = (
    await cases.getProcedure({ params: { name: procedure.name }, query: { version: procedure.version } })
  ).body;
  for (const { name: step, form } of steps) {
    const fields = fieldsOf(forms.find(({ name }) => name === form)?.schema ?? {});
    const known = fields.filter(({ name, kind }) => (kind === 'line' || kind === 'text') && filled[name]);
    if (known.length === 0) continue;
    const values = Object.fromEntries(known.map(({ name }) => [name, filled[name]!]));
    await cases
      .putCaseDraft({ params: { id, step }, body: { revision: 0, form: values, reason: '' } })
      // Sent again after a lost answer, it is there.
      .catch((error: unknown) =>
        codeOf(error) === 'case.draft_changed' ? undefined : Promise.reject(error),
      );
  }
}
