import { canonicalJson, type Json } from '@finharbor/kernel/contract';

/** What the evidence log holds of a campaign before secrets are revealed: entries or asks, terms and commitments, each by its digest. */
export type ListFacts = {
  readonly campaign: string;
  readonly kind: string;
  readonly count: number;
  /** The Merkle root of the entries (RFC 6962 over their texts in order), or the head of the chain of asks. */
  readonly root: string;
  /** SHA-256 of `termsText`. */
  readonly terms: string;
  readonly commitments: { readonly operator: string; readonly bureau: string } | null;
};

/** The entry of the evidence log, byte for byte. */
export function listText({ campaign, kind, count, root, terms, commitments }: ListFacts): string {
  const words = commitments ? `operator ${commitments.operator}\nbureau ${commitments.bureau}\n` : '';
  return `finharbor/yuan-campaign-list/1\n${campaign}\n${kind}\n${count}\n${root}\n${terms}\n${words}`;
}

/** Terms as they are digested: as they come over the wire, in canonical JSON. */
export function termsText(terms: Json): string {
  return canonicalJson(terms);
}

/** An entry of a lottery as a leaf of the Merkle tree. */
export function entryText({
  entry,
  district,
}: {
  readonly entry: string;
  readonly district: string;
}): string {
  return `${entry} ${district}`;
}

/** An ask of a rush. */
export type ChainedAsk = {
  readonly no: number;
  readonly entry: string;
  readonly district: string;
  readonly atMs: number;
  readonly amountMinor: bigint | null;
};

/** What the hash of an ask is over: itself and the hash of the one before. */
export function askText(before: string, { no, entry, district, atMs, amountMinor }: ChainedAsk): string {
  return `finharbor/yuan-ask/1\n${before}\n${no}\n${entry}\n${district}\n${atMs}\n${amountMinor ?? 0n}\n`;
}

/** What the chain of a rush begins with is over. */
export function rushStartText(campaign: string): string {
  return `finharbor/yuan-rush/1\n${campaign}\n`;
}
