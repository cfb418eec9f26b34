import type { ConditionView, OpinionLine } from '../review/routes.ts';
import type { Outcome } from '../words.ts';

/** What a rating is made of. */
export type Component = 'reviews' | 'conditions' | 'breaches' | 'disclosure' | 'declaration';
/** Its components, in their order. */
export const components: readonly Component[] = [
  'reviews',
  'conditions',
  'breaches',
  'disclosure',
  'declaration',
];

/** How firms are rated, in one version. No standard and no statute sets these: whoever adopts them answers for them. */
export type Method = {
  readonly version: number;
  /** Of each component, in any unit: what counts is their share. */
  readonly weights: { readonly [component in Component]: number };
  /** Points taken off 1,000 for a breach, by its measure, within three years after it. */
  readonly breachPoints: { readonly advice: number; readonly criticism: number; readonly removal: number };
  /** From the best down, each with the least it asks for. */
  readonly bands: readonly { readonly name: string; readonly from: number }[];
};

/** What is on file of a firm, and the day it is looked at. */
export type OnFile = {
  readonly today: string;
  readonly opinions: readonly Pick<OpinionLine, 'outcome'>[];
  readonly conditions: readonly Pick<ConditionView, 'standing'>[];
  readonly breaches: readonly { readonly on: string; readonly measure: keyof Method['breachPoints'] }[];
  /** Years for which it has disclosed. */
  readonly disclosed: readonly number[];
  readonly hasSigned: boolean;
};

/** One component: its points of 1,000, or null where nothing is on file, which then counts for nothing. */
export type Part = { readonly component: Component; readonly points: number | null; readonly weight: number };
/** A rating, with what it is made of. */
export type Rating = {
  readonly score: number | null;
  readonly band: string | null;
  readonly parts: readonly Part[];
};

const ofOutcome: { readonly [outcome in Outcome]: number } = { agreed: 1_000, conditional: 700, refused: 0 };

/**
 * Rates a firm by what is on file. A component of which nothing is on file is left out and the others take its place; a firm of which
 * there is neither review nor disclosure nor signature nor breach has no rating.
 */
export function rate(method: Method, file: OnFile): Rating {
  const points: { readonly [component in Component]: number | null } = {
    reviews: mean(file.opinions.map(({ outcome }) => ofOutcome[outcome])),
    conditions: inTime(file.conditions),
    breaches: file.opinions.length + file.breaches.length > 0 ? unbroken(method, file) : null,
    disclosure: isKnown(file) ? disclosure(file) : null,
    declaration: isKnown(file) ? (file.hasSigned ? 1_000 : 0) : null,
  };
  const parts = components.map((component) => ({
    ...{ component, points: points[component], weight: method.weights[component] },
  }));
  const counted = parts.filter((part) => part.points !== null);
  const weight = counted.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return { score: null, band: null, parts };
  const score = Math.round(counted.reduce((sum, part) => sum + part.weight * part.points!, 0) / weight);
  return { score, band: method.bands.find(({ from }) => score >= from)?.name ?? null, parts };
}

function isKnown({ opinions, breaches, disclosed, hasSigned }: OnFile): boolean {
  return opinions.length + breaches.length + disclosed.length > 0 || hasSigned;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(values.reduce((sum, one) => sum + one, 0) / values.length);
}

/** Conditions that are due or met: those met in time among them. */
function inTime(conditions: OnFile['conditions']): number | null {
  return mean(
    conditions.flatMap(({ standing }) => {
      if (standing === 'met') return [1_000];
      if (standing === 'late') return [500];
      return standing === 'overdue' ? [0] : [];
    }),
  );
}

const breachYears = 3;

function unbroken({ breachPoints }: Method, { breaches, today }: OnFile): number {
  const day = Temporal.PlainDate.from(today).subtract({ years: breachYears }).toString();
  const lost = breaches
    .filter(({ on }) => on > day)
    .reduce((sum, { measure }) => sum + breachPoints[measure], 0);
  return Math.max(0, 1_000 - lost);
}

/** For last year or this one: whole; for the year before: half. */
function disclosure({ disclosed, today }: OnFile): number {
  const year = Number(today.slice(0, 4));
  const latest = Math.max(0, ...disclosed.filter((one) => one <= year));
  if (latest >= year - 1) return 1_000;
  return latest === year - 2 ? 500 : 0;
}
