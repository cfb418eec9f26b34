import type { YuanContext } from '../context.ts';
import { derivedId, transferOf } from '../money/ids.ts';
import type { Flow } from '../money/till.ts';
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
  const returnedMinor = await returnedFrom({ past }, pot);
  const { inMinor, outMinor, inPacketsMinor } = await moneyOf({ db, till }, id, pot);
  const cameBackMinor = inMinor - paidInMinor;
  return {
    paidInMinor,
    goneMinor: outMinor - returnedMinor - cameBackMinor - inPacketsMinor,
    inPacketsMinor,
    inPotMinor: inMinor - outMinor,
    returnedMinor,
  };
}

type Money = Flow & { readonly inPacketsMinor: bigint };

const mostTurns = 3;

/** What has come into a pot and gone out of it, and what is in packets, at one moment: money goes from the one to the others meanwhile. */
async function moneyOf(
  { db, till }: Pick<YuanContext, 'db' | 'till'>,
  id: string,
  pot: string,
): Promise<Money> {
  for (let turn = 1; ; turn++) {
    const waiting = await openPackets(db, id, pot);
    const parts = Array.from({ length: Math.ceil(waiting.length / packetsAtOnce) }, (_, part) =>
      waiting.slice(part * packetsAtOnce, (part + 1) * packetsAtOnce),
    );
    // All is asked for at once, and the ledger does nothing in between.
    const [flow, ...left] = await Promise.all([till.flow(pot), ...parts.map((part) => till.purses(part))]);
    const inPacketsMinor = left.flatMap((part) => [...part.values()]).reduce((sum, one) => sum + one, 0n);
    // Packets that were made since the list was read are not in it.
    const isWhole = turn === mostTurns || (await openPackets(db, id, pot)).length === waiting.length;
    if (isWhole) return { ...flow, inPacketsMinor };
  }
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
