import type { Bilingual } from '../documents.ts';
import type { DataLevel, ReviewAnswer } from './review.ts';
import type { Origin, RegistrationKind, Right } from './rights/kinds.ts';

/** A file that bears something out: it stays with its party, and its SHA-256 says later which one it was. */
export type Evidence = { readonly name: string; readonly digest: string };

/** One value's or interval's part of a column's rows; counts are rounded down, and no cell stands for fewer than the smallest group. */
export type QualityCell = { readonly label: string; readonly from: number | null; readonly count: number };

/** What a column of a product holds, as far as that tells of no single row. */
export type QualityColumn = {
  readonly name: string;
  readonly kind: 'numeric' | 'category';
  /** Rows that have a value, rounded down. */
  readonly present: number;
  /** How many different values, of two significant digits. */
  readonly distinct: number;
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly cells: readonly QualityCell[];
  /** Population stability index against the report before; null where there is none to compare with. */
  readonly drift: number | null;
};

/** An amount that a valuation adds up, with where it is from. */
export type ValuationLine = { readonly title: string; readonly amountMinor: string };

/** What a valuation is worked out from, by approach (guidance on the valuation of data assets, China Appraisal Society, 2023). */
export type ValuationInputs =
  | {
      readonly approach: 'cost';
      readonly costs: readonly ValuationLine[];
      readonly profitBasisPoints: number;
      readonly conditionBasisPoints: number;
    }
  | {
      readonly approach: 'market';
      readonly comparables: readonly (ValuationLine & { readonly adjustments: readonly number[] })[];
    }
  | {
      readonly approach: 'income';
      readonly yearlyMinor: readonly string[];
      readonly shareBasisPoints: number;
      readonly discountBasisPoints: number;
    };

/** The documents of a product's life. All are public: rights and listings are published, and no document holds a row of a data set. */
export type LifeBodies = {
  /** An entry that its issuer asks the registry for; an objection is one too, and a revocation is the registry's own. */
  readonly rights_registration: {
    readonly registration: string;
    /** The product's number. */
    readonly product: string;
    readonly kind: RegistrationKind;
    /** The certificate it is about, by document id; null for an initial registration. */
    readonly certificate: string | null;
    readonly rights: readonly Right[];
    readonly origin: Origin;
    /** On what the issuer founds it: source and legal basis, or the grounds of an objection. */
    readonly basis: Bilingual;
    readonly scope: Bilingual;
    readonly evidence: readonly Evidence[];
    /** Who receives a licence or a transfer. */
    readonly to: string | null;
  };
  /** The registry's answer to a registration, by that one's document id. */
  readonly rights_certificate: {
    readonly registration: string;
    readonly product: string;
    readonly findings: readonly string[];
  } & (
    | { readonly decision: 'returned' }
    | {
        readonly decision: 'accepted';
        readonly number: string;
        /** Until then anybody admitted may object; it has effect from then on. */
        readonly noticeUntil: string;
        readonly validUntil: string;
      }
  );
  /** When an objection reached the registry: by that, and not by its issuer's date, it is in time. */
  readonly objection_record: {
    readonly objection: string;
    readonly product: string;
    readonly recordedAt: string;
  };
  readonly objection_decision: {
    readonly objection: string;
    readonly product: string;
    readonly decision: 'upheld' | 'dismissed';
    readonly reason: string;
  };
  /** What the reviewer found in one version of a product. */
  readonly compliance_review: {
    readonly product: string;
    readonly holder: string;
    /** The version, by document id. */
    readonly version: string;
    readonly decision: 'listed' | 'returned';
    readonly level: DataLevel;
    readonly answers: readonly ReviewAnswer[];
    readonly reason: string;
  };
  /** Stops a product from being used, or takes that back; each side lifts only its own suspension, nobody a withdrawal. */
  readonly listing_change: {
    readonly product: string;
    readonly holder: string;
    readonly change: 'suspended' | 'resumed' | 'withdrawn';
    readonly reason: string;
  };
  /** From when on the registry's harbor lets only listed products be newly contracted. */
  readonly listing_rules: { readonly reviewedFrom: string };
  readonly product_sample: {
    readonly product: string;
    readonly version: string;
    readonly made: 'masked' | 'synthetic';
    readonly rows: readonly { readonly [column: string]: string | number | null }[];
  };
  readonly quality_report: {
    readonly product: string;
    readonly version: string;
    readonly loadedAt: string;
    /** Rounded down to the smallest group. */
    readonly rows: number;
    readonly smallestGroup: number;
    readonly columns: readonly QualityColumn[];
  };
  readonly valuation: {
    readonly product: string;
    readonly version: string;
    readonly inputs: ValuationInputs;
    readonly assumptions: readonly string[];
    /** What the inputs come to. */
    readonly amountMinor: string;
    readonly currency: 'CNY';
  };
};

/** What a party asks the registry to enter; the numbers are its node's. */
export type RegistrationDraft = Omit<LifeBodies['rights_registration'], 'registration' | 'product'>;
