import { leafHash, parseCheckpoint, parseProof, verifyInclusion } from '@finharbor/evidence/verify';
import type { Json } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { askText, type ChainedAsk, entryText, listText, rushStartText, termsText } from './list-text.ts';
import { nthAmount, placesIn, type Terms, termsSchema } from './terms.ts';
import type { DrawView } from './views.ts';

// Written apart from the server's own draw and on WebCrypto alone: two programs that agree are better than one that agrees with itself.

/** One thing that was recomputed, and whether it agrees with what is published. */
export type Check = { readonly what: CheckedThing; readonly isGood: boolean };
/** What is recomputed of a draw or a rush. */
export type CheckedThing =
  | 'operator_commitment'
  | 'bureau_commitment'
  | 'list'
  | 'log_entry'
  | 'checkpoint'
  | 'seed'
  | 'wins'
  | 'order'
  | 'given';

type Bytes = Uint8Array<ArrayBuffer>;
const encoder = new TextEncoder();

async function sha(...parts: readonly (Uint8Array | string)[]): Promise<Bytes> {
  const bytes = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
  const all = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of bytes) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

/** The RFC 6962 root of leaves in order: halves at the largest power of two below their number. */
async function merkleRoot(leaves: readonly Uint8Array[]): Promise<Bytes> {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return sha(new Uint8Array([0]), leaves[0]!);
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = await Promise.all([
    merkleRoot(leaves.slice(0, half)),
    merkleRoot(leaves.slice(half)),
  ]);
  return sha(new Uint8Array([1]), left, right);
}

type Published = Pick<DrawView, 'listRoot' | 'logEntry' | 'proof'>;

/** Whether the list stands in the co-signed checkpoint, as the log's entry says it. */
async function logChecks(
  { listRoot, logEntry, proof }: Published,
  facts: {
    campaign: string;
    terms: Terms;
    count: number;
    root: string;
    commitments: DrawView['commitments'];
  },
): Promise<readonly Check[]> {
  const { campaign, terms, count, root } = facts;
  const { operator, bureau } = facts.commitments;
  const text = listText({
    campaign,
    kind: terms.kind,
    count,
    root,
    terms: (await sha(termsText(z.encode(termsSchema, terms) as Json))).toHex(),
    commitments: operator !== null && bureau !== null ? { operator, bureau } : null,
  });
  const parsed = parseProof(proof ?? '');
  const checkpoint = parsed && parseCheckpoint(parsed.checkpoint);
  const isIn =
    parsed !== undefined &&
    checkpoint !== undefined &&
    (await verifyInclusion({
      index: parsed.index,
      size: checkpoint.size,
      leaf: await leafHash(encoder.encode(logEntry ?? '')),
      path: parsed.path,
      root: checkpoint.root,
    }));
  return [
    { what: 'list', isGood: root === listRoot },
    { what: 'log_entry', isGood: text === logEntry },
    { what: 'checkpoint', isGood: isIn },
  ];
}

/** Recomputes a lottery from what is published. */
export async function recomputeDraw(view: DrawView): Promise<readonly Check[]> {
  const { campaign, terms, commitments, secrets, entries, proof } = view;
  const leaves = entries.map((one) => encoder.encode(entryText(one)));
  const root = (await merkleRoot(leaves)).toHex();
  const listed = await logChecks(view, { campaign, terms, count: entries.length, root, commitments });
  const keptWord = async (drawer: 'operator' | 'bureau'): Promise<Check> => {
    const secret = secrets[drawer] === null ? undefined : Uint8Array.fromHex(secrets[drawer]);
    const text = `finharbor/draw-commitment/1\n${campaign}\n${drawer}\n`;
    const isGood = secret?.length === 32 && (await sha(text, secret)).toHex() === commitments[drawer];
    return { what: `${drawer}_commitment`, isGood };
  };
  const words = await Promise.all([keptWord('operator'), keptWord('bureau')]);
  const { operator, bureau } = secrets;
  if (operator === null || bureau === null) return [...words, ...listed];
  const checkpoint = parseCheckpoint(parseProof(proof ?? '')?.checkpoint ?? '');
  const over = `finharbor/draw-seed/1\n${campaign}\n${checkpoint?.root.toHex()}\n`;
  const seed = await sha(over, Uint8Array.fromHex(operator), Uint8Array.fromHex(bureau));
  const wins = await winsUnder(seed, view);
  return [
    ...words,
    ...listed,
    { what: 'seed', isGood: seed.toHex() === view.seed },
    { what: 'wins', isGood: wins.join('\n') === view.wins.map(winText).join('\n') },
  ];
}

function winText({ entry, rank, amountMinor }: DrawView['wins'][number]): string {
  return `${rank} ${entry} ${amountMinor}`;
}

async function winsUnder(seed: Bytes, { entries, quotas, prizes }: DrawView): Promise<readonly string[]> {
  const key = await crypto.subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const tagged = await Promise.all(
    entries.map(async ({ entry, district }) => {
      const tag = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(entry)));
      return { entry, district, tag: tag.toHex() };
    }),
  );
  tagged.sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const places = new Map(quotas.map(({ district, count }) => [district, count]));
  const dearestFirst = [...prizes].sort((a, b) => Number(b.amountMinor - a.amountMinor));
  const wins: string[] = [];
  for (const { entry, district } of tagged) {
    const left = places.get(district) ?? 0;
    const amountMinor = nthAmount(dearestFirst, wins.length + 1);
    if (left === 0 || amountMinor === undefined) continue;
    places.set(district, left - 1);
    wins.push(winText({ entry, district, rank: wins.length + 1, amountMinor }));
  }
  return wins;
}

/** What is published of a rush: its asks in order. */
export type RushFacts = Published & {
  readonly campaign: string;
  readonly terms: Terms;
  readonly asks: readonly (ChainedAsk & { readonly hash: string })[];
};

/** Recomputes the order and the packets of a rush from what is published. */
export async function recomputeRush(facts: RushFacts): Promise<readonly Check[]> {
  const { campaign, terms, asks } = facts;
  if (terms.kind !== 'rush') return [];
  const places: Record<string, number> = { ...placesIn(terms) };
  const seen = new Set<string>();
  let [head, given, isInOrder, isGivenRight] = [(await sha(rushStartText(campaign))).toHex(), 0, true, true];
  for (const [at, ask] of asks.entries()) {
    head = (await sha(askText(head, ask))).toHex();
    isInOrder &&= ask.no === at + 1 && ask.hash === head && !seen.has(ask.entry);
    seen.add(ask.entry);
    const left = places[ask.district] ?? 0;
    const amountMinor = left > 0 ? (nthAmount(terms.prizes, given + 1) ?? null) : null;
    isGivenRight &&= amountMinor === ask.amountMinor;
    if (amountMinor === null) continue;
    given += 1;
    places[ask.district] = left - 1;
  }
  const commitments = { operator: null, bureau: null };
  const listed = await logChecks(facts, { campaign, terms, count: asks.length, root: head, commitments });
  return [{ what: 'order', isGood: isInOrder }, { what: 'given', isGood: isGivenRight }, ...listed];
}
