import type { YuanContext } from '../context.ts';
import { moneyPart } from '../money/chain.ts';
import { transferOf } from '../money/ids.ts';
import type { Category } from '../wallets/domain.ts';
import { fundArea } from './domain.ts';
import type { Spending } from './views.ts';

type Reading = Pick<YuanContext, 'db' | 'till' | 'past'>;
type Use = {
  readonly payment: string;
  readonly part: number;
  readonly purse: string;
  readonly category: string | null;
};

const atOnce = 1000;
/** A sort that fewer firms bought is told without its name. */
const leastFirms = 3;

/** What firms have spent of a programme, by what the merchants sell. Whose money it was, and at which merchant, is not told. */
export async function spendingOf(ctx: Reading, fund: string): Promise<Spending> {
  const [sorts, granted] = [await sortsOf(ctx, fund), await grantedOf(ctx, fund)];
  const named = sorts.filter(({ firms }) => firms.size >= leastFirms);
  const few = sorts.filter(({ firms }) => firms.size < leastFirms);
  const fewFirms = new Set(few.flatMap(({ firms }) => [...firms]));
  return {
    ...granted,
    sorts: [
      ...named.map(({ category, firms, sumMinor }) => ({ category, firms: firms.size, sumMinor })),
      ...(few.length === 0
        ? []
        : [
            {
              category: 'few' as const,
              firms: fewFirms.size,
              sumMinor: few.reduce((sum, one) => sum + one.sumMinor, 0n),
            },
          ]),
    ],
  };
}

type Sort = {
  readonly category: Category | 'wages';
  readonly firms: Set<string>;
  sumMinor: bigint;
};

async function sortsOf({ db, past }: Reading, fund: string): Promise<readonly Sort[]> {
  const sorts = new Map<string, Sort>();
  for await (const uses of usesOf(db, fund)) {
    const made = await past.made(uses.map(transferOfUse));
    const amounts = new Map(made.map((one) => [one.id, one.amount]));
    for (const use of uses) {
      const amount = amounts.get(transferOfUse(use));
      if (amount === undefined) continue;
      const category = (use.category ?? 'wages') as Sort['category'];
      const sort = sorts.get(category) ?? { category, firms: new Set(), sumMinor: 0n };
      sort.firms.add(use.purse);
      sort.sumMinor += amount;
      sorts.set(category, sort);
    }
  }
  return [...sorts.values()].toSorted((one, other) => (one.sumMinor < other.sumMinor ? 1 : -1));
}

function transferOfUse({ payment, part }: Use): bigint {
  return transferOf(payment, moneyPart(part));
}

async function* usesOf(db: Reading['db'], fund: string): AsyncGenerator<readonly Use[]> {
  let last: Use | undefined;
  for (;;) {
    const uses: readonly Use[] = await db
      .selectFrom('yuan_purse_use as u')
      .leftJoin('yuan_merchant as m', 'm.wallet', 'u.merchant')
      .select(['u.payment', 'u.part', 'u.purse', 'm.category'])
      .where('u.area', '=', fundArea)
      .where('u.subject', '=', fund)
      .$if(last !== undefined, (query) =>
        query.where((eb) => eb(eb.refTuple('u.payment', 'u.part'), '>', eb.tuple(last!.payment, last!.part))),
      )
      .orderBy('u.payment')
      .orderBy('u.part')
      .limit(atOnce)
      .execute();
    if (uses.length === 0) return;
    yield uses;
    last = uses.at(-1);
  }
}

async function grantedOf(
  { db, till }: Reading,
  fund: string,
): Promise<Pick<Spending, 'grantedMinor' | 'leftMinor'>> {
  const { sum } = await db
    .selectFrom('yuan_fund_entry as e')
    .innerJoin('yuan_fund_batch as b', 'b.id', 'e.batch')
    .select((eb) => eb.fn.sum<string | null>('e.amount_minor').as('sum'))
    .where('b.fund', '=', fund)
    .where('e.state', '=', 'paid')
    .executeTakeFirstOrThrow();
  let leftMinor = 0n;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const purses = await db
      .selectFrom('yuan_purse')
      .select('id')
      .where('area', '=', fundArea)
      .where('subject', '=', fund)
      .where('owner', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    if (purses.length === 0) return { grantedMinor: BigInt(sum ?? 0), leftMinor };
    for (const minor of (await till.purses(purses.map(({ id }) => id))).values()) leftMinor += minor;
    after = purses.at(-1)!.id;
  }
}
