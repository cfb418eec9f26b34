/** One line of the audit trail, as it is read. */
export type AuditEvent = {
  readonly seq: number;
  readonly atMs: number;
  readonly requestId: string;
  /** `begun` where the outcome never came: the call still runs, or its process was killed. */
  readonly phase: 'begun' | 'done';
  readonly action: string;
  /** `account:<id>`, `key:<public key>` or `public`. */
  readonly actor: string;
  /** What the account's owner is called now; null for keys, for nobody, and where the account is gone. */
  readonly actorName: string | null;
  /** What the owner of the account is called that the call was about, as a sign-in is; null where it was about none. */
  readonly accountName: string | null;
  readonly party: string;
  readonly roles: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  readonly status: number | null;
  readonly code: string | null;
  /** Null once its time is over. */
  readonly address: string | null;
};

/** What is looked for; all of it must fit. */
export type AuditQuery = {
  readonly action?: string | undefined;
  /** An account's id. */
  readonly account?: string | undefined;
  /** Of whoever acted. */
  readonly party?: string | undefined;
  /** An id the call was about. */
  readonly object?: string | undefined;
  readonly outcome?: 'done' | 'refused' | 'unknown' | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

/** Where a page begins, and how long it is. */
export type AuditPage = { readonly before?: number | undefined; readonly limit: number };
