import { sql } from 'kysely';
import type { PurseSums, Settling } from './context.ts';
import { type Purse, purseOf } from './purses.ts';

/** What a party has with the platform, in fen. */
export type Available = {
  /** Paid in and free to pay for uses, less what the ledger is about to be asked for. */
  readonly prepaidMinor: bigint;
  /** What it owes: for uses it could not pay, or for money it has to give back. */
  readonly owedMinor: bigint;
  /** Earned, and free to be paid out. */
  readonly payableMinor: bigint;
  /** Earned, but set aside: for a dispute, or for a payout that is under way. */
  readonly setAsideMinor: bigint;
  /** Earned, but its consumer has not paid yet. */
  readonly outstandingMinor: bigint;
};

const none: PurseSums = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n };

/** What a party has now, by the ledger and by what it is about to be asked. */
export async function availableOf(ctx: Pick<Settling, 'db' | 'ledger'>, party: string): Promise<Available> {
  const { prepaid, earned, owed } = await standsOf(ctx, party);
  const { rows } = await sql<{ sum: bigint }>`select coalesce(sum(open_minor), 0)::bigint as sum from charge
    where consumer = ${party} and state = 'posting' and price_minor > 0`.execute(ctx.db);
  const owedMinor = owed.debitsPosted + owed.debitsPending - owed.creditsPosted;
  const free = earned.creditsPosted - earned.debitsPosted - earned.debitsPending;
  const debt = owed.debitsPosted - owed.creditsPosted;
  return {
    prepaidMinor: prepaid.creditsPosted - prepaid.debitsPosted - prepaid.debitsPending - rows[0]!.sum,
    owedMinor,
    payableMinor: free > debt ? free - debt : 0n,
    setAsideMinor: earned.debitsPending,
    outstandingMinor: earned.creditsPending,
  };
}

/** How a party's accounts stand; one that is not open yet is empty. */
export async function standsOf(
  { ledger }: Pick<Settling, 'ledger'>,
  party: string,
): Promise<{ readonly [P in Purse]: PurseSums }> {
  const ids = {
    prepaid: purseOf(party, 'prepaid'),
    earned: purseOf(party, 'earned'),
    owed: purseOf(party, 'owed'),
  };
  const stands = await ledger.stands(Object.values(ids));
  const of = (id: bigint): PurseSums => stands.get(id) ?? none;
  return { prepaid: of(ids.prepaid), earned: of(ids.earned), owed: of(ids.owed) };
}

/** What a party's statement must come to: all it has, less all it owes, whether the money has moved or is set aside for it. */
export async function positionOfParty(ctx: Pick<Settling, 'ledger'>, party: string): Promise<bigint> {
  const { prepaid, earned, owed } = await standsOf(ctx, party);
  return (
    prepaid.creditsPosted -
    prepaid.debitsPosted +
    earned.creditsPosted +
    earned.creditsPending -
    earned.debitsPosted -
    (owed.debitsPosted + owed.debitsPending - owed.creditsPosted)
  );
}
