import type { RecordTable } from './record-table.ts';
import type { State } from './state.ts';

/** The tables that are saved page by page, by the number under which they are. */
export const pageKind = { accounts: 1, balances: 2, pendings: 3 } as const;

/** A page as it was at a moment. */
export type PageImage = {
  /** One of `pageKind`. */
  readonly kind: number;
  readonly page: number;
  /** The last moment whose entries are in it. */
  readonly asOf: bigint;
  readonly words: Uint32Array;
};

/** The table of a kind. */
export function tableOf(state: State, kind: number): RecordTable {
  if (kind === pageKind.accounts) return state.accounts;
  return kind === pageKind.balances ? state.balances : state.pendings;
}
