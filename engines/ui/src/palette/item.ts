import type { Bilingual } from '@finharbor/kernel/contract';
import { type Context, createContext } from 'react';

/** Something the palette offers: a place to go to, or something to do. */
export type PaletteItem = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  /** What else it is found by, as its name in the other language. */
  readonly keywords?: string;
  /** Without one it does something. */
  readonly href?: string;
  readonly onAct?: () => void;
};

/** Something found on the server, named in both languages. */
export type FoundItem = {
  readonly kind: string;
  readonly title: Bilingual;
  readonly detail?: Bilingual | undefined;
  readonly href: string;
};

/** Looks for things by their names; gives at most `limit`. */
export type SearchPort = (
  query: string,
  how: { readonly limit: number; readonly signal: AbortSignal },
) => Promise<readonly FoundItem[]>;

/** Where things are looked for; undefined where nothing but screens can be found. */
export const SearchIn: Context<SearchPort | undefined> = createContext<SearchPort | undefined>(undefined);
