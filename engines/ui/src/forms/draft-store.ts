import { type Context, createContext, useContext, useState } from 'react';
import type { DraftStore } from './use-draft.ts';

/** Loads what keeps drafts of forms; `read` takes what was kept apart, and gives undefined for what it does not know. */
export type DraftPort = () => Promise<{
  readonly draftStore: <Value>(form: string, read: (kept: unknown) => Value | undefined) => DraftStore<Value>;
}>;

/** Where forms keep what somebody has begun to fill in; another system's store takes its place by being provided here. */
export const DraftsIn: Context<DraftPort | undefined> = createContext<DraftPort | undefined>(undefined);

/** Where the draft of a form is kept: the same for as long as the form is shown. `form` is its name, in lower case with dots. */
export function useDraftStore<Value>(
  form: string,
  read: (kept: unknown) => Value | undefined,
): DraftStore<Value> {
  const port = useContext(DraftsIn);
  if (!port) throw new Error('Nobody told the forms where to keep their drafts.');
  const [store] = useState((): DraftStore<Value> => {
    let loaded: DraftStore<Value> | undefined;
    const kept = async (): Promise<DraftStore<Value>> => {
      loaded ??= (await port()).draftStore(form, read);
      return loaded;
    };
    return {
      load: async () => (await kept()).load(),
      // At once where it can: a page that is being left loads nothing any more, not even what it has loaded before.
      keep: async (value) => (loaded ?? (await kept())).keep(value),
      forget: async () => (await kept()).forget(),
    };
  });
  return store;
}
