import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';
import { accountStore } from './account-store.ts';
import { type AccountStore, accessPolicy } from './store.ts';

const database = await testDatabase<AccessTables>([accessMigrations]);
after(() => database[Symbol.asyncDispose]());

const clock = manualClock(1_795_248_000_000);
// A thousandth of the cost: the guarantees below do not rest on it.
const passwordCost = { m: 64, t: 1, p: 1 };
const accounts: AccountStore = accountStore(database.db, { clock, random: systemRandom, passwordCost });
const password = 'correct horse battery';
const wrong = 'incorrect horse battery';
let made = 0;
async function person(): Promise<string> {
  const login = `person-${++made}`;
  await accounts.create({ login, name: 'Chen Jia', password, party: 'bank', roles: ['analyst', 'approver'] });
  return login;
}
const code = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);

async function token(login: string): Promise<string> {
  const result = await accounts.signIn({ login, password });
  assert.ok(result.kind === 'signed_in');
  return result.token;
}

test('a login opens a session in any case and width; the session knows its account and ends when it is told to', async () => {
  const login = await person();
  const wide = login.replace(/[!-~]/g, (one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0));
  assert.equal((await accounts.signIn({ login: wide, password })).kind, 'signed_in');
  const result = await accounts.signIn({ login: login.toUpperCase(), password });
  assert.ok(result.kind === 'signed_in');
  assert.equal(Buffer.from(result.token, 'base64url').length, 32);
  const open = await accounts.session(result.token);
  assert.deepEqual(open?.account, {
    id: result.account.id,
    login,
    name: 'Chen Jia',
    party: 'bank',
    roles: ['analyst', 'approver'],
  });
  await accounts.signOut(open.id);
  assert.equal(await accounts.session(result.token), undefined);
});

test('a page that looks by itself keeps no session open', async () => {
  const watched = await token(await person());
  for (let minutes = 0; minutes < 60; minutes += 10) {
    assert.ok(await accounts.session(watched, 'look'));
    clock.advance(10 * 60_000);
  }
  assert.equal(await accounts.session(watched, 'look'), undefined);
});

test('sessions end after an idle hour and after twelve hours of use', async () => {
  const login = await person();
  const idle = await token(login);
  clock.advance(accessPolicy.idleMs - 1);
  assert.ok(await accounts.session(idle));
  clock.advance(accessPolicy.idleMs);
  assert.equal(await accounts.session(idle), undefined);
  const used = await token(login);
  const opened = clock.nowMs();
  while (clock.nowMs() + accessPolicy.idleMs - 1 < opened + accessPolicy.sessionMs) {
    clock.advance(accessPolicy.idleMs - 1);
    assert.ok(await accounts.session(used));
  }
  clock.advance(accessPolicy.idleMs - 1);
  assert.equal(await accounts.session(used), undefined);
});

test('ten failures lock a login, known or not, for the same time and with the same answer', async () => {
  for (const login of [await person(), 'nobody-has-this']) {
    for (let failure = 0; failure < accessPolicy.maxFailures; failure++)
      assert.deepEqual(await accounts.signIn({ login, password: wrong }), { kind: 'wrong' });
    const untilMs = clock.nowMs() + accessPolicy.lockMs;
    assert.deepEqual(await accounts.signIn({ login, password }), { kind: 'locked', untilMs });
    clock.advance(accessPolicy.lockMs - 1);
    assert.deepEqual(await accounts.signIn({ login, password }), { kind: 'locked', untilMs });
    clock.advance(1);
    const after = await accounts.signIn({ login, password });
    assert.equal(after.kind, login === 'nobody-has-this' ? 'wrong' : 'signed_in');
  }
});

test('guesses made side by side count like guesses in a row', async () => {
  const login = await person();
  const guesses = Array.from({ length: 14 }, () => accounts.signIn({ login, password: wrong }));
  const kinds = (await Promise.all(guesses)).map((result) => result.kind);
  assert.equal(kinds.filter((kind) => kind === 'wrong').length, accessPolicy.maxFailures);
  assert.equal(kinds.filter((kind) => kind === 'locked').length, 14 - accessPolicy.maxFailures);
});

test('a success forgives the failures before it', async () => {
  const login = await person();
  for (let round = 0; round < 3; round++) {
    for (let failure = 0; failure < accessPolicy.maxFailures - 1; failure++)
      await accounts.signIn({ login, password: wrong });
    assert.equal((await accounts.signIn({ login, password })).kind, 'signed_in');
  }
});

test('a new password ends the old one and every session', async () => {
  const login = await person();
  const before = await token(login);
  const { account } = (await accounts.session(before))!;
  const change = { accountId: account.id, old: wrong, password: 'another horse battery' };
  assert.equal(await code(accounts.changePassword(change)), 'access.wrong_login');
  assert.equal(
    await code(accounts.changePassword({ ...change, old: password, password: 'short' })),
    'access.weak_password',
  );
  await accounts.changePassword({ ...change, old: password });
  assert.equal(await accounts.session(before), undefined);
  assert.equal((await accounts.signIn({ login, password })).kind, 'wrong');
  assert.equal((await accounts.signIn({ login, password: change.password })).kind, 'signed_in');
});

test('no session opened with the old password outlives a change that goes on beside the sign-in', async () => {
  const login = await person();
  const { account } = (await accounts.session(await token(login)))!;
  const signIns = Array.from({ length: 6 }, () => accounts.signIn({ login, password }));
  await accounts.changePassword({ accountId: account.id, old: password, password: 'another horse battery' });
  for (const result of await Promise.all(signIns))
    if (result.kind === 'signed_in') assert.equal(await accounts.session(result.token), undefined);
});

test('sessions that have run out are deleted when somebody signs in', async () => {
  await token(await person());
  clock.advance(accessPolicy.sessionMs + 1);
  await token(await person());
  const left = await database.db.selectFrom('access_session').selectAll().execute();
  assert.equal(left.length, 1);
});

test('a disabled account has no sessions and opens none', async () => {
  const login = await person();
  const open = await token(login);
  await accounts.disable((await accounts.session(open))!.account.id);
  assert.equal(await accounts.session(open), undefined);
  assert.equal((await accounts.signIn({ login, password })).kind, 'wrong');
});

test('weak passwords, odd logins and taken logins are refused by name', async () => {
  const login = await person();
  const attempt = (parts: object) =>
    code(accounts.create({ login: 'new-one', name: 'New', password, party: 'bank', roles: [], ...parts }));
  assert.equal(await attempt({ login }), 'access.login_taken');
  assert.equal(await attempt({ login: login.toUpperCase() }), 'access.login_taken');
  assert.equal(await attempt({ login: 'a b' }), 'access.bad_login');
  assert.equal(await attempt({ password: 'Ab1$Ab1$Ab1' }), 'access.weak_password');
  assert.equal(await attempt({ password: 'onlylowercase' }), 'access.weak_password');
  assert.equal(await attempt({ password: 'x-New-One-1234' }), 'access.weak_password');
  assert.equal(await attempt({ password: 'Kettle-at-7-dawn' }), 'done');
});

test('a password of 12, 64 or 128 characters counts to its last one, spaces and signs of any script among them', async () => {
  const words = 'Kettle at 7 清晨的水壶 ünter Brücken 🚢 ';
  for (const length of [12, 64, 128]) {
    const long = [...words.repeat(6)].slice(0, length - 1).join('');
    const login = `long-${length}`;
    const of = (last: string) => ({ login, password: long + last });
    await accounts.create({ ...of('a'), name: 'Chen Jia', party: 'bank', roles: [] });
    assert.equal((await accounts.signIn(of('a'))).kind, 'signed_in');
    assert.equal((await accounts.signIn(of('b'))).kind, 'wrong');
    assert.equal((await accounts.signIn(of('A'))).kind, 'wrong');
    assert.equal((await accounts.signIn(of(''))).kind, 'wrong');
  }
  const longer = { login: 'long-129', name: 'X', password: 'kettle 7 Dawn '.repeat(10).slice(0, 129) };
  assert.equal(await code(accounts.create({ ...longer, party: 'bank', roles: [] })), 'access.weak_password');
});

test('a one-time code makes one account, forgives how it is typed, and dies with use or time', async () => {
  const purpose = 'setup';
  const use = (login: string) => ({
    purpose,
    account: { login, name: login, password, party: 'hub', roles: ['operator'] },
  });
  const shown = await accounts.issueCode({ purpose, validMs: 60_000 });
  assert.match(shown, /^([0-9A-HJKMNP-TV-Z]{7}-){3}[0-9A-HJKMNP-TV-Z]{7}$/);
  assert.equal(
    await code(accounts.redeemCode(shown, { ...use('op-0'), purpose: 'other' })),
    'access.wrong_code',
  );
  assert.equal(await code(accounts.redeemCode(shown, use('o'))), 'access.bad_login');
  const typed = shown.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  const tries = ['op-1', 'op-2', 'op-3'].map((login) => code(accounts.redeemCode(typed, use(login))));
  assert.deepEqual((await Promise.all(tries)).toSorted(), ['access.wrong_code', 'access.wrong_code', 'done']);
  const late = await accounts.issueCode({ purpose, validMs: 60_000 });
  clock.advance(60_000);
  assert.equal(await code(accounts.redeemCode(late, use('op-4'))), 'access.wrong_code');
});

test('a new code ends the earlier one of its purpose, and that of no other', async () => {
  const use = (purpose: string, login: string) => ({
    purpose,
    account: { login, name: login, password, party: 'hub', roles: [] },
  });
  const other = await accounts.issueCode({ purpose: 'recovery', validMs: 60_000 });
  const lost = await accounts.issueCode({ purpose: 'setup', validMs: 60_000 });
  const shown = await accounts.issueCode({ purpose: 'setup', validMs: 60_000 });
  assert.equal(await code(accounts.redeemCode(lost, use('setup', 'op-5'))), 'access.wrong_code');
  assert.equal(await code(accounts.redeemCode(shown, use('setup', 'op-5'))), 'done');
  assert.equal(await code(accounts.redeemCode(other, use('recovery', 'op-6'))), 'done');
});

test('ten wrong codes lock their purpose for a while, the right one too; a refused password is no wrong code', async () => {
  const use = {
    purpose: 'locking',
    account: { login: 'op-7', name: 'Op', password, party: 'hub', roles: [] },
  };
  const weak = { ...use, account: { ...use.account, password: 'short' } };
  const shown = await accounts.issueCode({ purpose: use.purpose, validMs: 3_600_000 });
  for (let tries = 0; tries <= accessPolicy.maxFailures; tries++)
    assert.equal(await code(accounts.redeemCode(shown, weak)), 'access.weak_password');
  for (let tries = 0; tries < accessPolicy.maxFailures; tries++)
    assert.equal(await code(accounts.redeemCode('0', use)), 'access.wrong_code');
  assert.equal(await code(accounts.redeemCode(shown, use)), 'access.locked');
  clock.advance(accessPolicy.lockMs);
  assert.equal(await code(accounts.redeemCode(shown, use)), 'done');
});

test('no password, token or code can be read out of the database', async () => {
  const login = await person();
  const opened = await token(login);
  const shown = await accounts.issueCode({ purpose: 'setup', validMs: 1 });
  const tables = [
    'access_user',
    'access_credential',
    'access_session',
    'access_code',
    'access_failure',
  ] as const;
  for (const table of tables) {
    const rows = await database.db.selectFrom(table).selectAll().execute();
    assert.ok(rows.length > 0 || table === 'access_failure');
    const text = rows
      .map((row) =>
        Object.values(row)
          .map((value) => String(value))
          .join(),
      )
      .join();
    for (const secret of [password, opened, shown, shown.replaceAll('-', '')])
      assert.ok(!text.includes(secret));
  }
});

test('a hash made at another cost is made anew at sign-in', async () => {
  const login = await person();
  const dearer = accountStore(database.db, {
    clock,
    random: systemRandom,
    passwordCost: { m: 128, t: 1, p: 1 },
  });
  const hash = async () =>
    (
      await database.db
        .selectFrom('access_credential as c')
        .innerJoin('access_user as u', 'u.id', 'c.user_id')
        .select('c.password')
        .where('u.login', '=', login)
        .executeTakeFirstOrThrow()
    ).password!;
  assert.match(await hash(), /m=64,/);
  assert.equal((await dearer.signIn({ login, password })).kind, 'signed_in');
  assert.match(await hash(), /m=128,/);
  assert.equal((await accounts.signIn({ login, password })).kind, 'signed_in');
});

test('accounts are counted', async () => {
  const before = await accounts.count();
  await person();
  assert.equal(await accounts.count(), before + 1);
});

test('the accounts of a party are found by their roles there, those that were ended left out', async () => {
  const make = (login: string, party: string, ...roles: readonly string[]) =>
    accounts.create({ login, name: login, password, party, roles });
  const clerk = await make('office-clerk', 'office', 'clerk');
  const both = await make('office-both', 'office', 'chief', 'clerk');
  const chief = await make('office-chief', 'office', 'chief');
  await make('elsewhere-clerk', 'elsewhere', 'clerk');
  await make('office-nothing', 'office');
  const found = async (...roles: readonly string[]) =>
    (await accounts.withRoles({ party: 'office', roles })).map(({ id }) => id);
  assert.deepEqual(await found('clerk'), [both.id, clerk.id]);
  assert.deepEqual(await found('clerk', 'chief'), [both.id, chief.id, clerk.id]);
  assert.deepEqual(await found('cler'), []);
  assert.deepEqual(await found(), []);
  await accounts.disable(both.id);
  assert.deepEqual(await found('clerk'), [clerk.id]);
});
