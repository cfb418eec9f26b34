import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import type { NewLedgerAccount } from './account-routes.ts';
import type { Sums } from './domain.ts';
import { testBooks } from './testing.ts';
import type { NewLedgerTransfer } from './transfer-routes.ts';

const books = await testBooks();
const lin = await books.as('operator');
const zhou = await books.as('bureau');

const second = 1_000_000_000n;
const nowNs = (): bigint => BigInt(books.clock.nowMs()) * 1_000_000n;

const none = { userData128: 0n, userData64: 0n, userData32: 0 };
const cash: NewLedgerAccount = {
  ...{ ...none, id: 1n, ledger: 156, code: 1002, owner: 'bank', limit: 'none', keepsHistory: false },
  name: { en: 'Bank, settlement', zh: '银行结算户' },
};
const prepaid: NewLedgerAccount = {
  ...{ ...cash, id: 2n, code: 2203, limit: 'debits', userData64: 77n },
  name: { en: 'Bank, paid in advance', zh: '银行预付费' },
};
const office: NewLedgerAccount = {
  ...{ ...cash, id: 3n, code: 2202, owner: 'tax' },
  name: { en: 'Tax office, charges', zh: '税务局应付数据费' },
};
for (const body of [cash, prepaid, office]) await lin.postLedgerAccount({ body });

let ids = 1000n;
const transfer = (change: Partial<NewLedgerTransfer> = {}): NewLedgerTransfer => {
  ids += 1n;
  return {
    ...{ ...none, id: ids, ledger: 156, code: 2, amount: 100_00n, isPending: false, timeoutS: 0 },
    ...{ debitAccountId: 1n, creditAccountId: 2n },
    ...change,
  };
};
const send = async (change?: Partial<NewLedgerTransfer>) =>
  (await lin.postTransfer({ body: transfer(change) })).body;
const stands = async (id: bigint) => {
  const { account } = (await zhou.getLedgerAccount({ params: { id } })).body;
  return [account.debitsPending, account.debitsPosted, account.creditsPending, account.creditsPosted];
};

test('an account that is opened again is there once, under its first name; another under its id is refused', async () => {
  const { body } = await lin.postLedgerAccount({ body: { ...cash, name: { en: 'Other', zh: '别的' } } });
  assert.deepEqual(body.name, cash.name);
  assert.deepEqual([body.id, body.ledger, body.code, body.owner, body.flags], [1n, 156, 1002, 'bank', []]);
  assert.equal(
    await lin.postLedgerAccount({ body: { ...cash, code: 1012 } }).catch(codeOf),
    'ledger.account_differs',
  );
  assert.equal(
    await lin.postLedgerAccount({ body: { ...cash, id: 9n, ledger: 4242 } }).catch(codeOf),
    'ledger.unit_unknown',
  );
});

test('accounts are found by id, ledger, code, owner, user data and a part of their name, the latest first', async () => {
  const found = async (query: Parameters<typeof zhou.listLedgerAccounts>[0]['query']) =>
    (await zhou.listLedgerAccounts({ query })).body.items.map(({ id }) => id);
  assert.deepEqual(await found({}), [3n, 2n, 1n]);
  assert.deepEqual(await found({ id: 2n }), [2n]);
  assert.deepEqual(await found({ ledger: 344 }), []);
  assert.deepEqual(await found({ ledger: 156, code: 1002 }), [1n]);
  assert.deepEqual(await found({ owner: 'tax' }), [3n]);
  assert.deepEqual(await found({ userData: 77n }), [2n]);
  assert.deepEqual(await found({ name: '税务' }), [3n]);
  assert.deepEqual(await found({ name: 'IN ADVANCE' }), [2n]);
  assert.deepEqual(await found({ name: '%' }), []);
});

test('a list goes on where its page ended, and another list’s cursor is refused', async () => {
  const first = (await zhou.listLedgerAccounts({ query: { limit: 2 } })).body;
  const rest = (await zhou.listLedgerAccounts({ query: { limit: 2, cursor: first.next! } })).body;
  assert.deepEqual([first.items.length, rest.items.map(({ id }) => id), rest.next], [2, [1n], null]);
  const made = Buffer.from('["x"]').toString('base64url') as NonNullable<typeof first.next>;
  assert.equal(await zhou.listTransfers({ query: { cursor: made } }).catch(codeOf), 'page.bad_cursor');
});

test('a transfer is made once however often it is sent, and a refusal says why and spends its id', async () => {
  const before = await stands(2n);
  const body = transfer();
  assert.deepEqual((await lin.postTransfer({ body })).body, {
    id: body.id,
    kind: 'created',
    status: 'created',
  });
  assert.deepEqual((await lin.postTransfer({ body })).body, {
    id: body.id,
    kind: 'exists',
    status: 'exists',
  });
  assert.deepEqual(await stands(2n), [before[0], before[1], before[2], before[3]! + 100_00n]);
  const tooMuch = transfer({ debitAccountId: 2n, creditAccountId: 3n, amount: 10n ** 20n });
  assert.equal((await lin.postTransfer({ body: tooMuch })).body.status, 'exceedsCredits');
  assert.equal((await lin.postTransfer({ body: tooMuch })).body.status, 'idAlreadyFailed');
  const found = (await zhou.getTransfer({ params: { id: tooMuch.id } })).body;
  assert.ok(found.kind === 'refused' && found.status === 'exceedsCredits');
  assert.equal(await zhou.getTransfer({ params: { id: 5n } }).catch(codeOf), 'ledger.transfer_not_found');
});

test('a pending transfer is posted in part, released, or expires, and its page says by what', async () => {
  await send();
  const charge = { debitAccountId: 2n, creditAccountId: 3n, code: 10, isPending: true } as const;
  const [posted, voided, left] = [
    await send({ ...charge, amount: 30_00n }),
    await send({ ...charge, amount: 20_00n }),
    await send({ ...charge, amount: 10_00n, timeoutS: 60 }),
  ];
  const pending = (await zhou.getLedgerAccount({ params: { id: 3n } })).body.pending;
  assert.deepEqual(
    pending.map(({ id, state }) => [id, state]),
    [left, voided, posted].map(({ id }) => [id, 'pending']),
  );
  const settle = async (id: bigint, how: 'post' | 'void', amount: bigint | null = null) => {
    ids += 1n;
    return (await lin.postResolution({ params: { id }, body: { id: ids, how, amount } })).body;
  };
  assert.equal((await settle(posted!.id, 'post', 25_00n)).kind, 'created');
  assert.equal((await settle(posted!.id, 'post')).status, 'pendingTransferAlreadyPosted');
  assert.equal((await settle(voided!.id, 'void')).kind, 'created');
  assert.equal(await settle(4n, 'void').catch(codeOf), 'ledger.transfer_not_found');
  books.clock.advance(61_000);
  await send();
  const states = await Promise.all(
    [posted, voided, left].map(async (one) => {
      const found = (await zhou.getTransfer({ params: { id: one!.id } })).body;
      assert.ok(found.kind === 'made');
      return [found.transfer.state, found.resolution?.amount, found.resolution?.id === null];
    }),
  );
  assert.deepEqual(states, [
    ['posted', 25_00n, false],
    ['voided', 20_00n, false],
    ['expired', states[2]![1], true],
  ]);
  assert.deepEqual((await zhou.getLedgerAccount({ params: { id: 3n } })).body.pending, []);
});

test('the entries of an account say how it stood after each, down to its first', async () => {
  const all = [];
  for (let cursor: Parameters<typeof zhou.listEntries>[0]['query']['cursor']; ; ) {
    const { body } = await zhou.listEntries({ params: { id: 2n }, query: { limit: 3, cursor } });
    all.push(...body.items);
    if (body.next === null) break;
    cursor = body.next;
  }
  assert.ok(all.length > 6 && all.some(({ kind }) => kind === 'expiry'));
  const { debitsPending, debitsPosted, creditsPending, creditsPosted } = all[0]!.after!;
  assert.deepEqual([debitsPending, debitsPosted, creditsPending, creditsPosted], await stands(2n));
  for (const [at, { after, side, posted, pending }] of all.entries()) {
    const earlier: Sums = all[at + 1]?.after ?? {
      debitsPosted: 0n,
      debitsPending: 0n,
      creditsPosted: 0n,
      creditsPending: 0n,
    };
    const [sum, set] =
      side === 'debit'
        ? (['debitsPosted', 'debitsPending'] as const)
        : (['creditsPosted', 'creditsPending'] as const);
    assert.deepEqual(after, { ...earlier, [sum]: earlier[sum] + posted, [set]: earlier[set] + pending });
    const { body } = await zhou.getBalanceAt({ params: { id: 2n }, query: { at: all[at]!.timestamp } });
    assert.deepEqual(body, after);
  }
});

test('entries are narrowed by side, code and time; then no balance is told that entries in between would change', async () => {
  const entries = async (query: Parameters<typeof zhou.listEntries>[0]['query']) =>
    (await zhou.listEntries({ params: { id: 2n }, query: { limit: 200, ...query } })).body.items;
  const all = await entries({});
  const debits = await entries({ side: 'debit' });
  assert.deepEqual(
    debits.map(({ timestamp }) => timestamp),
    all.filter(({ side }) => side === 'debit').map(({ timestamp }) => timestamp),
  );
  assert.ok(debits.every(({ after }) => after === null));
  assert.ok((await entries({ code: 10 })).every(({ transfer: { code } }) => code === 10));
  const middle = all[3]!.timestamp;
  const late = await entries({ from: middle });
  const early = await entries({ until: middle });
  assert.deepEqual([...late, ...early], all);
  assert.equal(
    await zhou.listEntries({ params: { id: 99n }, query: {} }).catch(codeOf),
    'ledger.account_not_found',
  );
});

test('transfers are found by ledger, code and time, and those still pending alone', async () => {
  const open = await send({ debitAccountId: 2n, creditAccountId: 3n, code: 11, amount: 1n, isPending: true });
  const find = async (query: Parameters<typeof zhou.listTransfers>[0]['query']) =>
    (await zhou.listTransfers({ query: { limit: 200, ...query } })).body.items.map(({ id }) => id);
  assert.deepEqual(await find({ state: 'pending' }), [open!.id]);
  assert.deepEqual(await find({ code: 11 }), [open!.id]);
  assert.deepEqual(await find({ ledger: 344 }), []);
  assert.deepEqual(await find({ from: nowNs() + second }), []);
  assert.ok((await find({ until: nowNs() + second, ledger: 156 })).length > 5);
});

test('debits are credits in every ledger, now and at any moment; before the first entry there is nothing', async () => {
  const now = (await zhou.getTrialBalance({ query: {} })).body;
  assert.deepEqual(
    now.rows.map(({ code }) => code),
    [1002, 2202, 2203],
  );
  for (const at of [now.asOf, now.asOf - 30n * second]) {
    const { rows } = (await zhou.getTrialBalance({ query: { at } })).body;
    const sum = (key: 'debitsPosted' | 'creditsPosted' | 'debitsPending' | 'creditsPending') =>
      rows.reduce((total, row) => total + row[key], 0n);
    assert.equal(sum('debitsPosted'), sum('creditsPosted'));
    assert.equal(sum('debitsPending'), sum('creditsPending'));
    assert.ok(sum('debitsPosted') > 0n);
  }
  assert.deepEqual((await zhou.getTrialBalance({ query: { at: 1n } })).body.rows, []);
  assert.equal(
    await zhou.getBalanceAt({ params: { id: 1n }, query: { at: 1n } }).catch(codeOf),
    'ledger.account_not_found',
  );
});

test('a chain is shown as a whole on the page of each of its transfers', async () => {
  const link = { ledger: 156, code: 2, amount: 5n, debitAccountId: 1n, creditAccountId: 2n };
  await books.ledger.createTransfers([
    { ...link, id: 71n, flags: 1 },
    { ...link, id: 72n, flags: 1 },
    { ...link, id: 73n },
    { ...link, id: 74n },
  ]);
  for (const id of [71n, 72n, 73n]) {
    const found = (await zhou.getTransfer({ params: { id } })).body;
    assert.ok(found.kind === 'made');
    assert.deepEqual(
      found.chain.map((one) => one.id),
      [71n, 72n, 73n],
    );
  }
  const alone = (await zhou.getTransfer({ params: { id: 74n } })).body;
  assert.ok(alone.kind === 'made' && alone.chain.length === 0);
});

test('an account gets another name and owner', async () => {
  const name = { en: 'Tax office', zh: '税务局' };
  const { body } = await lin.putLedgerAccountName({ params: { id: 3n }, body: { name, owner: 'social' } });
  assert.deepEqual([body.name, body.owner], [name, 'social']);
  const gone = lin.putLedgerAccountName({ params: { id: 99n }, body: { name, owner: 'tax' } });
  assert.equal(await gone.catch(codeOf), 'ledger.account_not_found');
});

test('each wrong field of a transfer is named', async () => {
  const right = { ...transfer(), amount: '1', debitAccountId: '1', creditAccountId: '2', id: '8' };
  const body = { ...right, userData128: '0', userData64: '0' };
  const wrong = {
    amount: '0',
    debitAccountId: '-1',
    id: String(2n ** 128n - 1n),
    ledger: 0,
    userData64: String(2n ** 64n),
  };
  const answer = await fetch(`${books.url}/ledger/transfers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: books.authorizationOf('operator') },
    body: JSON.stringify({ ...body, ...wrong }),
  });
  const { errors } = (await answer.json()) as { readonly errors: readonly { readonly pointer: string }[] };
  assert.equal(answer.status, 400);
  assert.deepEqual(
    errors.map(({ pointer }) => pointer).toSorted(),
    Object.keys(wrong)
      .map((name) => `/${name}`)
      .toSorted(),
  );
});

test('who reads does not post, and a posting asks for a proof that is fresh', async () => {
  assert.equal(await zhou.postTransfer({ body: transfer() }).catch(codeOf), 'access.forbidden');
  assert.equal(await zhou.postLedgerAccount({ body: { ...cash, id: 8n } }).catch(codeOf), 'access.forbidden');
  books.clock.advance(11 * 60_000);
  assert.equal(await lin.postTransfer({ body: transfer() }).catch(codeOf), 'access.step_up_required');
});

test('the trail names the transfer and its outcome, and who read an account’s entries', () => {
  const done = books.written.filter(({ phase }) => phase === 'done');
  const made = done.find(({ action }) => action === 'ledger_transfer.make');
  assert.deepEqual(made?.facts, { ledger_transfer: '1001', outcome: 'created' });
  assert.ok(done.some(({ action, facts }) => action === 'ledger_account.read_entries' && facts.id === '2'));
});

test('the pulse shows what went through in the last minute', async () => {
  await books.ledger.createTransfers([
    { id: 90n, debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 156, code: 2 },
  ]);
  const { body } = await zhou.getPulse({});
  for await (const { data } of body) {
    assert.equal(data.perSecond.length, 60);
    assert.ok(data.total > 5 && data.refused > 0 && data.lastEntry! > 0n);
    assert.equal(data.waiting, 0);
    break;
  }
});
