import type { Offer } from './offer.ts';
import { type FacetId, facetIds, type OfferState } from './query.ts';
import { plain, runsOf, spelled, syllablesOf } from './words.ts';

/** A product as the catalogue's table has it. */
export type Card = {
  readonly holder: string;
  readonly product: string;
  readonly version: string;
  readonly state: OfferState;
  readonly recheck_at_ms: bigint | null;
  readonly issued_at_ms: bigint;
  readonly name_en: string;
  readonly name_zh: string;
  readonly rows: bigint;
  readonly facets: string[];
  readonly title: string;
  readonly names: string;
  readonly told: string;
};

// A name stands in cursors, too.
const longest = { name: 120, names: 8_000, told: 6_000 };

/** What an offered version of a product is found, sorted and counted by. */
export function cardOf(offer: Offer): Card {
  const { id, issuer, issuedAtMs, body } = offer.version;
  const { title, description, fields } = body;
  const facets = facetsOf(offer);
  return {
    holder: issuer,
    product: body.product,
    version: id,
    state: offer.state,
    recheck_at_ms: offer.recheckAtMs === undefined ? null : BigInt(offer.recheckAtMs),
    issued_at_ms: BigInt(issuedAtMs),
    name_en: title.en.toLowerCase().slice(0, longest.name),
    name_zh: runsOf(title.zh)
      .flatMap((run) => syllablesOf(run))
      .join(' ')
      .slice(0, longest.name),
    rows: BigInt(body.rowsAtLeast),
    facets: facetIds.flatMap((facet) => facets[facet].map((value) => `${facet}:${value}`)),
    title: spelled([title.en, title.zh]),
    names: spelled([
      title.en,
      title.zh,
      ...fields.flatMap((field) => [field.name, field.title.en, field.title.zh]),
      issuer,
    ]).slice(0, longest.names),
    told: plain([description.en, description.zh]).slice(0, longest.told),
  };
}

function facetsOf({
  version,
  state,
  rights,
  registrations,
  level,
}: Offer): Readonly<Record<FacetId, readonly string[]>> {
  const { plans = [{ kind: 'free' } as const], synthetic, classed } = version.body;
  return {
    state: [state],
    holder: [version.issuer],
    price: [...new Set(plans.map(({ kind }) => kind))],
    made: [synthetic ? 'synthetic' : 'real'],
    sector: classed?.sector ? [classed.sector] : [],
    personal: classed ? [classed.personal ? 'yes' : 'no'] : [],
    update: classed ? [classed.update] : [],
    term: [...new Set(classed?.terms)],
    right: rights,
    registration: registrations,
    level: level ? [level] : [],
  };
}
