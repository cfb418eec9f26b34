import type { DraftStore } from '@finharbor/ui';
import { type Context, createContext } from 'react';

/** Loads what keeps drafts of forms; `read` takes what was kept apart, and gives undefined for what it does not know. */
export type DraftPort = () => Promise<{
  readonly draftStore: <Value>(form: string, read: (kept: unknown) => Value | undefined) => DraftStore<Value>;
}>;

/** Where the harbor's forms keep what somebody has begun to fill in; the console hands it over. */
export const DraftPortContext: Context<DraftPort | undefined> = createContext<DraftPort | undefined>(
  undefined,
);
