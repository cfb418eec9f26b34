import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { codeText } from '../payments/code.ts';
import { endExpired } from '../purses/purses.ts';
import { advanceCampaigns } from './advance.ts';
import { commitmentTo } from './commitment.ts';
import { campaignById } from './postgres.ts';
import { recomputeDraw, recomputeRush } from './recompute.ts';
import { commit, committedText, logCommitments } from './secrets.ts';
import type { Terms } from './terms.ts';
import { outcome, testCity } from './testing.ts';
import type { DrawView } from './views.ts';

const city = await testCity(6);
const { bureau, teller, people, clock, ctx, make, newId, cafe, dealer, pays } = city;
const minute = 60_000;
const name = { en: 'A', zh: '甲' };
const quotas = [
  { district: 'luohu', name, count: 1 },
  { district: 'futian', name, count: 2 },
];
const work = async (): Promise<void> => {
  await advanceCampaigns(ctx);
  await endExpired(ctx);
  await advanceCampaigns(ctx);
};
const later = async (minutes: number): Promise<void> => {
  clock.advance(minutes * minute);
  await work();
};
const lottery: Terms = {
  kind: 'lottery',
  revealS: 600,
  prizes: [
    { amountMinor: 5_00n, count: 1 },
    { amountMinor: 2_00n, count: 4 },
  ],
  quotas,
  purpose: { merchants: [cafe] },
};
const stateOf = async (id: string) => {
  const { campaign } = (await bureau.getCampaign({ params: { id } })).body;
  return [campaign.state, campaign.voidWhy, campaign.hasEnded];
};
const statement = async (id: string) => (await bureau.getStatement({ params: { id } })).body;
const enterAll = async (id: string): Promise<void> => {
  for (const [at, { client, wallet }] of people.entries())
    await client.postEntry({ params: { id }, body: { wallet, district: at % 2 === 0 ? 'luohu' : 'futian' } });
};
const none = { body: { commitment: null } };
const unsaid = { body: { secret: null } };

/** Whatever is altered in what is published of a draw, somebody who recomputes it sees it. */
async function isForgerySeen(view: DrawView): Promise<void> {
  for (const forged of [
    { ...view, entries: view.entries.slice(1) },
    { ...view, wins: view.wins.slice(1) },
    { ...view, secrets: { ...view.secrets, bureau: '0'.repeat(64) } },
    { ...view, terms: { ...lottery, revealS: 1 } },
  ])
    assert((await recomputeDraw(forged)).some(({ isGood }) => !isGood));
}

test('a lottery from commitments to the closing statement; anybody recomputes it; every fen is accounted for', async () => {
  const before = await city.balance(pays);
  const id = await make(lottery);
  const params = { id };
  assert.equal(await city.balance(pays), before - 13_00n);
  await bureau.postCommitment({ params, ...none });
  await teller.postCommitment({ params, ...none });
  const [first] = people;
  const entering = { params, body: { wallet: first!.wallet, district: 'luohu' } };
  assert.equal(await outcome(first!.client.postEntry(entering)), 'yuan.campaign_not_open');
  assert.equal(await outcome(bureau.postReveal({ params, ...unsaid })), 'yuan.not_revealable');
  await later(1);
  const nowhere = { ...entering, body: { ...entering.body, district: 'shekou' } };
  assert.equal(await outcome(first!.client.postEntry(nowhere)), 'yuan.district_unknown');
  await enterAll(id);
  const again = { ...entering, body: { ...entering.body, district: 'futian' } };
  assert.equal(await outcome(first!.client.postEntry(again)), 'yuan.entered_before');
  assert.deepEqual((await bureau.getDraw({ params })).body.entries, []);
  assert.equal(await outcome(bureau.postReveal({ params, ...unsaid })), 'yuan.not_revealable');
  await later(10);
  assert.equal((await bureau.getDraw({ params })).body.entries.length, 6);
  await bureau.postReveal({ params, ...unsaid });
  await work();
  assert.deepEqual(await stateOf(id), ['closed', null, false]);
  await teller.postReveal({ params, ...unsaid });
  await work();
  assert.deepEqual(await stateOf(id), ['drawn', null, false]);
  const { body: view } = await bureau.getDraw({ params });
  assert.deepEqual(
    view.wins.map(({ amountMinor }) => amountMinor),
    [5_00n, 2_00n, 2_00n],
  );
  const checks = await recomputeDraw(view);
  assert.equal(checks.length, 7);
  assert.deepEqual(
    checks.filter(({ isGood }) => !isGood),
    [],
  );
  await isForgerySeen(view);
  const parts = await Promise.all(
    people.map(async ({ client }) => (await client.getOwnPart({ params })).body),
  );
  assert.equal(parts.filter(({ packet }) => packet !== null).length, 3);
  const winner = people[parts.findIndex(({ packet }) => packet?.amountMinor === 5_00n)]!;
  const { items } = (await winner.client.listPurses({ params: { number: winner.wallet } })).body;
  assert.deepEqual([items.length, items[0]!.leftMinor, items[0]!.state], [1, 5_00n, 'open']);
  const spend = (to: string, amountMinor: bigint) =>
    winner.client.postPayment({
      body: {
        id: newId(),
        wallet: winner.wallet,
        code: codeText({ kind: 'merchant', wallet: to }),
        amountMinor,
        purses: [{ purse: items[0]!.id, amountMinor }],
      },
    });
  assert.equal(await outcome(spend(dealer, 1_00n)), 'yuan.purpose_differs');
  assert.equal(await outcome(spend(cafe, 3_00n)), 'done');
  await later(60);
  assert.deepEqual(await stateOf(id), ['over', null, true]);
  assert.deepEqual(await statement(id), {
    paidInMinor: 13_00n,
    goneMinor: 3_00n,
    inPacketsMinor: 0n,
    inPotMinor: 0n,
    returnedMinor: 10_00n,
  });
  assert.equal(await city.balance(pays), before - 3_00n);
});

test('a commitment stands in the evidence log from when it was made, or as soon as others co-sign; it is told where', async () => {
  const id = await make(lottery);
  const indexes = async () =>
    (await bureau.getCampaign({ params: { id } })).body.commitments.map(({ logIndex }) => logIndex);
  await bureau.postCommitment({ params: { id }, ...none });
  const [atOnce] = await indexes();
  assert.notEqual(atOnce, null);
  const campaign = (await campaignById(ctx.db, id))!;
  const noQuorum = { ...ctx, evidence: { append: () => Promise.reject(new Error('nobody co-signs')) } };
  const commitment = await commit(noQuorum, { campaign, drawer: 'operator' }, null);
  assert.deepEqual(await indexes(), [atOnce, null]);
  await logCommitments(noQuorum);
  assert.deepEqual(await indexes(), [atOnce, null]);
  await logCommitments(ctx);
  const [, later] = await indexes();
  assert.ok(later! > atOnce!);
  // Under this key the log has these very bytes: others would be a conflict.
  const text = committedText({ campaign: id, drawer: 'operator', commitment });
  const found = await ctx.evidence.append(`yuan-commitment ${id} operator`, Buffer.from(text));
  assert.equal(found.index, later);
  await bureau.postCancellation({ params: { id } });
  await work();
});

test('a side that is silent voids the draw, a wrong secret is refused, one kept elsewhere is handed in, and money goes back', async () => {
  const before = await city.balance(pays);
  const id = await make(lottery);
  const params = { id };
  const secret = randomBytes(32);
  const commitment = commitmentTo(secret, { campaign: id, drawer: 'operator' });
  await teller.postCommitment({ params, body: { commitment } });
  const other = { params, body: { commitment: '0'.repeat(64) } };
  assert.equal(await outcome(teller.postCommitment(other)), 'yuan.commitment_differs');
  assert.equal(
    await outcome(bureau.postCommitment({ params, body: { commitment } })),
    'yuan.commitment_differs',
  );
  await bureau.postCommitment({ params, ...none });
  const stranger = await city.as({ login: 'stranger', party: 'firm:other', role: 'teller' });
  assert.equal(await outcome(stranger.postCommitment({ params, ...none })), 'yuan.not_a_drawer');
  await later(1);
  await enterAll(id);
  await later(10);
  assert.equal(await outcome(teller.postReveal({ params, ...unsaid })), 'yuan.secret_differs');
  const wrong = { params, body: { secret: '0'.repeat(64) } };
  assert.equal(await outcome(teller.postReveal(wrong)), 'yuan.secret_differs');
  await teller.postReveal({ params, body: { secret: secret.toString('hex') } });
  await later(10);
  assert.deepEqual(await stateOf(id), ['void', 'bureau_not_revealed', true]);
  assert.equal(await outcome(bureau.postReveal({ params, ...unsaid })), 'yuan.not_revealable');
  const silent = await make(lottery);
  await teller.postCommitment({ params: { id: silent }, ...none });
  await later(1);
  assert.deepEqual(await stateOf(silent), ['void', 'not_committed', true]);
  assert.equal(await city.balance(pays), before);
});

test('a secret that was altered in the database voids the draw and names the side', async () => {
  const id = await make(lottery);
  const params = { id };
  for (const who of [bureau, teller]) await who.postCommitment({ params, ...none });
  await later(1);
  await enterAll(id);
  await later(10);
  for (const who of [bureau, teller]) await who.postReveal({ params, ...unsaid });
  await ctx.db
    .updateTable('yuan_draw_secret')
    .set({ revealed: 'f'.repeat(64) })
    .where('campaign', '=', id)
    .where('drawer', '=', 'bureau')
    .execute();
  await work();
  assert.deepEqual(await stateOf(id), ['void', 'bureau_broke_word', true]);
});

test('a rush gives in the server’s order, once a person, by quota; the order is recomputed from its chain', async () => {
  const id = await make({
    kind: 'rush',
    prizes: [
      { amountMinor: 3_00n, count: 1 },
      { amountMinor: 1_00n, count: 9 },
    ],
    quotas,
    purpose: null,
  });
  const params = { id };
  const ask = (at: number, district: string) =>
    people[at]!.client.postAsk({ params, body: { wallet: people[at]!.wallet, district } });
  assert.equal(await outcome(ask(0, 'luohu')), 'yuan.campaign_not_open');
  clock.advance(minute);
  const had = await city.balance(people[0]!.wallet);
  const won = (await ask(0, 'luohu')).body;
  assert.deepEqual([won.no, won.amountMinor, won.isRepeated], [1, 3_00n, false]);
  const [again, ...rest] = await Promise.all([
    ask(0, 'futian'),
    ask(1, 'luohu'),
    ask(2, 'futian'),
    ask(3, 'futian'),
    ask(4, 'futian'),
  ]);
  assert.deepEqual([again!.body.no, again!.body.isRepeated], [1, true]);
  const amounts = rest.map(({ body }) => body.amountMinor);
  assert.deepEqual([amounts[0], amounts.filter((one) => one === 1_00n).length], [null, 2]);
  assert.equal(await outcome(ask(5, 'shekou')), 'yuan.district_unknown');
  await work();
  assert.equal(await city.balance(people[0]!.wallet), had + 3_00n);
  await later(11);
  const { body } = await bureau.listAsks({ params, query: {} });
  const { terms } = (await bureau.getCampaign({ params })).body.campaign;
  const facts = { ...body, campaign: id, terms, asks: body.items };
  assert.deepEqual(
    (await recomputeRush(facts)).map(({ isGood }) => isGood),
    [true, true, true, true, true],
  );
  const [a, b, ...others] = body.items;
  assert((await recomputeRush({ ...facts, asks: [b!, a!, ...others] })).some(({ isGood }) => !isGood));
  await later(60);
  const { goneMinor, returnedMinor } = await statement(id);
  assert.deepEqual([goneMinor, returnedMinor], [5_00n, 7_00n]);
});

test('a discount: the wallet pays exactly one yuan, once a day, at one merchant, up to the cap', async () => {
  const id = await make(
    { kind: 'discount', merchant: cafe, ownMinor: 1_00n, mostMinor: 15_00n, budgetMinor: 40_00n },
    { closesAtMs: clock.nowMs() + 2 * 1440 * minute, packetsUntilMs: clock.nowMs() + 3 * 1440 * minute },
  );
  await later(1);
  const { client, wallet } = people[0]!;
  const code = codeText({ kind: 'merchant', wallet: cafe });
  const read = async () =>
    (await client.getCode({ params: { number: wallet }, query: { text: code } })).body.purses;
  const [offered] = await read();
  assert.deepEqual([offered!.ownMinor, offered!.mostMinor, offered!.leftMinor], [1_00n, 15_00n, 40_00n]);
  const drink = (amountMinor: bigint, takenMinor: bigint, who = people[0]!) =>
    who.client.postPayment({
      body: {
        id: newId(),
        wallet: who.wallet,
        code,
        amountMinor,
        purses: [{ purse: offered!.id, amountMinor: takenMinor }],
      },
    });
  assert.equal(await outcome(drink(12_00n, 12_00n)), 'yuan.purpose_differs');
  assert.equal(await outcome(drink(17_00n, 16_00n)), 'yuan.purpose_differs');
  assert.equal(await outcome(drink(13_00n, 12_00n)), 'done');
  assert.equal(await outcome(drink(13_00n, 12_00n)), 'yuan.done_before');
  clock.advance(1440 * minute);
  assert.equal(await outcome(drink(13_00n, 12_00n)), 'done');
  assert.equal(await outcome(drink(16_00n, 15_00n, people[1])), 'done');
  assert.equal(await outcome(drink(13_00n, 12_00n, people[2])), 'yuan.purse_spent');
  await later(1440);
  const { goneMinor, returnedMinor } = await statement(id);
  assert.deepEqual([goneMinor, returnedMinor, (await stateOf(id))[0]], [39_00n, 1_00n, 'over']);
});

test('a voucher goes to each wallet of the list, whose numbers nobody reads', async () => {
  const wallets = people.slice(0, 2).map(({ wallet }) => wallet);
  const id = await make({ kind: 'voucher', wallets, amountMinor: 8_00n, purpose: { categories: ['food'] } });
  await later(1);
  const { campaign } = (await bureau.getCampaign({ params: { id } })).body;
  assert.deepEqual([campaign.terms.kind === 'voucher' && campaign.terms.wallets, campaign.packets], [[], 2]);
  const { items } = (await people[0]!.client.listPurses({ params: { number: wallets[0]! } })).body;
  assert(items.some(({ subject, leftMinor }) => subject === id && leftMinor === 8_00n));
  await later(71);
  const { goneMinor, returnedMinor } = await statement(id);
  assert.deepEqual([goneMinor, returnedMinor], [0n, 16_00n]);
});

test('a subsidy is paid on proof, each person and invoice once, never more than there is', async () => {
  const bands = [
    { fromMinor: 100_000_00n, amountMinor: 3_000_00n },
    { fromMinor: 200_000_00n, amountMinor: 5_000_00n },
  ];
  const id = await make({ kind: 'subsidy', bands, budgetMinor: 9_000_00n });
  await later(1);
  const params = { id };
  const ids = people.map(() => newId());
  const ask = (at: number, more: object = {}) =>
    people[at]!.client.postClaim({
      params,
      body: {
        id: ids[at]!,
        wallet: people[at]!.wallet,
        invoice: `INV-00${at}`,
        priceMinor: 200_000_00n,
        dealer: null,
        ...more,
      },
    });
  assert.equal(await outcome(ask(0, { priceMinor: 99_999_99n })), 'yuan.claim_too_low');
  assert.equal(await outcome(ask(0)), 'done');
  assert.equal(await outcome(ask(0)), 'done');
  assert.equal(await outcome(ask(0, { id: newId() })), 'yuan.claimed_before');
  assert.equal(await outcome(ask(1, { invoice: 'INV-000' })), 'yuan.claimed_before');
  assert.equal(await outcome(ask(1)), 'yuan.campaign_used_up');
  assert.equal(await outcome(ask(1, { priceMinor: 100_000_00n, dealer: cafe })), 'yuan.not_a_dealer');
  assert.equal(await outcome(ask(1, { priceMinor: 100_000_00n, dealer })), 'done');
  assert.equal(await outcome(ask(2, { priceMinor: 100_000_00n })), 'yuan.campaign_used_up');
  const decide = (at: number, why: 'not_new' | null) =>
    bureau.postClaimDecision({ params: { id: ids[at]! }, body: { why } });
  assert.equal((await bureau.listClaims({ params, query: {} })).body.items.length, 2);
  assert.equal(await outcome(people[0]!.client.listClaims({ params, query: {} })), 'access.forbidden');
  await decide(0, null);
  assert.equal(await outcome(decide(0, 'not_new')), 'yuan.claim_decided');
  const had = await city.balance(people[0]!.wallet);
  await work();
  assert.equal(await city.balance(people[0]!.wallet), had + 5_000_00n);
  await decide(1, 'not_new');
  assert.equal(await outcome(ask(1, { id: newId(), priceMinor: 100_000_00n, dealer })), 'done');
  const [claim] = (await people[1]!.client.getOwnPart({ params })).body.claims.slice(-1);
  await bureau.postClaimDecision({ params: { id: claim!.id }, body: { why: null } });
  await work();
  const { items } = (await people[1]!.client.listPurses({ params: { number: people[1]!.wallet } })).body;
  assert(items.some(({ subject, leftMinor }) => subject === id && leftMinor === 3_000_00n));
  await later(71);
  const { goneMinor, returnedMinor } = await statement(id);
  assert.deepEqual([goneMinor, returnedMinor], [5_000_00n, 4_000_00n]);
});

test('a campaign is called off before it opens and not after; one that cannot be paid for never is', async () => {
  const before = await city.balance(pays);
  const id = await make(lottery);
  assert.equal(await outcome(teller.postCancellation({ params: { id } })), 'yuan.campaign_not_found');
  await bureau.postCancellation({ params: { id } });
  await work();
  assert.deepEqual(await stateOf(id), ['void', 'cancelled', true]);
  assert.equal(await city.balance(pays), before);
  const begun = await make({ kind: 'subsidy', bands: [{ fromMinor: 1n, amountMinor: 1n }], budgetMinor: 1n });
  clock.advance(minute);
  assert.equal(await outcome(bureau.postCancellation({ params: { id: begun } })), 'yuan.campaign_begun');
  const dear = { ...lottery, prizes: [{ amountMinor: 1_000_000_000_00n, count: 1 }] };
  assert.equal(await outcome(make(dear)), 'yuan.insufficient_funds');
});
