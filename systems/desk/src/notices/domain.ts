import type { Bilingual } from '@finharbor/kernel/contract';

/** Whom a notice is for: one account, or everybody of a party who has a role. */
export type Addressee = { readonly account: string } | { readonly party: string; readonly role: string };

/** Something people are told. */
export type Notice = {
  /** Names the event: told again under the same key, it is told once. */
  readonly key: string;
  readonly kind: string;
  readonly to: Addressee;
  readonly title: Bilingual;
  readonly body?: Bilingual;
  /** The screen it leads to: a path below `/app`. */
  readonly href: string;
};

/** Which notices an inbox shows: what is left to do, of that what was not read, what sleeps, what was done, or all. */
export type NoticeFilter = 'open' | 'unread' | 'snoozed' | 'done' | 'all';

/** What a person does with a notice. */
export type Mark = 'read' | 'unread' | 'done' | 'open' | 'snooze';

/** A notice as it lies in one person's inbox; the times are milliseconds since the Unix epoch. */
export type InboxItem = {
  readonly id: string;
  readonly kind: string;
  readonly title: Bilingual;
  readonly body: Bilingual | null;
  readonly href: string;
  readonly atMs: number;
  readonly isRead: boolean;
  /** Done by this person, or settled by whoever came first. */
  readonly isDone: boolean;
  readonly snoozedUntilMs: number | null;
};

/** How much waits in an inbox. */
export type NoticeCount = { readonly open: number; readonly unread: number };
