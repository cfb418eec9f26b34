import type { BudgetClaim, BudgetLedger, RowSets } from '@finharbor/fusion';
import type { Random } from '@finharbor/kernel';
import type { Row } from './store.ts';

/** A firm that an intersection gave this party; `common` is null where the join does not mark rows. */
export type MatchedFirm = { readonly uscc: string; readonly common: boolean | null };

/** A firm with its number in a column. */
export type NumberedFirm = { readonly uscc: string; readonly value: number };

/** One row of an intersection's result, with the columns its data set has of the firm now; null where it has none any more. */
export type ResultRow = MatchedFirm & { readonly position: number; readonly columns: Row | null };

/** The firms that all parties of a contract hold. It may be used once it is settled: all parties have said that they keep it. */
export type KeptAlignment = { readonly session: string; readonly rows: number; readonly settled: boolean };

/** A firm in an alignment's order: its columns, null where the data set has none; `gone` where the firm has withdrawn. */
export type AlignedFirm = { readonly columns: Row | null; readonly gone: boolean };

/** What a party keeps of proposed computations. */
export type ComputationStore = {
  /** Codes of a data set's firms that have not withdrawn, in order, some thousands at a time. */
  readonly firms: (product: string) => AsyncIterable<readonly string[]>;
  /** Says what those firms are right now: another text than before, and they are others. */
  readonly firmsState: (product: string) => Promise<string>;
  /** The same of the firms that have a number in a column: each with it. */
  readonly numbers: (product: string, field: string) => AsyncIterable<readonly NumberedFirm[]>;
  readonly numbersState: (product: string, field: string) => Promise<string>;
  /** Puts a result's rows in place of any there are, all or none, and says how many. */
  readonly putRows: (job: string, batches: AsyncIterable<readonly MatchedFirm[]>) => Promise<number>;
  /** Rows of a job's result after a position, with the columns of the data set. */
  readonly rows: (where: {
    readonly job: string;
    readonly product: string;
    readonly after: number;
    readonly limit: number;
  }) => Promise<readonly ResultRow[]>;
  readonly alignment: (contract: string) => Promise<KeptAlignment | undefined>;
  /** Keeps an alignment in place of any that is not settled. */
  readonly keepAlignment: (contract: string, session: string, firms: readonly string[]) => Promise<void>;
  readonly settleAlignment: (contract: string, session: string) => Promise<void>;
  /** An alignment's firms in its order, with the columns of a data set, some thousands at a time. */
  readonly aligned: (contract: string, product: string) => AsyncIterable<readonly AlignedFirm[]>;
  /** The ledger of contracts' privacy budgets; queries' secrets come from `random`. */
  readonly budget: (random: Random) => BudgetLedger;
  /** What was spent of a contract's budget on what, the earliest first. */
  readonly spendings: (contract: string) => Promise<readonly Pick<BudgetClaim, 'query' | 'cost'>[]>;
  readonly rowSets: RowSets;
};
