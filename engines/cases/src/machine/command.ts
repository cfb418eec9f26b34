import type { Attached, Seat } from './state.ts';

/** What somebody wants done with a case. */
export type Command =
  | { readonly type: 'step'; readonly step: string; readonly form?: unknown; readonly reason?: string }
  | { readonly type: 'opine'; readonly form: unknown }
  | { readonly type: 'assign'; readonly to: string | null }
  | { readonly type: 'seat'; readonly seats: readonly Seat[] }
  | { readonly type: 'exclude'; readonly account: string; readonly reason: string }
  | { readonly type: 'attach'; readonly document: string; readonly file: Attached }
  | { readonly type: 'detach'; readonly document: string; readonly sha256: string }
  | {
      readonly type: 'comment';
      readonly text: string;
      readonly mentions?: readonly string[];
      readonly isInternal?: boolean;
    }
  | { readonly type: 'extend'; readonly term: string; readonly reason: string };
