import { type Currency, compareMoney, parseMoney } from '@finharbor/kernel/contract';

/** A text in both languages. */
export type Bilingual = { readonly en: string; readonly zh: string };

/** One thing a firm states about itself when it applies: a column the lender's part of the score reads. */
export type Ask = {
  readonly name: string;
  readonly title: Bilingual;
  readonly kind: 'numeric' | 'category';
  /** Of a category, what may be chosen; empty where anything may be written. */
  readonly options: readonly string[];
};

/** A loan a lender offers, with the rule it decides by; the rule is published with the product. */
export type LoanTerms = {
  readonly title: Bilingual;
  readonly currency: Currency;
  /** Decimal string, the most a firm may ask for. */
  readonly mostAmount: string;
  /** Fewer points than this is a refusal. */
  readonly cutOffPoints: number;
  /** Yearly rate in basis points from so many points on; the highest band reached counts. */
  readonly rates: readonly { readonly fromPoints: number; readonly rateBp: number }[];
  readonly promisedDays: number;
  /** The contract and the model applications are scored under. */
  readonly scoringContract: string;
  readonly model: string;
  /** What the firm is asked to state; left out by products made before there was a form. */
  readonly asks?: readonly Ask[] | undefined;
};

/** What a firm signs when it applies. */
export type Application = {
  readonly application: string;
  readonly product: string;
  readonly uscc: string;
  readonly amount: string;
  /** The columns the lender's part of the score needs; the firm states them itself. */
  readonly columns: { readonly [column: string]: string | number | null };
  /** The id of the consent the firm has signed for the offices. */
  readonly consent: string;
};

/** What the lender learned from a score: the total, rounded, and the three heads that counted most against the firm. */
export type Score = { readonly points: number; readonly reasons: readonly Bilingual[] };

/** A decision always bears its reasons, a refusal most of all. */
export type Decision =
  | {
      readonly kind: 'offered';
      readonly points: number;
      readonly amount: string;
      readonly currency: string;
      readonly rateBp: number;
      readonly reasons: readonly Bilingual[];
    }
  | {
      readonly kind: 'refused';
      readonly points: number;
      readonly cutOffPoints: number;
      readonly reasons: readonly Bilingual[];
      readonly appeal: Bilingual;
    };

/** Decides by the product's published rule: at or above the cut-off an offer at the band's rate, below it a refusal with reasons. */
export function decide(terms: LoanTerms, application: Application, score: Score): Decision {
  if (score.points < terms.cutOffPoints) {
    return {
      kind: 'refused',
      points: score.points,
      cutOffPoints: terms.cutOffPoints,
      reasons: score.reasons.length > 0 ? score.reasons : [tooFewPoints],
      appeal: {
        en: 'You may ask for a person to look at this decision, and for wrong data to be corrected at the office that holds it.',
        zh: '您可以申请人工复核；如数据有误，可向持有该数据的部门申请更正。',
      },
    };
  }
  const reached = terms.rates.filter(({ fromPoints }) => score.points >= fromPoints);
  // Terms are published only with a band that begins at the cut-off or below it.
  const best = reached.toSorted((a, b) => b.fromPoints - a.fromPoints)[0]!;
  return {
    kind: 'offered',
    points: score.points,
    amount: application.amount,
    currency: terms.currency,
    rateBp: best.rateBp,
    reasons: score.reasons,
  };
}

const tooFewPoints: Bilingual = {
  en: 'The total of points is below the cut-off of the product.',
  zh: '综合评分低于该产品的准入分数。',
};

/** How the amount asked for stands to the product's limit, as exact money of the product's currency. Errors: `money.malformed`, `money.too_precise`. */
export function judgeAmount(terms: LoanTerms, amount: string): 'within' | 'not_positive' | 'too_high' {
  const asked = parseMoney(amount, terms.currency);
  if (asked.minor <= 0n) return 'not_positive';
  return compareMoney(asked, parseMoney(terms.mostAmount, terms.currency)) > 0 ? 'too_high' : 'within';
}

/** What is wrong with the columns a firm states: each with a word on it, by name. */
export function faultyColumns(
  asks: readonly Ask[],
  columns: Application['columns'],
): readonly { readonly name: string; readonly detail: string }[] {
  const unknown = Object.keys(columns).filter((name) => !asks.some((ask) => ask.name === name));
  return [
    ...unknown.map((name) => ({ name, detail: 'not asked for by this product' })),
    ...asks.flatMap(({ name, kind, options }) => {
      const value = columns[name];
      if (value === undefined) return [{ name, detail: 'missing; state null where it is not known' }];
      if (value === null) return [];
      if (typeof value !== (kind === 'numeric' ? 'number' : 'string'))
        return [{ name, detail: kind === 'numeric' ? 'must be a number' : 'must be a text' }];
      const isOffered = options.length === 0 || options.includes(String(value));
      return kind === 'category' && !isOffered ? [{ name, detail: 'none of the options' }] : [];
    }),
  ];
}
