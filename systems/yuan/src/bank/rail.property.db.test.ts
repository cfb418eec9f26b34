import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayOf, unlimited } from '../scheme/limits.ts';
import { testYuan } from '../testing.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { openWallet } from '../wallets/wallets.ts';
import { openBankAccount, settlementNumber } from './accounts.ts';
import { standsAt } from './books.ts';
import type { RailContext } from './context.ts';
import { askRedemption, askTopUp, goOnWithRedemptions } from './exchange.ts';
import { messagesOf } from './mail.ts';
import { actOnMessage, deliverAgain, workMail } from './post-office.ts';
import { exchangesBy, keepLink, markAccount } from './postgres.ts';
import { holdings, reconcile } from './reconcile.ts';
import { keepSweep, sweepAll } from './sweep.ts';

const yuan = await testYuan();
const { ctx, clock, newId } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const issuedMinor = 1_000_000_00n;
const beginMinor = 300_00n;

/** A process that is stopped at the nth time it asks the clock or the ledger, before the ledger has done it or just after. */
class Stopped extends Error {}
function stoppedAt(nth: number, isAfter: boolean): RailContext {
  let left = nth;
  const burns = (): boolean => left-- === 0;
  const around =
    <In extends readonly unknown[], Out>(call: (...given: In) => Promise<Out>) =>
    async (...given: In): Promise<Out> => {
      const isNow = burns();
      if (isNow && !isAfter) throw new Stopped();
      const out = await call(...given);
      if (isNow) throw new Stopped();
      return out;
    };
  return {
    ...ctx,
    clock: {
      nowMs: () => {
        if (burns()) throw new Stopped();
        return clock.nowMs();
      },
    },
    ledger: {
      ...ctx.ledger,
      createTransfers: around(ctx.ledger.createTransfers),
      lookupTransfers: around(ctx.ledger.lookupTransfers),
    },
    till: {
      ...ctx.till,
      topUp: around(ctx.till.topUp),
      askRedemption: around(ctx.till.askRedemption),
      endRedemption: around(ctx.till.endRedemption),
    },
  };
}

type Step =
  | {
      readonly kind: 'top_up' | 'redeem';
      readonly wallet: number;
      readonly account: number;
      readonly amount: number;
    }
  | { readonly kind: 'act'; readonly skip: number }
  | { readonly kind: 'again'; readonly at: number }
  | { readonly kind: 'pay'; readonly from: number; readonly amount: number }
  | { readonly kind: 'bank' | 'wallet'; readonly at: number; readonly isOpen: boolean }
  | { readonly kind: 'sweep'; readonly amount: number }
  | { readonly kind: 'go_on' }
  | { readonly kind: 'later'; readonly hours: number };
type Taken = {
  readonly step: Step;
  readonly stop: { readonly nth: number; readonly isAfter: boolean } | null;
};

type Asked = { readonly id: string; readonly step: Extract<Step, { readonly kind: 'top_up' | 'redeem' }> };

const which = fc.nat(1);
const amount = fc.integer({ min: 1, max: 150_00 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('top_up' as const, 'top_up' as const, 'redeem' as const),
      wallet: which,
      account: which,
      amount,
    }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('act' as const), skip: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('again' as const), at: fc.nat(100) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pay' as const), from: which, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('bank' as const, 'wallet' as const),
      at: which,
      isOpen: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const), amount }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('go_on' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
);
const taken: fc.Arbitrary<Taken> = fc.record({
  step,
  stop: fc.option(fc.record({ nth: fc.nat(6), isAfter: fc.boolean() }), { freq: 2 }),
});

/** Money that somebody asked for, under its number. */
/** One operator with two wallets and two bank accounts of one holder, who may be anything but lucky. */
class Life {
  readonly #code: string;
  readonly #holder: string;
  readonly #wallets: string[] = [];
  readonly #accounts: string[] = [];
  readonly #paid = [0n, 0n];
  readonly #days = new Set<string>();
  /** Whatever was asked for and not heard of is asked for again, under the same number. */
  readonly #asked: Asked[] = [];

  constructor(no: number) {
    this.#code = `bank-${no}`;
    this.#holder = `firm:holder-${no}`;
  }

  async begin(): Promise<void> {
    const [params, name] = [{ code: this.#code }, { en: this.#code, zh: this.#code }];
    await operator.putOperator({ params, body: { name, party: `firm:${this.#code}` } });
    await operator.postIssue({ params, body: { id: newId(), amountMinor: issuedMinor } });
    const plain = { operator: this.#code, label: 'W', parent: null, singleMinor: null, dayMinor: null };
    for (const _ of [0, 1]) {
      this.#wallets.push((await openWallet(ctx, this.#holder, { id: newId(), ...plain })).number);
      const opened = { id: newId(), party: this.#holder, amountMinor: beginMinor };
      this.#accounts.push((await openBankAccount(ctx, opened)).number);
    }
    for (const wallet of this.#wallets)
      for (const account of this.#accounts)
        await keepLink(ctx.db, { wallet, account, mandate: newId(), linkedAtMs: clock.nowMs() });
  }

  async take({ step: one, stop }: Taken): Promise<void> {
    this.#days.add(dayOf(clock.nowMs()));
    const doing = stop === null ? ctx : stoppedAt(stop.nth, stop.isAfter);
    try {
      await this.#do(doing, one);
    } catch (error) {
      if (!(error instanceof Stopped) && !isRefusal(error)) throw error;
    }
    this.#days.add(dayOf(clock.nowMs()));
    await this.#reconciles();
  }

  async #do(doing: RailContext, one: Step): Promise<unknown> {
    switch (one.kind) {
      case 'top_up':
      case 'redeem': {
        const asked = { id: newId(), step: one };
        this.#asked.push(asked);
        return this.#ask(doing, asked);
      }
      case 'act':
        return this.#act(doing, one.skip);
      case 'again': {
        const messages = await messagesOf(ctx.db, this.#code, { limit: 200 });
        return messages.length === 0 ? undefined : deliverAgain(doing, messages[one.at % messages.length]!);
      }
      case 'pay':
        return this.#pay(one.from, BigInt(one.amount));
      case 'bank':
        return markAccount(ctx.db, this.#accounts[one.at]!, one.isOpen ? 'open' : 'closed');
      case 'wallet':
        return ctx.db
          .updateTable('yuan_wallet')
          .set({ state: one.isOpen ? 'open' : 'frozen' })
          .where('number', '=', this.#wallets[one.at]!)
          .execute();
      case 'sweep':
        await keepSweep(doing, this.#wallets[0]!, {
          account: this.#accounts[0]!,
          atHour: null,
          aboveMinor: BigInt(one.amount),
        });
        return sweepAll(doing);
      case 'go_on':
        return goOnWithRedemptions(doing);
      case 'later':
        clock.advance(one.hours * 3_600_000);
    }
  }

  async #ask(doing: RailContext, { id, step: one }: Asked): Promise<unknown> {
    const asked = { id, amountMinor: BigInt(one.amount), account: this.#accounts[one.account]! };
    const wallet = await this.#wallet(one.wallet);
    return one.kind === 'top_up' ? askTopUp(doing, wallet, asked) : askRedemption(doing, wallet, asked);
  }

  async #wallet(at: number): Promise<Wallet> {
    const number = this.#wallets[at]!;
    return (await walletsByNumber(ctx.db, [number])).get(number)!;
  }

  /** Acts on a message that waits, not always the first: nobody promises an order. */
  async #act(doing: RailContext, skip: number): Promise<unknown> {
    const waiting = await ctx.db
      .selectFrom('yuan_bank_message')
      .select('no')
      .where('state', '=', 'sent')
      .orderBy('no')
      .execute();
    if (waiting.length === 0) return undefined;
    return actOnMessage(doing, String(waiting[skip % waiting.length]!.no));
  }

  async #pay(from: number, amountMinor: bigint): Promise<void> {
    const [payer, payee] = [this.#wallets[from]!, this.#wallets[1 - from]!];
    const outcome = await ctx.till.pay({
      ...{ id: newId(), amountMinor },
      payers: [{ wallet: payer, limits: unlimited }],
      payee: { wallet: payee, limits: unlimited },
    });
    if (outcome.kind === 'refused') return;
    this.#paid[from]! -= amountMinor;
    this.#paid[1 - from]! += amountMinor;
  }

  /** At every moment: nothing is on one side alone but what is under way. */
  async #reconciles(): Promise<void> {
    for (const day of this.#days) assert.deepEqual((await reconcile(ctx, this.#code, day)).differences, []);
    assert.equal((await holdings(ctx, this.#code)).differenceMinor, 0n);
  }

  /** Whoever was stopped comes back; then everything has come to an end, and every fen is where its exchange says. */
  async end(): Promise<{ readonly done: number; readonly other: number }> {
    for (const asked of this.#asked)
      await this.#ask(ctx, asked).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    await sweepAll(ctx);
    await goOnWithRedemptions(ctx);
    await workMail(ctx);
    await keepSweep(ctx, this.#wallets[0]!, null);
    await this.#reconciles();
    const exchanges = await exchangesBy(ctx.db, { operator: this.#code, limit: 1000 });
    const done = exchanges.filter(({ state }) => state === 'done');
    assert.deepEqual(
      exchanges.filter(({ endedAtMs }) => endedAtMs === null),
      [],
    );
    const net = (of: (one: (typeof done)[number]) => boolean): bigint =>
      done
        .filter(of)
        .reduce((sum, { kind, amountMinor }) => sum + (kind === 'top_up' ? amountMinor : -amountMinor), 0n);
    for (const [at, number] of this.#wallets.entries())
      assert.deepEqual(await ctx.till.balance(number), {
        availableMinor: net(({ wallet }) => wallet === number) + this.#paid[at]!,
        setAsideMinor: 0n,
      });
    const own = settlementNumber(this.#code);
    const stood = await standsAt(ctx.ledger, [...this.#accounts, own]);
    for (const number of this.#accounts)
      assert.equal(stood.get(number), beginMinor - net(({ account }) => account === number));
    const all = net(() => true);
    assert.equal(stood.get(own), all);
    assert.equal((await holdings(ctx, this.#code)).vaultMinor, issuedMinor - all);
    return { done: done.length, other: exchanges.length - done.length };
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('yuan.');
}

test('whoever is stopped, whatever comes twice or out of order: no fen is lost, none moves twice, and both ledgers agree', async () => {
  let [runs, done, other] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(taken, { minLength: 30, maxLength: 60, size: 'max' }), async (steps) => {
      runs += 1;
      const life = new Life(runs);
      await life.begin();
      for (const one of steps) await life.take(one);
      const ended = await life.end();
      done += ended.done;
      other += ended.other;
    }),
    { numRuns: 6, endOnFailure: true },
  );
  // A life in which nothing comes about would show nothing.
  assert.ok(done > runs && other > runs, `${done} were done and ${other} were not`);
});

test('what was done before a process was stopped stays done, though the account was closed and the wallet frozen before the next one came', async () => {
  const life = new Life(1_000_000);
  await life.begin();
  const take = (one: Step, nth?: number): Promise<void> =>
    life.take({ step: one, stop: nth === undefined ? null : { nth, isAfter: true } });
  const act: Step = { kind: 'act', skip: 0 };
  // The first message after a top-up is for the bank to book, the third has the operator fill the wallet.
  for (const before of [0, 2])
    for (let nth = 0; nth < 8; nth++) {
      for (const kind of ['bank', 'wallet'] as const) await take({ kind, at: 0, isOpen: true });
      await take({ kind: 'top_up', wallet: 0, account: 0, amount: 1_00 });
      for (let times = 0; times < before; times++) await take(act);
      await take(act, nth);
      for (const kind of ['bank', 'wallet'] as const) await take({ kind, at: 0, isOpen: false });
      for (let times = 0; times < 6; times++) await take(act);
    }
  const { done, other } = await life.end();
  assert.ok(done > 1 && other > 1, `${done} were done and ${other} were not`);
});
