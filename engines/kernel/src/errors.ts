/**
 * A fault: something the caller could not expect in the normal course. Expected outcomes are return values instead.
 * `code` is stable and dotted (`link.replayed`); `publicMessage` may be shown to the person who asked, so it
 * names no internals; `fields` points at what was wrong with the input (JSON pointers).
 */
export class FinharborError extends Error {
  readonly code: string;
  readonly publicMessage: string;
  readonly fields: readonly FieldError[];
  readonly retryAfterMs: number | undefined;

  constructor(fault: Fault) {
    super(`${fault.code}: ${fault.publicMessage}`, { cause: fault.cause });
    this.name = 'FinharborError';
    this.code = fault.code;
    this.publicMessage = fault.publicMessage;
    this.fields = fault.fields ?? [];
    this.retryAfterMs = fault.retryAfterMs;
  }
}

/** What a `FinharborError` is made of. */
export type Fault = {
  readonly code: string;
  readonly publicMessage: string;
  readonly cause?: unknown;
  readonly fields?: readonly FieldError[];
  /** When to come again; a server says so in `Retry-After`. */
  readonly retryAfterMs?: number;
};

/** One wrong field of an input: where (RFC 6901 JSON pointer) and what is the matter. */
export type FieldError = { readonly pointer: string; readonly detail: string };

/** Throws a `FinharborError`; an expression, so it stands where a value is missing. */
export function fail(code: string, publicMessage: string, cause?: unknown): never {
  throw new FinharborError({ code, publicMessage, cause });
}

/** The code of a fault, or `internal` for anything that is not a `FinharborError`. */
export function codeOf(error: unknown): string {
  return error instanceof FinharborError ? error.code : 'internal';
}
