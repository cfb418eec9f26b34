import { createHmac } from 'node:crypto';
import { sha256 } from '@finharbor/kernel';
import { brokenWord, type Commitments, type Secrets } from './commitment.ts';

/** Somebody who takes part: a number that stands for a wallet in this campaign only, and the district it counts in. */
export type Entry = { readonly entry: string; readonly district: string };
/** Packets of one amount; the dearest are drawn first. */
export type Prize = { readonly amountMinor: bigint; readonly count: number };

/** All that a draw follows from. Everything in it is public once the secrets are revealed. */
export type Draw = {
  readonly campaign: string;
  readonly prizes: readonly Prize[];
  /** How many packets each district gets; an entry of another district cannot win. */
  readonly quotas: Readonly<Record<string, number>>;
  readonly entries: readonly Entry[];
  /** The root of the co-signed checkpoint in which the list of entries stands, 64 hexadecimal digits. */
  readonly entriesRoot: string;
  readonly commitments: Commitments;
  readonly secrets: Secrets;
};

/** An entry that has won. `rank` counts from 1 through the whole campaign. */
export type Win = Entry & { readonly rank: number; readonly amountMinor: bigint };

/** The winners, or why there is no draw: the campaign is void then and everything goes back. */
export type Drawn =
  | { readonly kind: 'drawn'; readonly seed: string; readonly wins: readonly Win[] }
  | { readonly kind: 'void'; readonly reason: 'operator_broke_word' | 'bureau_broke_word' | 'entry_twice' };

/**
 * Draws the winners: entries are put in the order of HMAC-SHA-256(seed, entry), districts take from the front up to their quota, and
 * prizes go along that order, the dearest first. Anybody recomputes it, in whatever order the entries come.
 *
 * Adversary: one of the two drawers, with any number of entries. As the other's secret is unknown when entries close, no entry is likelier
 * than another. Not prevented: both together choose the seed, and whoever reveals last sees the outcome first and can void it by silence.
 * Source: the order by a keyed hash follows RFC 3797, section 4, with HMAC-SHA-256 in place of MD5.
 */
export function draw(facts: Draw): Drawn {
  const { campaign, secrets, commitments, entries, entriesRoot, quotas, prizes } = facts;
  const broken = brokenWord(campaign, secrets, commitments);
  if (broken) return { kind: 'void', reason: `${broken}_broke_word` };
  if (new Set(entries.map(({ entry }) => entry)).size !== entries.length)
    return { kind: 'void', reason: 'entry_twice' };
  const seed = sha256(
    `finharbor/draw-seed/1\n${campaign}\n${entriesRoot}\n`,
    secrets.operator,
    secrets.bureau,
  );
  const left = new Map(Object.entries(quotas));
  const chosen = inOrder(entries, seed).filter(({ district }) => {
    const places = left.get(district) ?? 0;
    left.set(district, places - 1);
    return places > 0;
  });
  const amounts = amountsOf(prizes);
  const wins = chosen
    .slice(0, amounts.length)
    .map((entry, at) => ({ ...entry, rank: at + 1, amountMinor: amounts[at]! }));
  return { kind: 'drawn', seed: seed.toHex(), wins };
}

function inOrder(entries: readonly Entry[], seed: Uint8Array): readonly Entry[] {
  return entries
    .map(({ entry, district }) => ({
      entry,
      district,
      tag: createHmac('sha256', seed).update(entry).digest('hex'),
    }))
    .toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
    .map(({ entry, district }) => ({ entry, district }));
}

function amountsOf(prizes: readonly Prize[]): readonly bigint[] {
  return prizes
    .toSorted((a, b) => (a.amountMinor > b.amountMinor ? -1 : 1))
    .flatMap(({ amountMinor, count }) => Array.from({ length: count }, () => amountMinor));
}
