import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import fc from 'fast-check';
import type { YuanContext } from '../context.ts';
import type { Till } from '../money/till.ts';
import { testYuan } from '../testing.ts';
import { openMerchant, openWallet } from '../wallets/wallets.ts';
import { askSlice, confirmByCode, decideAsk } from './asks.ts';
import { buyCard } from './buy.ts';
import { type Ask, type Card, dayMs } from './domain.ts';
import { offerPlan } from './plans.ts';
import { askById, asksOf, cardById } from './postgres.ts';
import { refundCard, setStanding } from './refund.ts';
import { tendCards } from './tend.ts';
import { monitorOf, stopSales } from './watch.ts';
import type { Ending } from './words.ts';

const { ctx, clock, newId } = await testYuan();
const fundMinor = 200_00n;
const hourMs = 3_600_000;

type Kill = 'no' | 'before' | 'after';
type Step = { readonly kill: Kill; readonly again: boolean } & (
  | { readonly kind: 'buy'; readonly who: number; readonly plan: number }
  | { readonly kind: 'ask' | 'code' | 'refund'; readonly card: number }
  | { readonly kind: 'answer'; readonly card: number; readonly how: 'confirm' | 'decline' | 'dispute' }
  | { readonly kind: 'standing'; readonly card: number; readonly weekly: number | null }
  | { readonly kind: 'later'; readonly hours: number }
  | { readonly kind: 'stop'; readonly shop: number; readonly how: 'freeze' | 'release' | 'insolvency' }
);

const at = fc.nat(50);
const kill = fc.oneof(
  { weight: 4, arbitrary: fc.constant('no' as const) },
  { weight: 1, arbitrary: fc.constantFrom('before' as const, 'after' as const) },
);
const common = { kill, again: fc.boolean() };
const of = <K extends string, T extends object>(kind: K, more: { [P in keyof T]: fc.Arbitrary<T[P]> }) =>
  fc.record({ kind: fc.constant(kind), ...common, ...more }) as unknown as fc.Arbitrary<Step>;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: of('buy', { who: fc.nat(1), plan: fc.nat(2) }) },
  { weight: 6, arbitrary: of('ask', { card: at }) },
  { weight: 2, arbitrary: of('code', { card: at }) },
  {
    weight: 6,
    arbitrary: of('answer', {
      card: at,
      how: fc.constantFrom('confirm', 'confirm', 'confirm', 'decline', 'dispute'),
    }),
  },
  { weight: 2, arbitrary: of('standing', { card: at, weekly: fc.constantFrom(null, 1, 3) }) },
  { weight: 1, arbitrary: of('refund', { card: at }) },
  { weight: 3, arbitrary: of('later', { hours: fc.constantFrom(1, 23, 24, 24 * 8) }) },
  {
    weight: 1,
    arbitrary: of('stop', {
      shop: fc.nat(1),
      how: fc.constantFrom('freeze', 'release', 'release', 'insolvency'),
    }),
  },
);

class Killed extends Error {}

/** The same process, which is killed at the next movement of money: before the ledger has it, or right after. */
function killedAt(when: Kill): YuanContext {
  if (when === 'no') return ctx;
  const dying = async <T>(work: () => Promise<T>): Promise<T> => {
    if (when === 'before') throw new Killed();
    await work();
    throw new Killed();
  };
  const till: Till = {
    ...ctx.till,
    pay: (payment) => dying(() => ctx.till.pay(payment)),
    release: (releases) => dying(() => ctx.till.release(releases)),
  };
  return { ...ctx, till };
}

/** What is asked, and what must come of it. */
type Planned = { readonly work: (ctx: YuanContext) => Promise<unknown>; readonly expected: string };
type Offer = {
  readonly id: string;
  readonly shop: number;
  readonly slices: readonly bigint[];
  readonly days: number;
};

/** A card as somebody would keep it on paper. */
type Paper = {
  readonly id: string;
  readonly who: number;
  readonly shop: number;
  readonly slices: readonly bigint[];
  readonly untilMs: number;
  used: number;
  ask: { readonly id: string; readonly lapsesAtMs: number; readonly by: Ask['by'] } | null;
  weekly: number | null;
  autos: number[];
  ending: Ending | null;
};

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);
const usedOf = ({ slices, used }: Paper): bigint => sum(slices.slice(0, used));
const told = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof Killed) throw error;
    return codeOf(error);
  }
};

/** Two people, two shops, three plans, in wallets of their own. */
class Life {
  readonly #papers: Paper[] = [];
  readonly #people: { readonly holder: string; readonly wallet: string }[] = [];
  readonly #shops: { readonly wallet: string; isFrozen: boolean; isInsolvent: boolean }[] = [];
  readonly #plans: Offer[] = [];

  async begin(): Promise<void> {
    const plain = { operator: 'bank', parent: null, singleMinor: null, dayMinor: null, label: 'W' };
    for (const who of [0, 1]) {
      const holder = `person:${newId()}`;
      const { number, limits } = await openWallet(ctx, holder, { ...plain, id: newId() });
      const asked = {
        id: newId(),
        operator: 'bank',
        wallet: { wallet: number, limits },
        amountMinor: fundMinor,
      };
      assert.equal((await ctx.till.topUp(asked)).kind, 'done');
      this.#people[who] = { holder, wallet: number };
      const shop = await openWallet(ctx, `firm:${newId()}`, { ...plain, id: newId() });
      const wallet = { ...shop, holder: '' };
      await openMerchant(ctx, wallet, { name: { en: 'S', zh: '店' }, category: 'education' });
      this.#shops[who] = {
        wallet: number === shop.number ? '' : shop.number,
        isFrozen: false,
        isInsolvent: false,
      };
    }
    const offers = [
      { shop: 0, slices: [10_00n, 10_00n, 10_00n], days: 30 },
      { shop: 0, slices: [5_00n, 20_00n], days: 10 },
      { shop: 1, slices: [1n, 2n, 3n, 4n], days: 60 },
    ];
    for (const { shop, slices, days } of offers) {
      const id = newId();
      const said = { en: 'P', zh: '卡' };
      const wallet = { ...(await this.#walletOf(shop)), holder: '' };
      await offerPlan(ctx, wallet, {
        id,
        wallet: wallet.number,
        name: said,
        rules: said,
        slices,
        validDays: days,
        coolingDays: 7,
      });
      this.#plans.push({ id, shop, slices, days });
    }
  }

  async take(one: Step): Promise<void> {
    const { work, expected } = this.#planned(one);
    let outcome: string;
    try {
      outcome = await told(() => work(killedAt(one.kill)));
    } catch {
      // Another process finishes what it can; whoever got no answer asks again.
      await tendCards(ctx);
      outcome = await told(() => work(ctx));
    }
    // What is done by itself notes a fault and goes on at the next turn.
    if (one.kill !== 'no') await tendCards(ctx);
    assert.equal(outcome, expected, `${one.kind}`);
    if (one.again && expected === 'done')
      assert.equal(await told(() => work(ctx)), 'done', `${one.kind} again`);
    await this.compare();
  }

  /** What is asked, what must come of it, and on paper what follows. */
  #planned(one: Step): Planned {
    if (one.kind === 'buy') return this.#buy(one.who, this.#plans[one.plan]!);
    if (one.kind === 'later') return this.#later(one.hours);
    if (one.kind === 'stop') return this.#stop(one.shop, one.how);
    const paper = this.#papers[one.card % this.#papers.length];
    if (!paper) return { work: async () => {}, expected: 'done' };
    const { holder } = this.#people[paper.who]!;
    switch (one.kind) {
      case 'ask':
        return this.#ask(paper);
      case 'code':
        return this.#code(paper);
      case 'answer':
        return this.#answer(paper, one.how);
      case 'standing': {
        const { weekly } = one;
        const isOpen = paper.ending === null;
        if (isOpen) paper.weekly = weekly;
        const work = async (by: YuanContext) => setStanding(by, (await cardById(by.db, paper.id))!, weekly);
        return { work, expected: isOpen ? 'done' : 'yuan.card_over' };
      }
      case 'refund': {
        const isCooling = clock.nowMs() < this.#boughtAt(paper) + 7 * dayMs;
        this.#end(paper, isCooling && paper.used === 0 ? 'withdrawn' : 'refunded');
        return { work: (by) => refundCard(by, holder, paper.id), expected: 'done' };
      }
    }
  }

  #buy(who: number, plan: Offer): Planned {
    const { holder, wallet } = this.#people[who]!;
    const shop = this.#shops[plan.shop]!;
    const id = newId();
    const work = (by: YuanContext) => buyCard(by, holder, { id, plan: plan.id, wallet });
    if (shop.isFrozen || shop.isInsolvent) return { work, expected: 'yuan.sales_stopped' };
    if (sum(plan.slices) > this.#inWallet(who)) return { work, expected: 'yuan.insufficient_funds' };
    this.#papers.push({
      id,
      who,
      shop: plan.shop,
      slices: plan.slices,
      untilMs: clock.nowMs() + plan.days * dayMs,
      used: 0,
      ask: null,
      weekly: null,
      autos: [],
      ending: null,
    });
    return { work, expected: 'done' };
  }

  #ask(paper: Paper): Planned {
    const merchant = this.#shops[paper.shop]!.wallet;
    const id = newId();
    const work = (by: YuanContext) =>
      askSlice(by, { id, card: paper.id, by: 'merchant', isOwn: (card) => card.merchant === merchant });
    if (paper.ending !== null) return { work, expected: 'yuan.card_over' };
    if (paper.ask !== null) return { work, expected: 'yuan.ask_waits' };
    const nowMs = clock.nowMs();
    const recent = paper.autos.filter((askedAt) => askedAt > nowMs - 7 * dayMs);
    if (paper.weekly !== null && recent.length < paper.weekly) {
      paper.autos.push(nowMs);
      this.#use(paper);
    } else paper.ask = { id, lapsesAtMs: nowMs + 24 * hourMs, by: 'merchant' };
    return { work, expected: 'done' };
  }

  #code(paper: Paper): Planned {
    const { wallet } = this.#people[paper.who]!;
    const merchant = this.#shops[paper.shop]!.wallet;
    const id = newId();
    const work = async (by: YuanContext) => {
      const asked = { id, card: paper.id, by: 'consumer' as const };
      const { code } = await askSlice(by, { ...asked, isOwn: (card) => card.wallet === wallet });
      assert.equal((await confirmByCode(by, merchant, code!)).state, 'released');
    };
    if (paper.ending !== null) return { work, expected: 'yuan.card_over' };
    if (paper.ask !== null) return { work, expected: 'yuan.ask_waits' };
    this.#use(paper);
    return { work, expected: 'done' };
  }

  #answer(paper: Paper, decision: 'confirm' | 'decline' | 'dispute'): Planned {
    const { ask } = paper;
    if (!ask) return { work: async () => {}, expected: 'done' };
    const { wallet } = this.#people[paper.who]!;
    const isOwn = (card: Card): boolean => card.wallet === wallet;
    paper.ask = null;
    if (decision === 'confirm') this.#use(paper);
    return {
      work: (by) => decideAsk(by, { id: ask.id, isOwn }, { decision, reason: null }),
      expected: 'done',
    };
  }

  #later(hours: number): Planned {
    clock.advance(hours * hourMs);
    const nowMs = clock.nowMs();
    for (const paper of this.#papers) {
      if (paper.ask && paper.ask.lapsesAtMs <= nowMs) paper.ask = null;
      if (paper.untilMs <= nowMs) this.#end(paper, 'expired');
    }
    return { work: (by) => tendCards(by), expected: 'done' };
  }

  #stop(which: number, kind: 'freeze' | 'release' | 'insolvency'): Planned {
    const shop = this.#shops[which]!;
    if (kind === 'insolvency') shop.isInsolvent = true;
    else shop.isFrozen = kind === 'freeze';
    if (kind === 'insolvency')
      for (const paper of this.#papers) if (paper.shop === which) this.#end(paper, 'insolvency');
    const work = async (by: YuanContext) => {
      await stopSales(by, shop.wallet, { kind, reason: 'because' });
      await tendCards(by);
    };
    return { work, expected: 'done' };
  }

  #use(paper: Paper): void {
    paper.used += 1;
    if (paper.used === paper.slices.length) this.#end(paper, 'used');
  }

  #end(paper: Paper, how: Ending): void {
    paper.ask = null;
    paper.ending ??= how;
  }

  #boughtAt(paper: Paper): number {
    const days = this.#plans.find(({ slices }) => slices === paper.slices)!.days;
    return paper.untilMs - days * dayMs;
  }

  #inWallet(who: number): bigint {
    const own = this.#papers.filter((paper) => paper.who === who);
    const out = own.map((paper) => (paper.ending === null ? sum(paper.slices) : usedOf(paper)));
    return fundMinor - sum(out);
  }

  async #walletOf(shop: number) {
    const { wallet } = this.#shops[shop]!;
    const row = await ctx.db
      .selectFrom('yuan_wallet')
      .selectAll()
      .where('number', '=', wallet)
      .executeTakeFirstOrThrow();
    return {
      number: row.number,
      operator: row.operator,
      kind: 'corporate' as const,
      tier: null,
      parent: null,
      label: row.label,
      state: 'open' as const,
      singleMinor: null,
      dayMinor: null,
      openedAtMs: Number(row.opened_at_ms),
    };
  }

  /** Every fen is where the paper says; what was asked once stands once. */
  async compare(): Promise<void> {
    for (const [who, { wallet }] of this.#people.entries())
      assert.equal((await ctx.till.balance(wallet))!.availableMinor, this.#inWallet(who));
    for (const [which, { wallet }] of this.#shops.entries()) {
      const sold = this.#papers.filter(({ shop }) => shop === which);
      assert.equal((await ctx.till.balance(wallet))!.availableMinor, sum(sold.map(usedOf)));
    }
    for (const paper of this.#papers) {
      const card = (await cardById(ctx.db, paper.id))!;
      const asks = (await asksOf(ctx.db, [paper.id])).get(paper.id) ?? [];
      const released = asks.filter(({ state }) => state === 'released').map(({ slice }) => slice);
      assert.deepEqual(
        released.toSorted(),
        Array.from({ length: paper.used }, (_, no) => no + 1),
      );
      assert.equal(card.ending, paper.ending);
      const left = (await ctx.till.purses([card.purse])).get(card.purse);
      assert.equal(left, paper.ending === null ? card.priceMinor - usedOf(paper) : 0n);
      if (paper.ending !== null) assert.equal(card.returnedMinor, card.priceMinor - usedOf(paper));
      if (paper.ask) assert.equal((await askById(ctx.db, paper.ask.id))!.state, 'asked');
    }
  }

  /** The bureau's figures are the paper's, and the ledger has what they say. */
  async compareMonitor(): Promise<void> {
    const { merchants } = await monitorOf(ctx);
    for (const [which, { wallet, isInsolvent }] of this.#shops.entries()) {
      const sold = this.#papers.filter(({ shop }) => shop === which);
      const open = sold.filter(({ ending }) => ending === null);
      const seen = merchants.find((one) => one.wallet === wallet)!;
      assert.deepEqual(
        [seen.cards, seen.openCards, seen.soldMinor, seen.releasedMinor, seen.outstandingMinor],
        [
          sold.length,
          open.length,
          sum(sold.map(({ slices }) => sum(slices))),
          sum(sold.map(usedOf)),
          sum(open.map((paper) => sum(paper.slices) - usedOf(paper))),
        ],
      );
      assert.equal(seen.soldMinor, seen.releasedMinor + seen.returnedMinor + seen.outstandingMinor);
      assert.equal(seen.returnedAtMs !== null, isInsolvent);
      if (isInsolvent) assert.equal(seen.outstandingMinor, 0n);
    }
  }
}

test('whatever both sides do, is repeated, killed or left for weeks: no slice is released twice and every fen is somebody’s', async () => {
  await ctx.db
    .insertInto('yuan_operator')
    .values({ code: 'bank', name_en: 'B', name_zh: '行', party: 'firm:bank', opened_at_ms: 0n })
    .execute();
  await ctx.till.openOperator('bank');
  await ctx.till.issue({ id: newId(), operator: 'bank', amountMinor: 10_000_000_00n });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 70, size: 'max' }), async (steps) => {
      const life = new Life();
      await life.begin();
      for (const one of steps) await life.take(one);
      await life.compareMonitor();
    }),
    { numRuns: 12, endOnFailure: true },
  );
  const { merchants, purseMinor } = await monitorOf(ctx);
  assert.equal(purseMinor, sum(merchants.map(({ outstandingMinor }) => outstandingMinor)));
});
