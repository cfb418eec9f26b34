import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { YuanContext } from '../context.ts';
import { openTill } from '../money/till.ts';
import { codeText } from '../payments/code.ts';
import { endExpired } from '../purses/purses.ts';
import { advanceCampaigns } from './advance.ts';
import { recomputeDraw, recomputeRush } from './recompute.ts';
import { takingRushes } from './rush.ts';
import type { Terms } from './terms.ts';
import { outcome, testCity } from './testing.ts';

const city = await testCity(10);
const { bureau, teller, people, clock, ctx, make, newId, cafe, dealer, pays } = city;
const minute = 60_000;
const name = { en: 'A', zh: '甲' };
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

class Killed extends Error {}

/** The same process, killed at the nth step that others see: before the step, or after it and before anybody knows. */
function killedAt(step: number, isAfter: boolean): YuanContext {
  let left = step;
  const till = openTill(city.ledger, clock);
  const fatal = <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      left -= 1;
      if (left === 0 && !isAfter) throw new Killed();
      const done = await call(...args);
      if (left === 0) throw new Killed();
      return done;
    };
  };
  return {
    ...ctx,
    till: {
      ...till,
      pay: fatal(till.pay),
      release: fatal(till.release),
      releaseEach: fatal(till.releaseEach),
      openPurses: fatal(till.openPurses),
      purses: fatal(till.purses),
    },
    evidence: { append: fatal(ctx.evidence.append) },
  };
}

async function work(by: YuanContext = ctx): Promise<void> {
  await advanceCampaigns(by);
  await endExpired(by).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
}

const count = fc.integer({ min: 0, max: 4 });
const quotas = fc.tuple(count, count).map(([luohu, futian]) => [
  { district: 'luohu', name, count: luohu },
  { district: 'futian', name, count: futian },
]);
// Some are more than a wallet of tier 4 may hold: those must wait as packets.
const amount = fc.oneof(fc.bigInt(1n, 500n), fc.constant(9_999_00n));
const prizes = fc.array(fc.record({ amountMinor: amount, count: fc.integer({ min: 1, max: 4 }) }), {
  minLength: 1,
  maxLength: 3,
});
const purpose = fc.constantFrom(null, { categories: ['food' as const] }, { merchants: [dealer] });
const packets = fc.record({ prizes, quotas, purpose });
const terms: fc.Arbitrary<Terms> = fc.oneof(
  packets.map((some): Terms => ({ kind: 'lottery', revealS: 300, ...some })),
  packets.map((some): Terms => ({ kind: 'rush', ...some })),
  fc.bigInt(1n, 60_00n).map(
    (budgetMinor): Terms => ({
      kind: 'discount',
      merchant: cafe,
      ownMinor: 1_00n,
      mostMinor: 9_00n,
      budgetMinor,
    }),
  ),
  fc
    .subarray(
      people.map(({ wallet }) => wallet),
      { minLength: 1 },
    )
    .map(
      (wallets): Terms => ({
        kind: 'voucher',
        wallets,
        amountMinor: 7_00n,
        purpose: { categories: ['food'] },
      }),
    ),
  fc.bigInt(1n, 9_00n).map(
    (budgetMinor): Terms => ({
      kind: 'subsidy',
      bands: [
        { fromMinor: 10n, amountMinor: 1_00n },
        { fromMinor: 20n, amountMinor: 2_50n },
      ],
      budgetMinor,
    }),
  ),
);

const who = fc.nat(people.length - 1);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      who,
      district: fc.constantFrom('luohu', 'futian', 'shekou'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('spend' as const),
      who,
      at: fc.constantFrom(cafe, dealer),
      part: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      step: fc.integer({ min: 1, max: 6 }),
      isAfter: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('say' as const), side: fc.constantFrom(bureau, teller) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decide' as const), isGood: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(
  id: string,
  kind: Terms['kind'],
  { who: at, district }: Step & { do: 'take' },
): Promise<void> {
  const { client, wallet } = people[at]!;
  const part = { params: { id }, body: { wallet, district } };
  if (kind === 'lottery') await outcome(client.postEntry(part));
  if (kind === 'rush') await outcome(client.postAsk(part));
  if (kind !== 'subsidy') return;
  const isAtDealer = district === 'shekou';
  const body = {
    id: newId(),
    wallet,
    invoice: `INV-00${at % 7}`,
    priceMinor: district === 'luohu' ? 10n : 20n,
    dealer: isAtDealer ? dealer : null,
  };
  await outcome(client.postClaim({ params: { id }, body }));
}

/** Somebody spends what the campaign has given them, or what it gives at the café. */
async function spend(id: string, { who: at, at: shop, part }: Step & { do: 'spend' }): Promise<void> {
  const { client, wallet } = people[at]!;
  const code = codeText({ kind: 'merchant', wallet: shop });
  const read = await client.getCode({ params: { number: wallet }, query: { text: code } });
  const own = await ctx.db.selectFrom('yuan_purse').select('id').where('subject', '=', id).execute();
  const purse = read.body.purses.find((one) => own.some((kept) => kept.id === one.id));
  if (!purse) return;
  const most =
    purse.mostMinor !== null && purse.mostMinor < purse.leftMinor ? purse.mostMinor : purse.leftMinor;
  const takenMinor = most / BigInt(part) || most;
  const purses = [{ purse: purse.id, amountMinor: takenMinor }];
  const amountMinor = takenMinor + (purse.ownMinor ?? 0n);
  await outcome(client.postPayment({ body: { id: newId(), wallet, code, amountMinor, purses } }));
}

async function say(id: string, side: typeof bureau): Promise<void> {
  const params = { id };
  await outcome(side.postCommitment({ params, body: { commitment: null } }));
  await outcome(side.postReveal({ params, body: { secret: null } }));
}

async function decide(id: string, isGood: boolean): Promise<void> {
  const { items } = (await bureau.listClaims({ params: { id }, query: {} })).body;
  const asked = items.find(({ state }) => state === 'asked');
  if (asked)
    await outcome(
      bureau.postClaimDecision({ params: { id: asked.id }, body: { why: isGood ? null : 'not_new' } }),
    );
}

/** All money outside the pots and packets. */
async function outside(): Promise<bigint> {
  const all = [cafe, dealer, ...people.map(({ wallet }) => wallet)];
  return (await Promise.all(all.map(city.balance))).reduce((sum, one) => sum + one, 0n);
}

async function checkRule(id: string, asked: Terms): Promise<void> {
  const given = await ctx.db.selectFrom('yuan_packet').selectAll().where('campaign', '=', id).execute();
  assert(given.every(({ state }) => state !== 'owed'));
  assert.equal(new Set(given.map(({ entry }) => entry)).size, given.length);
  if ('prizes' in asked) {
    const amounts = asked.prizes.flatMap((one) => Array<bigint>(one.count).fill(one.amountMinor));
    assert(given.length <= amounts.length);
    const { districts } = (await bureau.getCampaign({ params: { id } })).body;
    for (const { district, given: inDistrict } of districts)
      assert(inDistrict <= (asked.quotas.find((one) => one.district === district)?.count ?? 0), district);
  }
  if (asked.kind === 'lottery') {
    const { body: view } = await bureau.getDraw({ params: { id } });
    if (view.state === 'void') assert.equal(given.length, 0);
    else
      assert.deepEqual(
        (await recomputeDraw(view)).filter(({ isGood }) => !isGood),
        [],
      );
  }
  if (asked.kind === 'rush') {
    const { body } = await bureau.listAsks({ params: { id }, query: {} });
    const checks = await recomputeRush({ ...body, campaign: id, terms: asked, asks: body.items });
    assert.deepEqual(
      checks.filter(({ isGood }) => !isGood),
      [],
    );
  }
  if (asked.kind === 'subsidy') {
    const { items } = (await bureau.listClaims({ params: { id }, query: {} })).body;
    const good = items.filter(({ state }) => state !== 'rejected');
    assert.equal(new Set(good.map(({ invoice }) => invoice)).size, good.length);
    assert.equal(new Set(good.map(({ wallet }) => wallet)).size, good.length);
    assert(good.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) <= asked.budgetMinor);
  }
}

test(`every fen of a closed campaign is accounted for, none is given twice, quotas hold: random people, times and kills (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(terms, fc.array(step, { maxLength: 40 }), async (asked, steps) => {
      const before = { payer: await city.balance(pays), others: await outside() };
      const id = await make(asked);
      for (const one of steps) {
        if (one.do === 'take') await take(id, asked.kind, one);
        if (one.do === 'spend') await spend(id, one);
        if (one.do === 'say') await say(id, one.side);
        if (one.do === 'decide') await decide(id, one.isGood);
        if (one.do === 'kill') await work(killedAt(one.step, one.isAfter));
        if (one.do === 'time') {
          clock.advance(one.minutes * minute);
          await work();
        }
      }
      for (let turn = 0; turn < 4; turn++) {
        clock.advance(30 * minute);
        await Promise.all([work(), work()]);
        await work();
      }
      const { campaign } = (await bureau.getCampaign({ params: { id } })).body;
      assert(campaign.hasEnded);
      const { body: closing } = await bureau.getStatement({ params: { id } });
      const { paidInMinor, goneMinor, inPacketsMinor, inPotMinor, returnedMinor } = closing;
      assert.deepEqual([inPacketsMinor, inPotMinor], [0n, 0n]);
      assert.equal(paidInMinor, goneMinor + returnedMinor);
      assert.equal(before.payer - (await city.balance(pays)), goneMinor);
      assert.equal((await outside()) - before.others, goneMinor);
      await checkRule(id, asked);
    }),
    { seed, numRuns: 40, endOnFailure: true },
  );
});

test('two processes that take asks of one rush at once number them without a gap and give none too many', async () => {
  const id = await make({
    kind: 'rush',
    prizes: [{ amountMinor: 1n, count: 5 }],
    quotas: [{ district: 'luohu', name, count: 4 }],
    purpose: null,
  });
  clock.advance(minute);
  const processes = [takingRushes(ctx), takingRushes(ctx)];
  const asks = await Promise.all(
    people.flatMap(({ wallet, party: holder }) =>
      processes.map((rush) => rush(id, { holder, wallet, district: 'luohu' })),
    ),
  );
  assert.deepEqual(
    [...new Set(asks.map(({ no }) => no))].toSorted((a, b) => a - b),
    people.map((_, at) => at + 1),
  );
  assert.equal(asks.filter(({ isRepeated }) => !isRepeated).length, people.length);
  const winners = new Set(asks.filter(({ amountMinor }) => amountMinor !== null).map(({ entry }) => entry));
  assert.equal(winners.size, 4);
});
