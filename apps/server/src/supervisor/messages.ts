/** What a child tells its supervisor. */
export type FromChild =
  | { readonly kind: 'progress'; readonly line: string }
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** What a supervisor tells its child. */
export type FromSupervisor = { readonly kind: 'stop' };
