import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { YuanContext } from '../context.ts';
import { codeText } from '../payments/code.ts';
import { knownIn } from '../payments/known.ts';
import { payBy } from '../payments/pay.ts';
import { refundBy } from '../payments/refund.ts';
import { testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import { pursesById } from './postgres.ts';
import { endExpired, endPurse, endReturned, openPurses } from './purses.ts';

const yuan = await testYuan();
const { ctx, clock, newId } = yuan;
const holders = { city: 'firm:city', li: 'firm:li', shop: 'firm:shop' } as const;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
await operator.putOperator({
  params: { code: 'bank' },
  body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' },
});
await operator.postIssue({ params: { code: 'bank' }, body: { id: newId(), amountMinor: 1_000_000_00n } });
const open = async (party: string): Promise<WalletView> => {
  const who: YuanClient = await yuan.as({ login: party.replace('firm:', ''), party, role: 'owner' });
  const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
  const wallet = (await who.postWallet({ body: { id: newId(), ...plain } })).body;
  if (party === holders.shop)
    await who.putMerchant({
      params: { number: wallet.number },
      body: { name: { en: 'Café', zh: '咖啡馆' }, category: 'food' },
    });
  return wallet;
};
const [ofCity, ofLi, ofShop] = [await open(holders.city), await open(holders.li), await open(holders.shop)];
const termsOf = ({ number, limits }: WalletView) => ({ wallet: number, limits });
await ctx.till.topUp({ id: newId(), operator: 'bank', wallet: termsOf(ofCity), amountMinor: 100_000_00n });
const minute = 60_000;
const packetMinor = 5_00n;
const title = { en: 'Packet', zh: '红包' };

/** What the scheme does by itself. */
async function turn(doing: YuanContext = ctx): Promise<void> {
  await Promise.all([endExpired(doing), endReturned(doing)]);
}

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      packet: fc.nat(2),
      minor: fc.integer({ min: 1, max: 300 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      at: fc.nat(20),
      minor: fc.integer({ min: 1, max: 300 }),
      // Nothing else at the time; everything is ended just before the money moves; or it moves just after an end has looked.
      meets: fc.constantFrom('nothing' as const, 'turn_before' as const, 'turn_that_looked' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('later' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end_pot' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('turn' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A pot with three packets, of which the first is over soon. */
class Life {
  readonly #pot = newId();
  readonly #packets = [newId(), newId(), newId()];
  readonly #payments: string[] = [];
  lateRefunds = 0;

  async begin(): Promise<void> {
    const plain = { area: 'test', subject: this.#pot, title };
    await openPurses(ctx, [
      {
        ...plain,
        id: this.#pot,
        owner: null,
        purpose: null,
        returnsTo: { wallet: ofCity.number },
        expiresAtMs: null,
      },
    ]);
    await openPurses(
      ctx,
      this.#packets.map((id, at) => ({
        ...plain,
        id,
        owner: ofLi.number,
        purpose: {},
        returnsTo: { purse: this.#pot },
        expiresAtMs: clock.nowMs() + (at + 1) * 40 * minute,
      })),
    );
    await ctx.till.pay({
      ...{ id: newId(), amountMinor: packetMinor * 3n },
      ...{ payers: [termsOf(ofCity)], payee: { purse: this.#pot } },
    });
    for (const purse of this.#packets)
      await ctx.till.release([{ id: newId(), purse: this.#pot, amountMinor: packetMinor, to: { purse } }]);
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'pay') await this.#pay(this.#packets[one.packet]!, BigInt(one.minor));
    if (one.do === 'refund') await this.#refund(one);
    if (one.do === 'later') clock.advance(one.minutes * minute);
    if (one.do === 'end_pot') await endPurse(ctx, (await pursesById(ctx.db, [this.#pot])).get(this.#pot)!);
    if (one.do === 'turn') await turn();
  }

  async #pay(purse: string, amountMinor: bigint): Promise<void> {
    const id = newId();
    const code = codeText({ kind: 'merchant', wallet: ofShop.number });
    const purses = [{ purse, amountMinor }];
    const body = { id, wallet: ofLi.number, code, amountMinor, purses };
    if (await isDone(payBy({ ...ctx, known: knownIn(ctx.db) }, holders.li, body))) this.#payments.push(id);
  }

  async #refund({ at, minor, meets }: Step & { do: 'refund' }): Promise<void> {
    const payment = this.#payments[at % (this.#payments.length || 1)];
    if (payment === undefined) return;
    const body = { id: newId(), wallet: ofShop.number, payment, amountMinor: BigInt(minor) };
    const back = (by: YuanContext): Promise<boolean> =>
      isDone(refundBy({ ...by, known: knownIn(ctx.db) }, holders.shop, body));
    const { till } = ctx;
    let isBack = false;
    if (meets === 'nothing') isBack = await back(ctx);
    else if (meets === 'turn_before') {
      const refund: typeof till.refund = async (asked) => {
        await turn();
        return till.refund(asked);
      };
      isBack = await back({ ...ctx, till: { ...till, refund } });
    } else {
      let isFirst = true;
      const purses: typeof till.purses = async (asked) => {
        const left = await till.purses(asked);
        if (isFirst) {
          isFirst = false;
          isBack = await back(ctx);
        }
        return left;
      };
      await turn({ ...ctx, till: { ...till, purses } });
    }
    if (isBack && (await this.#isOver())) this.lateRefunds += 1;
  }

  async #isOver(): Promise<boolean> {
    const kept = await pursesById(ctx.db, this.#packets);
    return this.#packets.some((id) => kept.get(id)!.expiresAtMs! <= clock.nowMs());
  }

  /** Once all is over, one turn brings every fen home. */
  async end(): Promise<void> {
    clock.advance(3 * 40 * minute);
    await endPurse(ctx, (await pursesById(ctx.db, [this.#pot])).get(this.#pot)!);
    await turn();
    await turn();
    const left = await ctx.till.purses([this.#pot, ...this.#packets]);
    assert.deepEqual([...left.values()], [0n, 0n, 0n, 0n]);
  }
}

async function isDone(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('yuan.')) return false;
    throw error;
  }
}

const inWallets = async (): Promise<bigint> =>
  (await Promise.all([ofCity, ofLi, ofShop].map(({ number }) => ctx.till.balance(number)))).reduce(
    (sum, found) => sum + found!.availableMinor,
    0n,
  );

test('a refund into a purse that is over, or is ended in that moment, goes on to where it returns to, through a pot that is over, too', async () => {
  const wholeMinor = await inWallets();
  let late = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50, size: 'max' }), async (steps) => {
      const life = new Life();
      await life.begin();
      for (const one of steps) await life.take(one);
      await life.end();
      late += life.lateRefunds;
      assert.equal(await inWallets(), wholeMinor);
    }),
    { numRuns: 15, endOnFailure: true },
  );
  assert.ok(late > 15, `${late} refunds came late`);
});

test('what is left in a purse goes on through a pot that was over, and looked after no longer, when it came', async () => {
  const wholeMinor = await inWallets();
  const life = new Life();
  await life.begin();
  await life.take({ do: 'end_pot' });
  await life.take({ do: 'later', minutes: 180 });
  await endReturned(ctx);
  await endExpired(ctx);
  await life.end();
  assert.equal(await inWallets(), wholeMinor);
});

test('what comes back stays looked after until its time is over, and no longer', async () => {
  clock.advance(120 * minute);
  await turn();
  const watched = await ctx.db
    .selectFrom('yuan_purse')
    .select('id')
    .where('watched_until_ms', 'is not', null)
    .execute();
  assert.deepEqual(watched, []);
});
