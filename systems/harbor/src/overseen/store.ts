import type { Cursor } from '@finharbor/kernel';
import type { ContractKind } from '../documents.ts';
import type { ContractState } from '../domain.ts';
import type {
  DayOfUses,
  OverseenContract,
  OverseenJob,
  OverseenJobState,
  OverseenRefusal,
} from '../oversight.ts';

/** The latest of a list, or the latest of what is older; `total` counts all of it, `next` is null where nothing is older. */
export type Latest<T> = {
  readonly items: readonly T[];
  readonly total: number;
  readonly next: Cursor | null;
};

/** The board in figures. */
export type BoardFigures = {
  readonly products: number;
  readonly contracts: { readonly [S in ContractState]: number };
  readonly jobs: { readonly [S in OverseenJobState]: number };
  readonly uses: number;
  readonly refusals: number;
  readonly usesByDay: readonly DayOfUses[];
};

/** A party's part in the exchange: as a holder by uses of its data, as a consumer by uses it made. */
export type PartyShare = { readonly party: string; readonly uses: number };

/** A month of the exchange; money in fen. */
export type ExchangeMonth = {
  readonly month: string;
  readonly uses: number;
  readonly kinds: { readonly [K in ContractKind]: number };
  readonly contracts: number;
  readonly products: number;
  readonly chargedMinor: string;
  readonly paidMinor: string;
  readonly disputedMinor: string;
  readonly refundedMinor: string;
};

/** The exchange as a whole: how it grows, on whom it depends, and why uses are refused. */
export type ExchangeFigures = {
  /** The last twelve months up to this one, earliest first. */
  readonly months: readonly ExchangeMonth[];
  readonly contracts: { readonly [S in ContractState]: number };
  /** Disputes that wait for a decision. */
  readonly disputes: { readonly open: number; readonly oldestFiledAtMs: number | null };
  /** Those with most uses first, then those who offer or are bound without any. */
  readonly holders: readonly (PartyShare & { readonly products: number; readonly inForce: number })[];
  readonly consumers: readonly (PartyShare & { readonly inForce: number })[];
  readonly kinds: readonly { readonly kind: ContractKind; readonly uses: number }[];
  readonly refusals: readonly { readonly code: string; readonly count: number }[];
};

/** Reads what is overseen from rows that are kept up to date. Days and months are a time zone's. */
export type OverseenStore = {
  readonly jobs: (before?: Cursor) => Promise<Latest<OverseenJob>>;
  readonly contracts: (at: {
    readonly nowMs: number;
    readonly before?: Cursor | undefined;
  }) => Promise<Latest<OverseenContract>>;
  readonly refusals: (before?: Cursor) => Promise<Latest<OverseenRefusal>>;
  readonly figures: (at: AtTime & { readonly days: number }) => Promise<BoardFigures>;
  readonly exchange: (at: AtTime) => Promise<ExchangeFigures>;
};

/** When it is, and whose days are counted. */
export type AtTime = { readonly nowMs: number; readonly zone: string };
