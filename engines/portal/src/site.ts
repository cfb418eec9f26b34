import type { Bilingual } from '@finharbor/kernel/contract';
import type { PublicPages } from './pages.ts';

/** What forms are given out with. */
export type FormParts = {
  /** All processes of the site have it, and nobody else. */
  readonly key: Uint8Array;
  readonly newId: () => string;
};

/** Whose portal it is, and what is on it. */
export type Site = {
  /** Who publishes. */
  readonly name: Bilingual;
  /** Whether all of it is invented. */
  readonly isDemo: boolean;
  /** Tells this publisher from every other for ever, whatever address it is reached by: ids of feeds begin from it. */
  readonly identity: string;
  /** What others reach the process by: `https://harbor.example`. */
  readonly origin: () => string;
  readonly nowMs: () => number;
  readonly licence: { readonly name: string; readonly url: string };
  readonly pages: readonly PublicPages[];
  /** A site whose lists have no forms needs none. */
  readonly forms?: FormParts;
};
