import { commitBytesNow } from '@finharbor/evidence';
import { canonicalJson, type Json, type Random, sha256 } from '@finharbor/kernel';
import type { CaseEvent, Doer } from './machine/state.ts';

/** An event as it stands in its case's chain. */
export type Link = {
  readonly seq: number;
  readonly atMs: number;
  readonly audience: string;
  readonly byWhom: string;
  readonly body: Json;
  readonly salt: Uint8Array;
  readonly commitment: Uint8Array;
  readonly hash: Uint8Array;
};

/** Where the next event of a chain goes: after how many, and after which hash. */
export type Head = { readonly revision: number; readonly hash: Uint8Array };

/** Before the first event: 32 zero bytes. */
export const noHead: Head = { revision: 0, hash: new Uint8Array(32) };

/** A case's chain, where it goes on. */
type Chain = { readonly caseId: string; readonly head: Head; readonly random: Random };
type Adding = { readonly deeds: readonly Deed[]; readonly atMs: number };

/** An event and who caused it. */
export type Deed = { readonly event: CaseEvent; readonly by: Doer };

/**
 * Links events to a chain: hash = SHA-256("finharbor/case-event/v1" || 0x00 || hash before || case, seq, time, audience, commitment as
 * canonical JSON); the commitment is salted and covers who and what, so these can go while the chain still verifies.
 */
export function linked({ caseId, head, random }: Chain, { deeds, atMs }: Adding): readonly Link[] {
  const links: Link[] = [];
  let before = head.hash;
  for (const [at, { event, by }] of deeds.entries()) {
    const { audience, ...body } = event;
    const seq = head.revision + at + 1;
    const byWhom = by === 'clock' ? by : by.account;
    const salt = random.bytes(32);
    const said = body as unknown as Json;
    const commitment = commitBytesNow({ body: utf8(canonicalJson({ by: byWhom, event: said })), salt });
    const hash = linkHash(before, { domain: whole, caseId, seq, atMs, audience, commitment });
    links.push({ seq, atMs, audience, byWhom, body: said, salt, commitment, hash });
    before = hash;
  }
  return links;
}

type Covered = Pick<Link, 'seq' | 'atMs' | 'audience' | 'commitment'> & OfCase;
type OfCase = { readonly caseId: string; readonly domain: Uint8Array };

function linkHash(
  before: Uint8Array,
  { domain, caseId, seq, atMs, audience, commitment }: Covered,
): Uint8Array {
  const facts = { case: caseId, seq, atMs, audience, commitment: Buffer.from(commitment).toString('hex') };
  return sha256(Buffer.concat([domain, before, utf8(canonicalJson(facts))]));
}

const whole = Buffer.from('finharbor/case-event/v1\0');
const extract = Buffer.from('finharbor/case-extract/v1\0');

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** An event as it is read back; body, salt and author are null once the case's contents have gone. */
export type StoredLink = Omit<Link, 'body' | 'salt' | 'byWhom'> & {
  readonly body: Json | null;
  readonly salt: Uint8Array | null;
  readonly byWhom: string | null;
};

/**
 * The events that are for one reader, as a chain of their own: numbered as if there were no others, each with the commitment it has in
 * the whole chain, linked anew under the domain `finharbor/case-extract/v1`. How many others there are cannot be told from it.
 */
export function extractOf(caseId: string, links: readonly StoredLink[]): readonly StoredLink[] {
  let before = noHead.hash;
  return links.map((link, at) => {
    const seq = at + 1;
    before = linkHash(before, { ...link, domain: extract, caseId, seq });
    return { ...link, seq, hash: before };
  });
}

/** The first thing that is wrong with a chain; undefined where it is whole and ends with this hash. */
export function brokenAt(caseId: string, links: readonly StoredLink[], last: Uint8Array): string | undefined {
  return broken({ domain: whole, caseId }, links, last);
}

/** The same of an extract. */
export function brokenExtractAt(
  caseId: string,
  links: readonly StoredLink[],
  last: Uint8Array,
): string | undefined {
  return broken({ domain: extract, caseId }, links, last);
}

function broken(of: OfCase, links: readonly StoredLink[], last: Uint8Array): string | undefined {
  let before = noHead.hash;
  for (const [at, link] of links.entries()) {
    if (link.seq !== at + 1) return `Event ${at + 1} is missing.`;
    if (link.body !== null && link.salt !== null && link.byWhom !== null) {
      const opened = commitBytesNow({
        body: utf8(canonicalJson({ by: link.byWhom, event: link.body })),
        salt: link.salt,
      });
      if (!Buffer.from(opened).equals(link.commitment))
        return `Event ${link.seq} is not what was committed to.`;
    }
    before = linkHash(before, { ...of, ...link });
    if (!Buffer.from(before).equals(link.hash)) return `The hash of event ${link.seq} is another.`;
  }
  return Buffer.from(before).equals(last) ? undefined : 'The last hash is another.';
}
