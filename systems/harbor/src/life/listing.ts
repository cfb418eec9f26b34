import type { Verified } from '../documents.ts';
import { mayList } from './review.ts';
import {
  type Entry,
  mayOperate,
  type RightsFile,
  type RightsTerms,
  rightsRegister,
} from './rights/register.ts';

/** Everything verified that bears on one holder's product. */
export type LifeFile = RightsFile & {
  readonly holder: string;
  readonly product: string;
  readonly reviews: readonly Verified<'compliance_review'>[];
  readonly changes: readonly Verified<'listing_change'>[];
  readonly rules: readonly Verified<'listing_rules'>[];
};

/** Where a version of a product stands on its way; `draft` is what no document speaks of yet. */
export const lifeStates = ['draft', 'registration', 'review', 'listed', 'suspended', 'withdrawn'] as const;
/** One of them. */
export type LifeState = (typeof lifeStates)[number];

/** A version's life as it stands now; derived from signed documents alone, never stored. */
export type Life = {
  readonly state: LifeState;
  readonly register: readonly Entry[];
  /** What was found in this version last. */
  readonly review: Verified<'compliance_review'> | undefined;
  /** The suspensions that nobody has lifted, or the withdrawal. */
  readonly stops: readonly Verified<'listing_change'>[];
  /** Whether new contracts need a listed product here. */
  readonly isReviewDemanded: boolean;
};

/** Why something may not be done with a product; each is an error code. */
export type LifeRefusal =
  | 'product.not_listed'
  | 'product.suspended'
  | 'product.withdrawn'
  | 'product.right_ended';

/** Derives a version's life. Reviews and certificates are the registry's; what others sign of that kind is passed over. */
export function productLife(file: LifeFile, version: string, terms: RightsTerms): Life {
  const { holder } = file;
  const register = rightsRegister(file, terms);
  // Four eyes: nobody reviews a product of its own party, the registry neither.
  const review = latest(
    file.reviews.filter(
      ({ issuer, body }) =>
        issuer === terms.registry && issuer !== holder && body.holder === holder && body.version === version,
    ),
  );
  const stops = stopsOf(file, terms.registry);
  const rules = latest(file.rules.filter(({ issuer }) => issuer === terms.registry));
  const known = {
    register,
    review,
    stops,
    isReviewDemanded: rules !== undefined && Date.parse(rules.body.reviewedFrom) <= terms.nowMs,
  };
  const [stop] = stops;
  if (stop) return { ...known, state: stop.body.change === 'withdrawn' ? 'withdrawn' : 'suspended' };
  if (!mayOperate(register, holder)) return { ...known, state: 'registration' };
  const isListed = review?.body.decision === 'listed' && mayList(review.body.level, review.body.answers);
  return { ...known, state: isListed ? 'listed' : 'review' };
}

/**
 * Whether a version may be contracted anew; undefined where it may. Before the registry's own signed instant nobody demands a review:
 * a product's own date is its holder's word, and whoever dates back would get round a rule that went by that.
 */
export function mayBeContracted({ state, isReviewDemanded }: Life): LifeRefusal | undefined {
  if (state === 'suspended' || state === 'withdrawn') return `product.${state}`;
  return state === 'listed' || !isReviewDemanded ? undefined : 'product.not_listed';
}

/**
 * Whether contracts that are in force may still be used; undefined where they may. A review that is missing stops none of them: they
 * were made without one. A right that its holder had, and has no longer, does.
 */
export function mayBeUsed({ state, register }: Life, holder: string): LifeRefusal | undefined {
  if (state === 'suspended' || state === 'withdrawn') return `product.${state}`;
  const had = register.some(
    (entry) => entry.entitled === holder && ['replaced', 'ended', 'expired'].includes(entry.state),
  );
  return had && !mayOperate(register, holder) ? 'product.right_ended' : undefined;
}

/** A withdrawal first; otherwise what each of the two sides has suspended and not resumed. */
function stopsOf({ changes, holder }: LifeFile, registry: string): LifeFile['changes'] {
  const sides = [...new Set([registry, holder])];
  const ofHolder = changes.filter(({ issuer, body }) => body.holder === holder && sides.includes(issuer));
  const withdrawn = ofHolder.filter(({ body }) => body.change === 'withdrawn');
  if (withdrawn.length > 0) return withdrawn;
  return sides
    .map((side) => latest(ofHolder.filter(({ issuer }) => issuer === side)))
    .filter((last) => last?.body.change === 'suspended')
    .filter((last) => last !== undefined);
}

/** By the issuer's own time, of one instant by id; of one issuer's documents only. */
function latest<T extends { readonly issuedAtMs: number; readonly id: string }>(
  documents: readonly T[],
): T | undefined {
  return documents.toSorted((a, b) => b.issuedAtMs - a.issuedAtMs || (a.id < b.id ? 1 : -1))[0];
}
