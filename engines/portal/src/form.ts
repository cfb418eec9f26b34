import type { Bilingual } from '@finharbor/kernel/contract';
import type { PublicFact } from './pages.ts';

/** One thing that a form asks for. */
export type PublicField = {
  /** Lower-case letters. */
  readonly name: string;
  readonly title: Bilingual;
  readonly hint?: Bilingual;
  readonly kind: 'line' | 'text' | 'choice';
  /** The most characters that are taken. */
  readonly most: number;
  readonly options?: readonly { readonly value: string; readonly title: Bilingual }[];
};

/** A form that somebody has sent, once under its id however often it arrives. */
export type SentForm = {
  /** A UUID that this form was given and no other. */
  readonly id: string;
  /** Known to nobody but whoever has the form: the same each time it is sent, and kept nowhere. */
  readonly secret: string;
  /** The entry that it is about. */
  readonly about: string;
  /** Every field; none is empty. */
  readonly values: Readonly<Record<string, string>>;
  /** The network address it came from. */
  readonly address: string;
};

/** What is said to whoever has sent a form. */
export type FormAnswer =
  | {
      readonly kind: 'done';
      readonly title: Bilingual;
      readonly paragraphs: readonly (string | Bilingual)[];
      readonly facts?: readonly PublicFact[];
    }
  /** What is the matter with some fields; what was typed is kept. */
  | { readonly kind: 'wrong'; readonly fields: Readonly<Record<string, Bilingual>> }
  /** The same form was sent before, and said something else. */
  | { readonly kind: 'used' }
  /** What it is about is not there, or takes none. */
  | { readonly kind: 'gone' };

/**
 * Something that anybody may send without an account and without a script. A fault with `retryAfterMs` asks to come again later; what was typed is
 * kept.
 */
export type PublicForm = {
  /** Its part of the address: lower-case letters and hyphens. */
  readonly name: string;
  readonly title: Bilingual;
  readonly lead: Bilingual;
  /** About one entry, whose page leads to it where one of its sections says so, or about none: then the list does. */
  readonly about: 'entry' | 'list';
  readonly submit: Bilingual;
  readonly fields: readonly PublicField[];
  readonly send: (form: SentForm) => Promise<FormAnswer>;
};
