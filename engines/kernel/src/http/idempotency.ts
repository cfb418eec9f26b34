/** A request that carries an Idempotency-Key, as its store sees it. */
export type IdempotentRequest = {
  /** Who asks and which route, so that keys of different callers never meet. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of what was asked: target and body. */
  readonly requestHash: Uint8Array<ArrayBuffer>;
};

/** The answer kept for a key. */
export type StoredAnswer = { readonly status: number; readonly body: string };

/**
 * What became of a claim: `fresh` (this caller runs it), `done` (answered before), `running` (the first request has not
 * ended), `reused` (the key was used for something else).
 */
export type Claim =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'done'; readonly answer: StoredAnswer }
  | { readonly kind: 'running' }
  | { readonly kind: 'reused' };

/**
 * Where answers to requests with an Idempotency-Key are kept. A claim whose process died is `fresh` again after a while,
 * so a handler may run twice if it was killed between its commit and `finish`.
 */
export type IdempotencyStore = {
  readonly claim: (request: IdempotentRequest) => Promise<Claim>;
  readonly finish: (request: IdempotentRequest, answer: StoredAnswer) => Promise<void>;
  /** Gives a claim back: the request failed in a way worth trying again. */
  readonly release: (request: IdempotentRequest) => Promise<void>;
};
