import type { DraftStore } from '@finharbor/ui';
import { useContext, useState } from 'react';
import { DraftPortContext } from './port.ts';

/** Where the draft of a form is kept: the same for as long as the form is shown. */
export function useDraftStore<Value>(
  form: string,
  read: (kept: unknown) => Value | undefined,
): DraftStore<Value> {
  const port = useContext(DraftPortContext);
  if (!port) throw new Error('Nobody told the harbor’s forms where to keep their drafts.');
  const [store] = useState((): DraftStore<Value> => {
    const kept = async () => (await port()).draftStore(form, read);
    return {
      load: async () => (await kept()).load(),
      keep: async (value) => (await kept()).keep(value),
      forget: async () => (await kept()).forget(),
    };
  });
  return store;
}
