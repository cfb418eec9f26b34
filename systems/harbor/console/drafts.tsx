import type { DraftStore } from '@finharbor/ui';
import { createContext, type ReactElement, type ReactNode, useContext, useState } from 'react';

/** Where the harbor's forms keep what somebody has begun to fill in; the console hands it over. `read` takes what was kept apart, and gives undefined for what it does not know. */
export type DraftPort = {
  readonly draft: <Value>(form: string, read: (kept: unknown) => Value | undefined) => DraftStore<Value>;
};

const Context = createContext<DraftPort | undefined>(undefined);

/** Hands the harbor's forms where to keep their drafts. */
export function DraftPortProvider({
  port,
  children,
}: {
  readonly port: DraftPort;
  readonly children: ReactNode;
}): ReactElement {
  return <Context value={port}>{children}</Context>;
}

/** Where the draft of a form is kept: the same for as long as the form is shown. */
export function useDraftStore<Value>(
  form: string,
  read: (kept: unknown) => Value | undefined,
): DraftStore<Value> {
  const port = useContext(Context);
  if (!port) throw new Error('Nobody told the harbor’s forms where to keep their drafts.');
  const [store] = useState(() => port.draft(form, read));
  return store;
}
