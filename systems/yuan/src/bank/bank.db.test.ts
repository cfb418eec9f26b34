import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { codeText } from '../payments/code.ts';
import { dayOf } from '../scheme/limits.ts';
import { testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import { isAccountNumber } from './account-number.ts';
import { settlementNumber } from './accounts.ts';
import { payIn, standsAt } from './books.ts';
import { sendStatements } from './chores.ts';
import { goOnWithRedemptions } from './exchange.ts';
import { readIncoming } from './messages/read.ts';
import { paymentReturn } from './messages/write.ts';
import { endToEndOf } from './numbers.ts';
import { actOnMessage, workMail } from './post-office.ts';
import { goOnWithReturns } from './returns.ts';
import { sweepAll } from './sweep.ts';

const yuan = await testYuan();
const { newId, clock, ctx } = yuan;
const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
const person = (no: string): string => `person:01937f00-0000-7000-8000-0000000000${no}`;
const firm = 'firm:91350100M000100Y43';
const li = await yuan.as({ login: 'li', party: person('a1'), role: 'resident' });
const wang = await yuan.as({ login: 'wang', party: person('b1'), role: 'resident' });
const shop = await yuan.as({ login: 'shop', party: firm, role: 'owner' });
const teller = await yuan.as({ login: 'teller', party: 'firm:bank', role: 'teller' });
const params = { code: 'bank' };
await operator.putOperator({ params, body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' } });
await operator.postIssue({ params, body: { id: newId(), amountMinor: 100_000_00n } });

async function wallet(who: YuanClient, at = 'bank'): Promise<WalletView> {
  const plain = { operator: at, label: 'W', parent: null, singleMinor: null, dayMinor: null };
  return (await who.postWallet({ body: { id: newId(), ...plain } })).body;
}
async function account(party: string, amountMinor: bigint): Promise<string> {
  return (await operator.postBankAccount({ body: { id: newId(), party, amountMinor } })).body.number;
}
async function link(who: YuanClient, { number }: WalletView, of: string): Promise<void> {
  await who.putLinkedAccount({ params: { number, account: of } });
}
const [ofLi, ofShop] = [await wallet(li), await wallet(shop)];
await shop.putMerchant({
  params: { number: ofShop.number },
  body: { name: { en: 'Café', zh: '咖啡馆' }, category: 'food' },
});
const liBank = await account(person('a1'), 20_000_00n);
const shopBank = await account(firm, 0n);
await link(li, ofLi, liBank);
await link(shop, ofShop, shopBank);

const refusal = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
};
const topUp = async (amountMinor: bigint, id = newId(), of = liBank): Promise<string> => {
  await li.postTopUp({ params: { number: ofLi.number }, body: { id, amountMinor, account: of } });
  return id;
};
const seen = async (who: YuanClient, { number }: WalletView, id: string) =>
  (await who.getExchange({ params: { number, id } })).body;
const left = async (who: YuanClient, { number }: WalletView): Promise<bigint> =>
  (await who.getWallet({ params: { number } })).body.availableMinor;
const onAccount = async (who: YuanClient, number: string): Promise<bigint> =>
  (await who.listBankAccounts({})).body.items.find((one) => one.number === number)!.balanceMinor;
const today = '2026-11-27';

test('a top-up goes from the bank account into the wallet, and tells each step on the way', async () => {
  const id = await topUp(500_00n);
  assert.deepEqual((await seen(li, ofLi, id)).state, 'asked');
  assert.equal(await left(li, ofLi), 0n);
  await workMail(ctx);
  const { state, endedAtMs } = await seen(li, ofLi, id);
  assert.deepEqual([state, endedAtMs], ['done', clock.nowMs()]);
  assert.deepEqual([await left(li, ofLi), await onAccount(li, liBank)], [500_00n, 19_500_00n]);
  const { body } = await teller.listBankMessages({ query: { exchange: id } });
  assert.deepEqual(body.items.map(({ kind, state: of }) => `${kind} ${of}`).toReversed(), [
    'pain.001 acted',
    'pain.002 acted',
    'camt.054 acted',
  ]);
  await topUp(500_00n, id);
  await workMail(ctx);
  assert.equal(await left(li, ofLi), 500_00n);
  const differs = li.postTopUp({
    params: { number: ofLi.number },
    body: { id, amountMinor: 1n, account: liBank },
  });
  assert.equal(await refusal(differs), 'yuan.other_movement');
});

test('no message names a person, and every one is read again without a finding', async () => {
  const { body } = await teller.listBankMessages({ query: {} });
  for (const { no } of body.items) {
    const { xml } = (await teller.getBankMessage({ params: { no } })).body;
    assert.equal((await readIncoming(Buffer.from(xml))).kind, 'read');
    assert.doesNotMatch(xml, /01937f0000007000/);
    assert.doesNotMatch(xml, /person:/);
  }
});

test('the bank says no to what is not there, and the wallet sends back what it may not hold', async () => {
  const poor = await account(person('a1'), 10_00n);
  await link(li, ofLi, poor);
  const tooMuch = await topUp(10_01n, newId(), poor);
  await workMail(ctx);
  const rejected = await seen(li, ofLi, tooMuch);
  assert.deepEqual([rejected.state, rejected.reason?.code], ['rejected', 'AM04']);
  await operator.putBankAccountState({ params: { account: poor }, body: { state: 'closed' } });
  const closed = await topUp(1_00n, newId(), poor);
  await workMail(ctx);
  assert.equal((await seen(li, ofLi, closed)).reason?.code, 'AC05');
  await li.deleteLinkedAccount({ params: { number: ofLi.number, account: poor } });
  const unlinked = li.postTopUp({
    params: { number: ofLi.number },
    body: { id: newId(), amountMinor: 1n, account: poor },
  });
  assert.equal(await refusal(unlinked), 'yuan.account_not_linked');

  const before = await onAccount(li, liBank);
  // A wallet of tier 4 holds at most 10,000 yuan.
  const full = await topUp(9_600_00n);
  await workMail(ctx);
  const returned = await seen(li, ofLi, full);
  assert.deepEqual([returned.state, returned.reason?.code], ['returned', 'wallet_full']);
  assert.deepEqual(returned.reason?.text.zh, '超出收款钱包余额上限');
  assert.deepEqual([await onAccount(li, liBank), await left(li, ofLi)], [before, 500_00n]);
});

test('a redemption is set aside until the bank has sent it; a tier-4 wallet pays out only where it was topped up from', async () => {
  const other = await account(person('a1'), 0n);
  await link(li, ofLi, other);
  const redeem = (amountMinor: bigint, to: string, id = newId()) =>
    li.postRedemption({ params: { number: ofLi.number }, body: { id, amountMinor, account: to } });
  assert.equal(await refusal(redeem(1_00n, other)), 'yuan.account_not_used');
  assert.equal(await refusal(redeem(500_01n, liBank)), 'yuan.insufficient_funds');
  const before = await onAccount(li, liBank);
  const { body: asked } = await redeem(100_00n, liBank);
  assert.deepEqual([asked.state, await left(li, ofLi)], ['sent', 400_00n]);
  await workMail(ctx);
  assert.equal((await seen(li, ofLi, asked.id)).state, 'done');
  assert.equal(await onAccount(li, liBank), before + 100_00n);
  assert.equal((await redeem(100_00n, liBank, asked.id)).body.state, 'done');

  await operator.putBankAccountState({ params: { account: liBank }, body: { state: 'closed' } });
  const { body: late } = await redeem(100_00n, liBank);
  await workMail(ctx);
  const { state, reason } = await seen(li, ofLi, late.id);
  assert.deepEqual([state, reason?.code, await left(li, ofLi)], ['rejected', 'AC07', 400_00n]);
  await operator.putBankAccountState({ params: { account: liBank }, body: { state: 'open' } });
});

test('another’s wallet and another’s account look like none; a mistyped number is told at once', async () => {
  const ofWang = await wallet(wang);
  const path = { number: ofWang.number, account: liBank };
  assert.equal(await refusal(wang.putLinkedAccount({ params: path })), 'yuan.account_not_found');
  const body = { id: newId(), amountMinor: 1n, account: liBank };
  assert.equal(
    await refusal(wang.postTopUp({ params: { number: ofLi.number }, body })),
    'yuan.no_such_wallet',
  );
  const digit = String((Number(liBank.at(-1)) + 1) % 10);
  const mistyped = `${liBank.slice(0, -1)}${digit}`;
  assert.deepEqual([isAccountNumber(liBank), isAccountNumber(mistyped)], [true, false]);
  const answer = await fetch(`${yuan.url}/wallets/${ofLi.number}/top-ups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: yuan.authorizationOf('li') },
    body: JSON.stringify({ id: newId(), amountMinor: '1', account: mistyped }),
  });
  const { code, errors } = (await answer.json()) as { code: string; errors: { pointer: string }[] };
  assert.deepEqual([code, errors.map(({ pointer }) => pointer)], ['request.invalid', ['/account']]);
});

test('a message delivered again is answered the same, and nothing comes about twice', async () => {
  const before = await left(li, ofLi);
  const id = await topUp(10_00n);
  await workMail(ctx);
  const { items } = (await teller.listBankMessages({ query: { exchange: id } })).body;
  const texts = async () =>
    Promise.all(items.map(async ({ no }) => (await teller.getBankMessage({ params: { no } })).body.xml));
  const xml = await texts();
  for (const { no } of items) {
    await teller.postMessageRepeat({ params: { no } });
    await workMail(ctx);
  }
  assert.deepEqual(await texts(), xml);
  assert.equal((await teller.listBankMessages({ query: { exchange: id } })).body.items.length, 3);
  assert.deepEqual([await left(li, ofLi), (await seen(li, ofLi, id)).state], [before + 10_00n, 'done']);
  assert.equal(await onAccount(li, liBank), 19_590_00n);
});

test('what a file says is refused whole where anything is wrong; customers’ money does not move by it', async () => {
  const id = await topUp(5_00n);
  const { items } = (await teller.listBankMessages({ query: { exchange: id } })).body;
  const { xml } = (await teller.getBankMessage({ params: { no: items[0]!.no } })).body;
  await workMail(ctx);
  const handIn = (text: string) => teller.postBankMessage({ body: Buffer.from(text) });
  // The same consent, the same account, another number: only the operator's own system may ask for a customer's money.
  const forged = xml
    .replace(/<MsgId>[^<]+/, '<MsgId>FORGED')
    .replace(/<EndToEndId>[^<]+/, '<EndToEndId>FORGED');
  const before = await onAccount(li, liBank);
  const { body: taken } = await handIn(forged);
  await workMail(ctx);
  assert.equal(await onAccount(li, liBank), before);
  const answers = (await teller.listBankMessages({ query: {} })).body.items;
  const answer = answers.find(({ answers: of }) => of === taken.no)!;
  assert.match((await teller.getBankMessage({ params: { no: answer.no } })).body.xml, /<Cd>AG01<\/Cd>/);
  assert.equal(
    await refusal(handIn(forged.replace('5.00', '6.00').replace('5.00', '6.00'))),
    'yuan.message_differs',
  );
  const count = answers.length;
  const bad = [
    `<!DOCTYPE x [<!ENTITY a "aa">]>${xml}`,
    xml.replace('<EndToEndId>', '<EndToEndId>&xxe;'),
    xml.replace('5.00', '-5.00'),
    xml.replace('5.00', '0.00'),
    xml.replace('5.00', '5.001'),
    xml.replace('5.00', '99999999999999999999.00'),
    xml.replace(/<CtrlSum>5.00/, '<CtrlSum>6.00'),
    xml.slice(0, -20),
    'not a message',
    '',
    '<a>'.repeat(100_000),
  ];
  for (const text of bad)
    assert.match(
      await refusal(handIn(text)),
      /yuan.message_refused|request.invalid|request.malformed/,
      text.slice(0, 80),
    );
  assert.equal((await teller.listBankMessages({ query: {} })).body.items.length, count);
  const fromBank = (await teller.getBankMessage({ params: { no: answer.no } })).body.xml;
  assert.equal(await refusal(handIn(fromBank)), 'yuan.message_refused');
});

test('a merchant’s money goes to its bank each day at its hour, once, however often that is looked after', async () => {
  const code = codeText({ kind: 'merchant', wallet: ofShop.number });
  const pay = (amountMinor: bigint) =>
    li.postPayment({ body: { id: newId(), wallet: ofLi.number, code, amountMinor, purses: [] } });
  await pay(30_00n);
  const number = ofShop.number;
  const at = { account: shopBank, atHour: 9, aboveMinor: null };
  await shop.putSweep({ params: { number }, body: { sweep: at } });
  await sweepAll(ctx);
  await workMail(ctx);
  // It is past nine already: today is done with.
  assert.equal(await onAccount(shop, shopBank), 0n);
  clock.advance(86_400_000);
  await Promise.all([sweepAll(ctx), sweepAll(ctx)]);
  await sweepAll(ctx);
  await goOnWithRedemptions(ctx);
  await workMail(ctx);
  assert.deepEqual([await onAccount(shop, shopBank), await left(shop, ofShop)], [30_00n, 0n]);
  await pay(2_00n);
  await sweepAll(ctx);
  assert.equal(await left(shop, ofShop), 2_00n);

  const above = { account: shopBank, atHour: null, aboveMinor: 5_00n };
  await shop.putSweep({ params: { number }, body: { sweep: above } });
  await sweepAll(ctx);
  assert.equal(await left(shop, ofShop), 2_00n);
  for (let times = 0; times < 2; times++) {
    await pay(3_00n);
    await pay(3_00n);
    await sweepAll(ctx);
    await workMail(ctx);
  }
  assert.deepEqual([await onAccount(shop, shopBank), await left(shop, ofShop)], [44_00n, 0n]);
  assert.equal(
    await refusal(li.putSweep({ params: { number: ofLi.number }, body: { sweep: null } })),
    'access.forbidden',
  );
});

test('a statement of a day has what was there, what moved and what is there; the same as XML and CSV', async () => {
  const { body } = await li.getWalletXml({
    params: { number: ofLi.number, day: today },
    query: { kind: 'camt.053' },
  });
  const xml = Buffer.from(body).toString();
  assert.equal((await readIncoming(body)).kind, 'read');
  assert.match(xml, /<Cd>OPBD<\/Cd>.*?<Amt Ccy="CNY">0\.00<\/Amt>/s);
  const csv = Buffer.from(
    (await li.getWalletCsv({ params: { number: ofLi.number, day: today } })).body,
  ).toString();
  const lines = csv.trimEnd().split('\r\n');
  assert.equal(lines[0], '\uFEFFtime,kind,direction,amount,balance,reference,other');
  const closing = lines.at(-1)!.split(',')[4]!;
  assert.match(xml, new RegExp(`<Cd>CLBD</Cd>.*?<Amt Ccy="CNY">${closing.replace('.', '\\.')}</Amt>`, 's'));
  assert.match(csv, /PAYMENT,out,30\.00,.*,咖啡馆 Café/);
  const days = ['2026-11-26', '2026-11-28'];
  const [earlier, later] = await Promise.all(
    days.map(async (day) =>
      Buffer.from((await li.getWalletCsv({ params: { number: ofLi.number, day } })).body).toString(),
    ),
  );
  assert.equal(earlier!.trimEnd().split('\r\n').length, 1);
  assert.match(later!.split('\r\n')[1]!, new RegExp(`out,2\\.00,${Number(closing) - 2}\\.00`));
});

test('the bank’s statement of a day comes once, and what it says agrees with the ledger', async () => {
  await sendStatements(ctx);
  await sendStatements(ctx);
  await workMail(ctx);
  const { items } = (await teller.listBankMessages({ query: {} })).body;
  assert.equal(items.filter(({ kind }) => kind === 'camt.053').length, 1);
  const csv = await teller.getDeskCsv({ params: { day: today } });
  const rows = Buffer.from(csv.body).toString().trimEnd().split('\r\n').slice(1);
  const paidIn = rows.filter((row) => row.includes(',CREDIT_TRANSFER,in,'));
  // Three top-ups and one that went back.
  assert.equal(paidIn.length, 4);
  assert.equal(rows.filter((row) => row.includes(',RETURN,out,9600.00,')).length, 1);
});

test('the day reconciles; digital yuan without renminbi, and renminbi without digital yuan, are found', async () => {
  const day = '2026-11-28';
  const desk = async () => (await teller.getDesk({ query: { day } })).body;
  const sound = await desk();
  assert.deepEqual(sound.reconciliation.differences, []);
  assert.equal(sound.holdings.differenceMinor, 0n);
  assert.equal((await teller.getDesk({ query: { day: today } })).body.reconciliation.topUps.count, 3);
  const terms = { wallet: ofLi.number, limits: ofLi.limits };
  const gift = newId();
  await ctx.till.topUp({ id: gift, operator: 'bank', wallet: terms, amountMinor: 7_00n });
  const payout = newId();
  const aside = { id: payout, operator: 'bank', wallet: terms, amountMinor: 3_00n };
  await ctx.till.askRedemption(aside);
  await ctx.till.endRedemption(payout, 'sent');
  // The operator's own system pays somebody from the account behind the wallets.
  const { body: paid } = await li.postRedemption({
    params: { number: ofLi.number },
    body: { id: newId(), amountMinor: 1_00n, account: liBank },
  });
  await workMail(ctx);
  const { items } = (await teller.listBankMessages({ query: { exchange: paid.id } })).body;
  const { xml } = (await teller.getBankMessage({ params: { no: items.at(-1)!.no } })).body;
  const stray = xml
    .replace(/<MsgId>[^<]+/, '<MsgId>STRAY')
    .replace(/<EndToEndId>[^<]+/, '<EndToEndId>STRAY')
    .replace(/<TxId>[^<]+/, '<TxId>STRAY');
  await teller.postBankMessage({ body: Buffer.from(stray) });
  // It sends back what went into the wallet.
  const kept = await topUp(2_00n);
  await workMail(ctx);
  const back = await paymentReturn({
    ...{ messageId: 'BACK', operator: 'bank', atMs: clock.nowMs(), reason: 'MS03' },
    ...{ endToEndId: endToEndOf(kept), amountMinor: 2_00n },
    original: { messageId: 'ANY', messageName: 'pain.001.001.09' },
  });
  await teller.postBankMessage({ body: Buffer.from(back) });
  await workMail(ctx);
  const { differences } = (await desk()).reconciliation;
  assert.deepEqual(
    differences.map(({ kind, walletMinor, bankMinor }) => `${kind} ${walletMinor} ${bankMinor}`).toSorted(),
    [
      'bank_without_redemption 0 100',
      'redeemed_without_bank 300 0',
      'returned_and_kept 200 0',
      'wallet_without_bank 700 0',
    ],
  );
  // A wallet that the ledger knows and the records do not.
  await ctx.till.openWallet('stray');
  await ctx.till.topUp({
    ...{ id: newId(), operator: 'bank', amountMinor: 11n },
    wallet: { ...terms, wallet: 'stray' },
  });
  assert.equal((await desk()).holdings.differenceMinor, 11n);
});

/** A top-up that its full wallet sends back, at a bank whose settlement account somebody's redemption has emptied meanwhile. */
async function uncovered() {
  await operator.putOperator({
    params: { code: 'poor' },
    body: { name: { en: 'Poor', zh: '小行' }, party: 'firm:poor' },
  });
  await operator.postIssue({ params: { code: 'poor' }, body: { id: newId(), amountMinor: 20_000_00n } });
  const poorTeller = await yuan.as({ login: 'poor-teller', party: 'firm:poor', role: 'teller' });
  const own = settlementNumber('poor');
  const [ofWang, full] = [await wallet(wang, 'poor'), await wallet(shop, 'poor')];
  const wangBank = await account(person('b1'), 10_000_00n);
  await link(wang, ofWang, wangBank);
  await link(shop, full, shopBank);
  // Digital yuan that came from elsewhere: its redemption takes what others have brought.
  for (const [{ number, limits }, amountMinor] of [
    [ofWang, 9_900_00n],
    [full, 500_00n],
  ] as const)
    await ctx.till.topUp({ id: newId(), operator: 'poor', wallet: { wallet: number, limits }, amountMinor });
  const id = newId();
  const path = { params: { number: ofWang.number } };
  await wang.postTopUp({ ...path, body: { id, amountMinor: 300_00n, account: wangBank } });
  const actOn = async (kind: string): Promise<void> => {
    const { items } = (await poorTeller.listBankMessages({ query: {} })).body;
    for (const { no } of items.filter((one) => one.kind === kind && one.state === 'sent'))
      await actOnMessage(ctx, no);
  };
  for (const kind of ['pain.001', 'camt.054']) await actOn(kind);
  await shop.postRedemption({
    params: { number: full.number },
    body: { id: newId(), amountMinor: 300_00n, account: shopBank },
  });
  await actOn('pacs.008');
  assert.equal((await standsAt(ctx.ledger, [own])).get(own), 0n);
  await workMail(ctx);
  return { id, ofWang, wangBank, own, poorTeller };
}

test('a return that the emptied settlement account does not cover waits, says why, and goes back when there is cover', async () => {
  const { id, ofWang, wangBank, own, poorTeller } = await uncovered();
  const waits = await seen(wang, ofWang, id);
  assert.deepEqual(
    [waits.state, waits.reason?.code, waits.waiting?.code],
    ['returning', 'wallet_full', 'AM04'],
  );
  const { items: atDesk } = (await poorTeller.listDeskExchanges({ query: { state: 'under_way' } })).body;
  assert.deepEqual(
    atDesk.map((one) => [one.id, one.waiting?.text.zh]),
    [[id, '备付账户余额暂时不足，资金到位后将自动退回。']],
  );
  const asksForReturn = async () =>
    (await poorTeller.listBankMessages({ query: { exchange: id } })).body.items.filter(
      ({ kind }) => kind === 'pacs.004',
    ).length;
  await goOnWithReturns(ctx);
  assert.equal(await asksForReturn(), 1);
  await payIn(ctx.ledger, { id: newId(), number: own, amountMinor: 300_00n });
  await Promise.all([goOnWithReturns(ctx), goOnWithReturns(ctx)]);
  assert.equal((await seen(wang, ofWang, id)).waiting, null);
  await workMail(ctx);
  await goOnWithReturns(ctx);
  await workMail(ctx);
  const { state, waiting } = await seen(wang, ofWang, id);
  assert.deepEqual([state, waiting, await asksForReturn()], ['returned', null, 2]);
  assert.equal(await onAccount(wang, wangBank), 10_000_00n);
  // What the bank said of the first try, come once more, takes nothing back.
  for (const { no } of (await poorTeller.listBankMessages({ query: { exchange: id } })).body.items)
    await poorTeller.postMessageRepeat({ params: { no } });
  await workMail(ctx);
  assert.deepEqual(
    [(await seen(wang, ofWang, id)).state, (await standsAt(ctx.ledger, [own])).get(own)],
    ['returned', 0n],
  );
  assert.deepEqual(
    (await poorTeller.getDesk({ query: { day: dayOf(clock.nowMs()) } })).body.reconciliation.returns,
    {
      count: 1,
      amountMinor: 300_00n,
    },
  );
});

test('whoever works at no bank that opens wallets sees none of it', async () => {
  const stranger = await yuan.as({ login: 'stranger', party: 'firm:other', role: 'teller' });
  assert.equal(await refusal(stranger.getDesk({ query: { day: today } })), 'yuan.no_operator');
  assert.equal(await refusal(stranger.listBankMessages({ query: {} })), 'yuan.no_operator');
  assert.equal(await refusal(li.getDesk({ query: { day: today } })), 'access.forbidden');
});
