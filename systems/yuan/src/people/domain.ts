import { masked } from '@finharbor/access';
import type { Tier } from '../scheme/limits.ts';

/** What an operator may know of a person. */
export const knownFields = ['phone', 'name', 'documentType', 'documentNumber', 'account'] as const;
/** One of them. */
export type KnownField = (typeof knownFields)[number];

/** What is known of a person, each part null where nothing is. */
export type Facts = { readonly [F in KnownField]: string | null };

/** How a part is shown. */
export type Showing = 'hidden' | 'masked' | 'whole';

/** What an operator sees of a person by the tier of the wallet (可控匿名): whatever else is known stays hidden from it. */
const seenAt: { readonly [T in Tier]: { readonly [F in KnownField]: Showing } } = {
  4: { phone: 'masked', name: 'hidden', documentType: 'hidden', documentNumber: 'hidden', account: 'hidden' },
  3: { phone: 'masked', name: 'masked', documentType: 'whole', documentNumber: 'masked', account: 'hidden' },
  2: { phone: 'whole', name: 'whole', documentType: 'whole', documentNumber: 'masked', account: 'masked' },
  1: { phone: 'whole', name: 'whole', documentType: 'whole', documentNumber: 'whole', account: 'masked' },
};

const masks = {
  phone: 'phone',
  name: 'name',
  documentType: 'hidden',
  documentNumber: 'document',
  account: 'document',
} as const;

/** A person as the operator of a wallet of this tier sees them. */
export function seenBy(tier: Tier, facts: Facts): Facts {
  return shown(facts, (field, value) => {
    const how = seenAt[tier][field];
    if (how === 'whole') return value;
    return how === 'masked' ? masked(masks[field], value) : null;
  });
}

/** What the operator of a wallet of this tier has to tell who asks by law: all that the tier rests on, whole, and nothing else. */
export function heldAt(tier: Tier, facts: Facts): Facts {
  return shown(facts, (field, value) => (seenAt[tier][field] === 'hidden' ? null : value));
}

function shown(facts: Facts, show: (field: KnownField, value: string) => string | null): Facts {
  return Object.fromEntries(
    knownFields.map((field) => [field, facts[field] === null ? null : show(field, facts[field])]),
  ) as Facts;
}

/** Whoever is younger stays at tier 4: the simulation's own rule. */
export const youngest = 16;

/** The age a citizen's number tells, on a day `2026-11-27`; undefined for documents that tell none. */
export function ageOf(
  document: { readonly type: string; readonly number: string },
  today: string,
): number | undefined {
  if (document.type !== 'resident_id') return undefined;
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(document.number) ?? [];
  const born = Temporal.PlainDate.from(`${year}-${month}-${day}`);
  return born.until(Temporal.PlainDate.from(today), { largestUnit: 'years' }).years;
}

/** What somebody of the operator's has to look at before a tier rises. */
export type Waiting = 'age' | 'bank_account' | 'in_person';

/** A change of a wallet's tier: asked for, and what became of it. */
export type TierChange = {
  readonly id: string;
  readonly wallet: string;
  readonly from: Tier;
  readonly to: Tier;
  readonly state: 'waiting' | 'granted' | 'refused';
  readonly waitsFor: Waiting | null;
  readonly refusal: string | null;
  /** What it was given upon and is gone: nobody asked for this one, or what waited ended with it. */
  readonly lost: 'document' | 'bank_account' | null;
  readonly askedAtMs: number;
  readonly decidedAtMs: number | null;
};

/** A tier that was given once, and upon what. */
export type Grant = {
  readonly to: Tier;
  readonly document: Uint8Array;
  /** True where a teller has looked: otherwise tier 2 rests on a linked account of the holder's own. */
  readonly isLookedAt: boolean;
};

/** The best tier of which everything that it was given upon still stands. */
export function provenTier(
  grants: readonly Grant[],
  { document, hasOwnAccount }: { readonly document: Uint8Array | undefined; readonly hasOwnAccount: boolean },
): Tier {
  const tiers = grants
    .filter((one) => document !== undefined && Buffer.compare(one.document, document) === 0)
    .map(({ to, isLookedAt }) => (to === 2 && !isLookedAt && !hasOwnAccount ? 3 : to));
  return Math.min(4, ...tiers) as Tier;
}
