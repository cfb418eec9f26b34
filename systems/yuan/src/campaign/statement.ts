import type { YuanContext } from '../context.ts';
import { derivedId, transferOf } from '../money/ids.ts';
import { type Campaign, potOf } from './campaign.ts';
import { fundingOf } from './make.ts';
import { openPackets } from './postgres.ts';

/** Where every fen of a campaign is, read from the ledger; all but the first make up the first. */
export type Statement = {
  readonly paidInMinor: bigint;
  /** Spent at merchants, or paid into wallets. */
  readonly goneMinor: bigint;
  /** In packets that can still be spent. */
  readonly inPacketsMinor: bigint;
  readonly inPotMinor: bigint;
  /** Back in the wallet that paid. */
  readonly returnedMinor: bigint;
};

const packetsAtOnce = 8_000;

/** The statement of a campaign; of one that has ended it is the closing statement. */
export async function statementOf(
  { db, till, past }: YuanContext,
  { id }: Pick<Campaign, 'id'>,
): Promise<Statement> {
  const pot = potOf(id);
  const [funding] = await past.made([transferOf(fundingOf(id), 'money')]);
  const paidInMinor = funding?.amount ?? 0n;
  const { inMinor, outMinor } = await till.flow(pot);
  const returnedMinor = await returnedFrom({ past }, pot);
  const waiting = await openPackets(db, id, pot);
  let inPacketsMinor = 0n;
  for (let at = 0; at < waiting.length; at += packetsAtOnce)
    for (const left of (await till.purses(waiting.slice(at, at + packetsAtOnce))).values())
      inPacketsMinor += left;
  const cameBackMinor = inMinor - paidInMinor;
  return {
    paidInMinor,
    goneMinor: outMinor - returnedMinor - cameBackMinor - inPacketsMinor,
    inPacketsMinor,
    inPotMinor: inMinor - outMinor,
    returnedMinor,
  };
}

const rounds = 16;

/** What has gone from a pot to its wallet: its ends have numbers one after the other. */
async function returnedFrom({ past }: Pick<YuanContext, 'past'>, pot: string): Promise<bigint> {
  // Each refund after its end makes one more.
  for (let [from, sum] = [0, 0n]; ; from += rounds) {
    const ids = Array.from({ length: rounds }, (_, at) =>
      transferOf(derivedId('purse ends', pot, `${from + at}`), 'money'),
    );
    const made = await past.made(ids);
    sum = made.reduce((all, { amount }) => all + amount, sum);
    if (made.length < rounds) return sum;
  }
}
