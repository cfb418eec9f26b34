import type { Json } from '@finharbor/kernel/contract';
import type { AssessmentBody } from './crossborder/body.ts';
import type { Delivery } from './delivery/ways.ts';
import type { LifeBodies } from './life/documents.ts';
import type { Derivation } from './life/lineage.ts';
import type { Charge, PricePlan } from './pricing/plan.ts';
import type { ProductClass } from './search/classed.ts';
import type { SettlementBodies } from './settlement/documents.ts';

/** A text in both of the harbor's languages. */
export type Bilingual = { readonly en: string; readonly zh: string };

/**
 * What a contract lets its consumer do. Under `intersect` and `statistics` each computation is proposed and approved before it runs; under
 * `deliver` rows leave their holder, and what is done with them then is the consumer's word.
 */
export const contractKinds = ['train', 'score', 'intersect', 'statistics', 'deliver'] as const;
/** One of them. */
export type ContractKind = (typeof contractKinds)[number];

/**
 * One term of a contract (ODRL: left operand, operator, right operand). `enforced` means the provider's own node checks it
 * before each use; `promised` means the consumer has given its word and a breach is a matter for dispute.
 */
export type Constraint = {
  readonly name:
    | 'smallest_group'
    | 'uses'
    | 'consent'
    | 'withdrawn_firms'
    | 'points_rounding'
    | 'points_opened'
    | 'recipient'
    | 'onward_transfer'
    | 'retention_days'
    | 'fewest_rows'
    | 'most_rows'
    | 'learns'
    | 'most_learned'
    | 'privacy_epsilon'
    | 'privacy_delta'
    | 'plan_approval';
  readonly operator: 'eq' | 'gteq' | 'lteq';
  readonly value: string | number;
  readonly enforcement: 'enforced' | 'promised';
};

/**
 * One column of a product; `numeric` columns are binned by quantiles, `category` columns by value. What its holder makes public
 * beforehand: a category's values, a number's bounds and how many decimal places count.
 */
export type Field = {
  readonly name: string;
  readonly title: Bilingual;
  readonly kind: 'numeric' | 'category';
  readonly values?: readonly string[];
  readonly range?: { readonly min: number; readonly max: number; readonly decimals: number };
};

/** A party's part in a proposed computation: which of its data sets, which columns, and of numbers how many decimal places count. */
export type ProposedData = {
  readonly product: string;
  readonly columns: readonly string[];
  readonly decimals: { readonly [column: string]: number };
};

type ContractBody = {
  readonly contract: string;
  readonly kind: ContractKind;
  readonly consumer: string;
  readonly providers: readonly string[];
  readonly products: readonly string[];
  readonly purpose: Bilingual;
  readonly legalBasis: Bilingual;
  readonly constraints: readonly Constraint[];
  readonly validFrom: string;
  readonly validUntil: string;
  /** What each side will learn, in plain words, as the parties sign it. */
  readonly leakage: readonly Bilingual[];
  /** What it may be used for, as purposes of the taxonomy of `@finharbor/dataspace/policy`; `purpose` alone says it where there are none. */
  readonly purposes?: readonly string[];
  /** What is paid for which product; nothing where there are none. */
  readonly charges?: readonly Charge[];
  /** Where the consumer has the data, when that is outside the mainland (ISO 3166-1 alpha-2). */
  readonly place?: string;
  /** The contract whose place this one takes, by document id. */
  readonly previous?: string;
};

/** What each type of document says. Instants are RFC 3339 texts, document ids 64 hex digits. */
export type Bodies = SettlementBodies &
  LifeBodies & {
    readonly product: {
      readonly product: string;
      readonly title: Bilingual;
      readonly description: Bilingual;
      readonly fields: readonly Field[];
      /** Rounded down to the smallest group, so that the catalogue tells no exact size. */
      readonly rowsAtLeast: number;
      readonly synthetic: boolean;
      readonly licence: string;
      /** What it may be had for; free where there are none. */
      readonly plans?: readonly PricePlan[];
      /** The version before this one, and what is different in it. */
      readonly previous?: string;
      readonly changes?: Bilingual;
      readonly derivedFrom?: readonly Derivation[];
      /** What it is about and how sensitive. */
      readonly classed?: ProductClass;
      /** How it may be had; computed with alone where nothing is said. */
      readonly deliveries?: readonly Delivery[];
    };
    readonly contract: ContractBody;
    readonly transfer_assessment: AssessmentBody;
    /**
     * A provider's answer to a contract: the terms under which it would agree, whole, and why. They come to be when the consumer signs
     * them, to the letter, as a contract of its own.
     */
    readonly counter_offer: {
      readonly contract: string;
      readonly terms: ContractBody;
      readonly reason: string;
    };
    readonly approval: {
      readonly contract: string;
      readonly decision: 'approved' | 'declined';
      readonly reason: string;
    };
    readonly termination: { readonly contract: string; readonly reason: string };
    /**
     * A firm asks to have its key vouched for, signed by that key: whoever asks holds the key. It proves nothing about who that is;
     * only a registrar's `firm_key` does.
     */
    readonly key_request: { readonly uscc: string; readonly publicKey: string };
    readonly firm_key: { readonly uscc: string; readonly publicKey: string };
    readonly consent: {
      readonly contract: string;
      readonly uscc: string;
      readonly purpose: Bilingual;
      readonly validUntil: string;
      readonly nonce: string;
    };
    readonly withdrawal: { readonly uscc: string; readonly nonce: string };
    /** A computation as its consumer proposes it: the fusion plan to the letter, and which data it reads. Its id is what is approved. */
    readonly proposal: {
      readonly proposal: string;
      readonly contract: string;
      readonly kind: 'intersect' | 'statistics';
      readonly title: Bilingual;
      readonly plan: { readonly [key: string]: Json };
      readonly data: { readonly [party: string]: ProposedData };
      /** What each side will learn, in plain words, as the parties sign it. */
      readonly leakage: readonly Bilingual[];
    };
    /** A provider's answer to a proposal, by the proposal's document id; the consumer can only withdraw it. */
    readonly proposal_answer: {
      readonly proposal: string;
      readonly decision: 'approved' | 'declined' | 'withdrawn';
      readonly reason: string;
    };
    readonly job: {
      readonly job: string;
      readonly attempt: number;
      readonly session: string;
      readonly kind: ContractKind;
      readonly contract: string;
      readonly roster: readonly string[];
      readonly dealer: string;
      /**
       * The fusion plan all sides run, as data, or `proposal`, the id of the document that has it; its hash binds every channel of the session.
       * Of a delivery, which product and in which way.
       */
      readonly plan: { readonly [key: string]: Json };
      readonly model: string | null;
      readonly subject: string | null;
      readonly consent: string | null;
    };
    readonly job_answer: {
      readonly job: string;
      readonly attempt: number;
      readonly answer: 'accepted' | 'refused';
      readonly code: string;
      readonly reason: Bilingual;
      /** SHA-256 of the sentence on trust that this party's operator has accepted; empty in a refusal. */
      readonly assumption: string;
    };
    readonly use: {
      readonly job: string;
      readonly contract: string;
      readonly kind: ContractKind;
      readonly consumer: string;
      readonly uscc: string | null;
      readonly fields: readonly string[];
      readonly usedAt: string;
      readonly commitment: string;
      readonly logIndex: number;
    };
    /** A lender has decided on a firm's application. How, it tells the firm alone, at its own node. */
    readonly decision_notice: { readonly uscc: string; readonly application: string };
    readonly enrolment: {
      readonly party: string;
      readonly name: Bilingual;
      readonly publicKey: string;
      readonly linkHost: string;
      readonly linkPort: number;
      readonly url: string;
      readonly registrar: boolean;
      /** The vkey of what this party signs checkpoints with: the log's at the hub, its witness's at a node. */
      readonly noteKey: string;
      readonly demo: boolean;
    };
  };

/** The types of document the harbor knows. */
export type DocumentType = keyof Bodies;
/** The body of one type of document. */
export type Body<T extends DocumentType> = Bodies[T];

/** A document whose signature has been checked against a pinned key; nothing else may be acted upon. */
export type Verified<T extends DocumentType> = {
  readonly id: string;
  readonly type: T;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly issuedAtMs: number;
  readonly body: Body<T>;
};

/** The issuer name of a firm's own documents. */
export function firmIssuer(code: string): string {
  return `firm:${code}`;
}
