import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeText } from '../payments/code.ts';
import { numbers, refusal, tierOf, trustYuan } from '../people/testing.ts';
import { openPurses } from '../purses/purses.ts';
import { tellOfAnswers } from './disclosures.ts';
import { thaw } from './freezes.ts';
import type { NewInquiry } from './routes.ts';

const yuan = await trustYuan();
const { newId, clock, tellers, bureau, operator, resident, ctx, written } = yuan;
const [first, second] = tellers;
const li = await resident('lina', '13800005678');
const shop = await yuan.as({ login: 'shop', party: 'firm:91350100M000100Y43', role: 'owner' });
const ofShop = await yuan.open(shop);
await shop.putMerchant({
  params: { number: ofShop.number },
  body: { name: { en: 'Café', zh: '咖啡馆' }, category: 'food' },
});
const otherBureau = await yuan.as({ login: 'bureau-2', party: 'hub', role: 'bureau' });
await operator.putOperator({
  params: { code: 'other' },
  body: { name: { en: 'Other', zh: '他行' }, party: 'firm:other' },
});
const otherTeller = await yuan.as({ login: 'other-teller', party: 'firm:other', role: 'teller' });
await li.client.postTier({
  params: { number: li.wallet.number },
  body: tierOf(yuan, 3, ['李小娜', numbers[0]]),
});
const terms = { wallet: li.wallet.number, limits: li.wallet.limits };
await ctx.till.topUp({ id: newId(), operator: 'bank', wallet: terms, amountMinor: 500_00n });
const pay = async (amountMinor: bigint): Promise<string> => {
  const id = newId();
  const code = codeText({ kind: 'merchant', wallet: ofShop.number });
  await li.client.postPayment({ body: { id, wallet: li.wallet.number, code, amountMinor, purses: [] } });
  return id;
};
const dayMs = 86_400_000;
const asking = (more: Partial<NewInquiry> = {}): NewInquiry => ({
  id: newId(),
  authority: '市公安局',
  basis: 'criminal_procedure',
  law: '',
  article: '',
  document: '（2026）查字第1号',
  reason: '侦查案件需要',
  subjectKind: 'wallet',
  subject: li.wallet.number,
  withIdentity: true,
  fromMs: null,
  untilMs: null,
  embargoDays: 30,
  ...more,
});
const ask = async (more: Partial<NewInquiry> = {}) => (await bureau.postInquiry({ body: asking(more) })).body;
const goOn = { refusal: null };
const answered = async (more: Partial<NewInquiry> = {}) => {
  const { id } = await ask(more);
  await first.postInquiryCheck({ params: { id }, body: goOn });
  await second.postInquiryConfirmation({ params: { id }, body: goOn });
  return id;
};

test('an answer needs a teller of the wallet’s bank and then somebody else; whoever asked or checked does not confirm', async () => {
  const { id, state } = await ask();
  assert.equal(state, 'open');
  const params = { id };
  const confirm = (who: typeof first) => refusal(who.postInquiryConfirmation({ params, body: goOn }));
  assert.equal(await confirm(second), 'yuan.inquiry_over');
  assert.equal(await refusal(bureau.getAnswer({ params })), 'yuan.inquiry_over');
  assert.equal(await refusal(otherTeller.postInquiryCheck({ params, body: goOn })), 'yuan.inquiry_not_found');
  assert.equal(await refusal(first.postInquiryCheck({ params, body: goOn })), 'done');
  assert.equal(await refusal(first.postInquiryCheck({ params, body: goOn })), 'done');
  assert.equal(await confirm(first), 'yuan.four_eyes');
  assert.equal(await refusal(bureau.getAnswer({ params })), 'yuan.inquiry_over');
  assert.equal(await confirm(second), 'done');
  assert.equal(
    await refusal(second.postInquiryConfirmation({ params, body: { refusal: 'no' } })),
    'yuan.inquiry_over',
  );
  const { id: byOperator } = await ask();
  await first.postInquiryCheck({ params: { id: byOperator }, body: goOn });
  assert.equal(
    await refusal(operator.postInquiryConfirmation({ params: { id: byOperator }, body: goOn })),
    'done',
  );
});

test('of two who confirm and refuse at the same time one is heard', async () => {
  const { id } = await ask();
  await first.postInquiryCheck({ params: { id }, body: goOn });
  const both = await Promise.all([
    refusal(second.postInquiryConfirmation({ params: { id }, body: goOn })),
    refusal(operator.postInquiryConfirmation({ params: { id }, body: { refusal: 'no' } })),
  ]);
  assert.deepEqual(both.toSorted(), ['done', 'yuan.inquiry_over']);
});

test('the answer tells what the tier rests on, whole, to the asker alone, and of a payment’s payer as much', async () => {
  const payment = await pay(12_00n);
  const id = await answered({ subjectKind: 'payer', subject: payment });
  const { body } = await bureau.getAnswer({ params: { id } });
  assert.deepEqual(body.identity?.person, {
    phone: '13800005678',
    name: '李小娜',
    documentType: 'resident_id',
    documentNumber: numbers[0],
    account: null,
  });
  assert.equal(body.identity?.wallet, li.wallet.number);
  assert.equal(body.movements, null);
  assert.equal(await refusal(otherBureau.getAnswer({ params: { id } })), 'yuan.inquiry_not_found');
  assert.equal(await refusal(otherBureau.getInquiry({ params: { id } })), 'yuan.inquiry_not_found');
  for (const who of [first, operator, li.client, shop])
    assert.equal(await refusal(who.getAnswer({ params: { id } })), 'access.forbidden');
  const payee = await answered({ subjectKind: 'payee', subject: payment });
  const shown = (await bureau.getAnswer({ params: { id: payee } })).body.identity;
  assert.deepEqual([shown?.firm, shown?.person.name], ['firm:91350100M000100Y43', null]);
});

test('at tier 4 even a lawful answer holds the telephone number alone, whatever the profile says', async () => {
  const params = { number: li.wallet.number };
  await li.client.postTier({ params, body: tierOf(yuan, 4) });
  const id = await answered();
  const person = (await bureau.getAnswer({ params: { id } })).body.identity!.person;
  assert.deepEqual(person, {
    phone: '13800005678',
    name: null,
    documentType: null,
    documentNumber: null,
    account: null,
  });
  await li.client.postTier({ params, body: tierOf(yuan, 3) });
});

test('movements are those of the term asked for, and a scope that cannot be is refused', async () => {
  await pay(1_00n);
  clock.advance(60_000);
  const fromMs = clock.nowMs();
  await pay(2_00n);
  await pay(3_00n);
  clock.advance(60_000);
  const untilMs = clock.nowMs();
  await pay(4_00n);
  const id = await answered({ withIdentity: false, fromMs, untilMs });
  const { body } = await bureau.getAnswer({ params: { id } });
  assert.equal(body.identity, null);
  assert.deepEqual(
    body.movements?.map(({ amountMinor }) => amountMinor),
    [3_00n, 2_00n],
  );
  const odd = (more: Partial<NewInquiry>) => refusal(ask(more));
  assert.equal(await odd({ withIdentity: false }), 'yuan.bad_scope');
  assert.equal(await odd({ fromMs: 2, untilMs: 1 }), 'yuan.bad_scope');
  assert.equal(await odd({ subject: '8156000000000000' }), 'yuan.no_such_wallet');
  assert.equal(await odd({ subjectKind: 'payer', subject: newId() }), 'yuan.no_such_movement');
});

test('a payment from money under a purpose alone has a payer for a lawful request, in whose movements it stands', async () => {
  const purse = newId();
  const wallet = li.wallet.number;
  await openPurses(ctx, [
    {
      id: purse,
      area: 'campaign',
      subject: newId(),
      owner: wallet,
      title: { en: 'Voucher', zh: '消费券' },
      purpose: { categories: ['food'] },
      returnsTo: { wallet },
      expiresAtMs: null,
    },
  ]);
  await ctx.till.pay({ id: newId(), payers: [terms], payee: { purse }, amountMinor: 7_00n });
  const fromMs = clock.nowMs();
  clock.advance(1_000);
  const payment = newId();
  const code = codeText({ kind: 'merchant', wallet: ofShop.number });
  const purses = [{ purse, amountMinor: 7_00n }];
  await li.client.postPayment({ body: { id: payment, wallet, code, amountMinor: 7_00n, purses } });
  const untilMs = clock.nowMs() + 1_000;
  const id = await answered({ subjectKind: 'payer', subject: payment, fromMs: fromMs + 1, untilMs });
  const { body } = await bureau.getAnswer({ params: { id } });
  assert.equal(body.identity?.wallet, wallet);
  assert.deepEqual(
    body.movements?.map(({ movement, direction, source, amountMinor }) => [
      movement,
      direction,
      source,
      amountMinor,
    ]),
    [[payment, 'out', 'purpose', 7_00n]],
  );
});

test('an answer is read for half an hour from its first opening, or not at all after a week; each opening is counted and in the trail', async () => {
  const id = await answered();
  const params = { id };
  const before = written.length;
  assert.equal((await bureau.getAnswer({ params })).body.openings, 1);
  clock.advance(29 * 60_000);
  assert.equal((await bureau.getAnswer({ params })).body.openings, 2);
  clock.advance(60_000);
  assert.equal(await refusal(bureau.getAnswer({ params })), 'yuan.answer_over');
  const { openedAtMs } = (await first.getInquiry({ params })).body;
  assert.equal(openedAtMs.length, 2);
  const opened = written.slice(before).filter(({ action }) => action === 'yuan_inquiry.open');
  assert.deepEqual(
    opened.map(({ facts, status, code }) => [facts.id, facts.yuan_wallet, status, code]),
    [
      [id, li.wallet.number, 200, undefined],
      [id, li.wallet.number, 200, undefined],
      [id, li.wallet.number, 410, 'yuan.answer_over'],
    ],
  );
  const unread = await answered();
  clock.advance(7 * dayMs);
  assert.equal(await refusal(bureau.getAnswer({ params: { id: unread } })), 'yuan.answer_over');
});

test('a request stands in the trail from its asking on, and the same again is the same', async () => {
  const body = asking();
  const [one, again] = [await bureau.postInquiry({ body }), await bureau.postInquiry({ body })];
  assert.deepEqual(one, again);
  const other = { ...body, subject: ofShop.number };
  assert.equal(await refusal(bureau.postInquiry({ body: other })), 'yuan.inquiry_differs');
  const { id } = body;
  await first.postInquiryCheck({ params: { id }, body: { refusal: 'no seal' } });
  const trail = written.filter(({ facts }) => facts.yuan_inquiry === id || facts.id === id);
  assert.deepEqual(
    [...new Set(trail.map(({ action }) => action))],
    ['yuan_inquiry.ask', 'yuan_inquiry.check'],
  );
  assert.ok(!JSON.stringify(trail).includes(body.reason));
});

test('the person is told when the embargo is over and not before; of what was refused nobody is told', async () => {
  const wang = await resident('wangtao', '13900001234');
  const of = { subject: wang.wallet.number };
  const told = async () =>
    (await wang.client.getKnownOfMe({})).body.disclosures.map(({ authority, openings }) => [
      authority,
      openings,
    ]);
  const id = await answered({ ...of, embargoDays: 10 });
  await bureau.getAnswer({ params: { id } });
  const { id: refused } = await ask({ ...of, embargoDays: 0 });
  await first.postInquiryCheck({ params: { id: refused }, body: { refusal: 'no seal' } });
  assert.deepEqual(await told(), []);
  clock.advance(10 * dayMs - 1);
  assert.deepEqual(await told(), []);
  assert.equal(await tellOfAnswers(ctx), 0);
  clock.advance(1);
  assert.deepEqual(await told(), [['市公安局', 1]]);
  const [before, one, again] = [yuan.told.length, await tellOfAnswers(ctx), await tellOfAnswers(ctx)];
  assert.deepEqual([one, again, yuan.told.length - before], [1, 0, 1]);
  assert.deepEqual(yuan.told.at(-1)!.to, { party: wang.party, role: 'resident' });
  assert.deepEqual((await li.client.getKnownOfMe({})).body.disclosures.length > 0, false);
});

test('anybody reads how many requests there were, by month and article, and nothing that somebody typed', async () => {
  await ask({ basis: 'other', law: '某法', article: '9' });
  const answer = await fetch(`${yuan.url}/yuan/transparency`);
  const text = await answer.text();
  const { rows } = JSON.parse(text) as { rows: { month: string; article: string | null; asked: number }[] };
  const rowsOf = await ctx.db.selectFrom('yuan_inquiry').select('id').execute();
  assert.equal(
    rows.reduce((sum, { asked }) => sum + asked, 0),
    rowsOf.length,
  );
  assert.deepEqual(
    rows.map(({ month, article }) => [month, article]),
    [
      ['2026-12', '144'],
      ['2026-12', null],
      ['2026-11', '144'],
    ],
  );
  for (const typed of ['某法', '市公安局', '查字', li.wallet.number]) assert.ok(!text.includes(typed), typed);
});

test('a frozen wallet pays nothing, is paid nothing and gives nothing back, and opens when the last order is over', async () => {
  const params = { number: li.wallet.number };
  const order = (untilMs: number | null) => ({
    id: newId(),
    authority: '市中级人民法院',
    basis: 'civil_procedure' as const,
    law: '',
    article: '',
    document: '（2026）冻字第1号',
    untilMs,
  });
  const payOnce = () =>
    refusal(
      li.client.postPayment({
        body: {
          id: newId(),
          wallet: li.wallet.number,
          code: codeText({ kind: 'merchant', wallet: ofShop.number }),
          amountMinor: 1_00n,
          purses: [],
        },
      }),
    );
  const payment = await pay(1_00n);
  const [until, open] = [order(clock.nowMs() + 60_000), order(null)];
  assert.equal(await refusal(otherTeller.postFreeze({ params, body: until })), 'yuan.no_such_wallet');
  await first.postFreeze({ params, body: until });
  await first.postFreeze({ params, body: until });
  await first.postFreeze({ params, body: open });
  assert.equal(await payOnce(), 'yuan.wallet_frozen');
  clock.advance(60_000);
  assert.equal(await thaw(ctx), 1);
  assert.equal(await payOnce(), 'yuan.wallet_frozen');
  const end = (who: typeof first) =>
    refusal(who.postFreezeEnd({ params: { id: open.id }, body: { reason: 'case closed' } }));
  assert.equal(await end(otherTeller), 'yuan.freeze_not_found');
  assert.equal(await end(first), 'done');
  assert.equal(await end(first), 'done');
  assert.equal(await payOnce(), 'done');
  const shopOrder = order(null);
  await first.postFreeze({ params: { number: ofShop.number }, body: shopOrder });
  assert.equal(await payOnce(), 'yuan.wallet_frozen');
  const back = { id: newId(), wallet: ofShop.number, payment, amountMinor: 1_00n };
  assert.equal(await refusal(shop.postRefund({ body: back })), 'yuan.wallet_frozen');
  await first.postFreezeEnd({ params: { id: shopOrder.id }, body: { reason: 'case closed' } });
  assert.equal(await payOnce(), 'done');
  assert.ok((await first.listFreezes({})).body.items.every(({ endedAtMs }) => endedAtMs !== null));
});

test('no log line and no line of the trail holds a person’s name, number or telephone', () => {
  const all = JSON.stringify([yuan.logged, written]);
  assert.ok(yuan.logged.length > 50 && written.length > 50);
  for (const personal of ['13800005678', '李小娜', numbers[0], '侦查案件需要'])
    assert.ok(!all.includes(personal), personal);
});
