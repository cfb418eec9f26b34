import type { Verified } from '../documents.ts';
import { type LifeFile, mayBeContracted, productLife } from '../life/listing.ts';
import type { DataLevel } from '../life/review.ts';
import type { RegistrationKind, Right } from '../life/rights/kinds.ts';
import type { Entry, RightsTerms } from '../life/rights/register.ts';
import type { OfferState } from './query.ts';

/** A product as it is offered now. */
export type Offer = {
  readonly version: Verified<'product'>;
  readonly state: OfferState;
  /** The holder's rights that are in force, and by which kinds of entries. */
  readonly rights: readonly Right[];
  readonly registrations: readonly RegistrationKind[];
  /** What the review of this version classed it as. */
  readonly level: DataLevel | undefined;
  /** When the clock alone may change any of this; undefined where only documents can. */
  readonly recheckAtMs: number | undefined;
};

/**
 * How a product is offered. The newest version that may be contracted is: while the registry has not reviewed a new one, the one before
 * it stays in the catalogue. `versions` are all of one holder's product, the latest that came in last, and at least one.
 */
export function offerOf(versions: readonly Verified<'product'>[], file: LifeFile, terms: RightsTerms): Offer {
  const newestFirst = versions.toReversed().toSorted((a, b) => b.issuedAtMs - a.issuedAtMs);
  const lives = newestFirst.map((version) => ({ version, life: productLife(file, version.id, terms) }));
  const { version, life } = lives.find((one) => mayBeContracted(one.life) === undefined) ?? lives[0]!;
  const held = life.register.filter(
    ({ state, entitled }) => state === 'in_force' && entitled === file.holder,
  );
  return {
    version,
    state: stateOf(life),
    rights: [...new Set(held.flatMap(({ rights }) => rights))],
    registrations: [...new Set(held.map(({ registration }) => registration.body.kind))],
    level: life.review?.body.level,
    recheckAtMs: nextInstant(file, life.register, terms),
  };
}

function stateOf(life: ReturnType<typeof productLife>): OfferState {
  if (life.state === 'suspended' || life.state === 'withdrawn') return life.state;
  return mayBeContracted(life) === undefined ? 'listed' : 'draft';
}

function nextInstant(
  { rules }: LifeFile,
  register: readonly Entry[],
  { registry, nowMs }: RightsTerms,
): number | undefined {
  const ofEntries = register.flatMap(({ answer }) =>
    answer?.body.decision === 'accepted' ? [answer.body.noticeUntil, answer.body.validUntil] : [],
  );
  const ofRules = rules.filter(({ issuer }) => issuer === registry).map(({ body }) => body.reviewedFrom);
  const ahead = [...ofEntries, ...ofRules].map((at) => Date.parse(at)).filter((atMs) => atMs > nowMs);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}
