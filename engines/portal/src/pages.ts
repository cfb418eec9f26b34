import type { Bilingual } from '@finharbor/kernel/contract';
import type { z } from 'zod';
import type { PublicForm } from './form.ts';

/** What is shown: words of the system in both languages, a day, or what somebody wrote, which is shown as it is. */
export type PublicValue = string | Bilingual | { readonly dayOfMs: number };

/** One thing that is said, and what it is called. */
export type PublicFact = { readonly title: Bilingual; readonly value: PublicValue };

/** A part of an entry's own page. The action leads to an address of this site: where something can be done about it. */
export type PublicSection = {
  readonly title: Bilingual;
  readonly paragraphs?: readonly PublicValue[];
  readonly facts?: readonly PublicFact[];
  readonly table?: PublicTable;
  readonly action?: { readonly text: Bilingual; readonly href: string };
  readonly chart?: PublicChart;
  /** Forms of the list, by name, that may be sent about this entry. */
  readonly forms?: readonly string[];
};

/** Numbers side by side, as bars. What it shows also stands in a table beside it. */
export type PublicChart = {
  readonly caption: Bilingual;
  readonly bars: readonly { readonly title: Bilingual; readonly value: number }[];
};

/** A table of values; its first column names the row. */
export type PublicTable = {
  readonly caption: Bilingual;
  readonly columns: readonly Bilingual[];
  readonly rows: readonly (readonly PublicValue[])[];
};

/** One thing that a system has published, as JSON: `id` ends its address and is of letters, digits and hyphens. */
export type PublicEntry = {
  readonly id: string;
  readonly title: PublicValue;
  /** What kind of thing it is. */
  readonly kind: Bilingual;
  readonly facts: readonly PublicFact[];
  /** When what stands there was published last. */
  readonly publishedAtMs: number;
  /** On its own page alone. */
  readonly sections?: readonly PublicSection[];
};

/** What of a list is asked for; `after` is what a page before gave as `next`. */
export type PublicQuery = {
  readonly text?: string;
  readonly choice?: string;
  readonly after?: string;
  readonly limit: number;
};

/** A part of a list, the latest first. */
export type PublicPage = { readonly entries: readonly PublicEntry[]; readonly next: string | null };

/** A column of a data set as CSV. */
export type DataColumn<T> = {
  readonly name: string;
  readonly title: Bilingual;
  readonly of: (record: T) => string;
};

/** All of a list as records for programs. */
export type PublicData<T> = {
  readonly description: Bilingual;
  /** Of one record, as it is in JSON. */
  readonly record: z.ZodType<T>;
  readonly columns: readonly DataColumn<T>[];
  /** Up to so many of them after one, in an order that no change of a record changes; no more than these is the end. */
  readonly records: (after: string | undefined, limit: number) => Promise<readonly T[]>;
  readonly idOf: (record: T) => string;
};

/**
 * What a system publishes. Every request asks it anew: what is withdrawn or changed is so at once, in every process. Nothing that it
 * gives may be for somebody alone.
 */
export type PublicPages<T = unknown> = {
  /** Its part of the address: lower-case letters and hyphens, and not `data`. */
  readonly name: string;
  readonly title: Bilingual;
  readonly lead: Bilingual;
  /** What its entries are found by. */
  readonly foundBy: Bilingual;
  /** What a list can be narrowed to. */
  readonly choices?: {
    readonly title: Bilingual;
    readonly options: readonly { readonly value: string; readonly title: Bilingual }[];
  };
  /** Undefined where `after` is none of its own. */
  readonly list: (query: PublicQuery) => Promise<PublicPage | undefined>;
  readonly entry: (id: string) => Promise<PublicEntry | undefined>;
  /**
   * A word that is another whenever something of an entry, or without an id of the list, has changed; undefined where there is none. Pages
   * are then kept while it is the same, for ten seconds at most: what an entry says of elsewhere may be as old.
   */
  readonly version?: (id: string | undefined) => Promise<string | undefined>;
  /** What is new of an entry, the latest first: then it has a feed of its own. */
  readonly news?: (id: string) => Promise<readonly PublicEntry[]>;
  /** What anybody may send. */
  readonly forms?: readonly PublicForm[];
  readonly data: PublicData<T>;
};

/** Pages among those of other systems: the type of its records is the system's own affair. */
export function publicPages<T>(pages: PublicPages<T>): PublicPages {
  // Only records of a data set are given to its own columns.
  return pages as unknown as PublicPages;
}
