import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testServer } from '../testing.ts';
import { callerOf, firstStep, password, somebody, tokenOf, withApp } from './testing.ts';

const server = await testServer();
const { clock } = server;
const stranger = callerOf(server);
const newPassword = 'another horse battery';

test('ten recovery codes are told once and stand in for the second factor, each once', async () => {
  const person = await somebody(server);
  const early = person.client.postRecoveryCodes({});
  assert.equal(await early.catch(codeOf), 'access.factor_not_found');
  await withApp(server, person);
  const { codes } = (await person.client.postRecoveryCodes({})).body;
  assert.equal(new Set(codes).size, 10);
  const use = async (code: string) => {
    const pending = await firstStep(server, person.login);
    const step = stranger.postSecondStep({ body: { kind: 'recovery_code', pending, code } });
    return step.then(() => 'done', codeOf);
  };
  assert.equal(await use(codes[0]!), 'done');
  assert.equal(await use(codes[0]!), 'access.wrong_factor');
  const together = await Promise.all([use(codes[1]!), use(codes[1]!)]);
  assert.deepEqual(together.toSorted(), ['access.wrong_factor', 'done']);
  assert.equal((await person.client.getFactors({})).body.recoveryCodes, 8);
  const { codes: later } = (await person.client.postRecoveryCodes({})).body;
  assert.equal(await use(codes[2]!), 'access.wrong_factor');
  assert.equal(await use(later[0]!.toLowerCase().replaceAll('-', ' ')), 'done');
  for (const code of [...codes, ...later]) assert.ok(!server.logged.join('').includes(code));
});

test('nobody uses another’s recovery code, and without a factor left none is kept', async () => {
  const [owner, other] = [await somebody(server), await somebody(server)];
  await withApp(server, owner);
  await withApp(server, other);
  const { codes } = (await owner.client.postRecoveryCodes({})).body;
  const pending = await firstStep(server, other.login);
  const stolen = stranger.postSecondStep({ body: { kind: 'recovery_code', pending, code: codes[0]! } });
  assert.equal(await stolen.catch(codeOf), 'access.wrong_factor');
  await owner.client.deleteTotp({});
  assert.equal((await owner.client.getFactors({})).body.recoveryCodes, 0);
});

test('who lost all comes back by an administrator’s code: new password, no factor, every session over', async () => {
  const [operator, person] = [await somebody(server, ['operator']), await somebody(server)];
  await withApp(server, person);
  await operator.client.postProof({ body: { kind: 'password', password } });
  const { code } = (await operator.client.postRecovery({ params: { id: person.id } })).body;
  const refusedFor = (given: string) =>
    stranger.postRecoveryRedemption({ body: { code, password: given } }).then(() => 'done', codeOf);
  assert.equal(await refusedFor('short'), 'access.weak_password');
  assert.equal(await refusedFor(password), 'access.password_reused');
  assert.equal(await refusedFor('Finharbor-Finharbor-1'), 'access.password_guessable');
  assert.equal((await person.client.getSession({})).status, 200, 'nothing happened yet');
  const pending = await firstStep(server, person.login);
  const { body } = await stranger.postRecoveryRedemption({ body: { code, password: newPassword } });
  assert.equal(body.id, person.id);
  assert.equal(await person.client.getSession({}).catch(codeOf), 'access.session_over');
  const waiting = stranger.postSecondStep({ body: { kind: 'totp', pending, code: '000000' } });
  assert.equal(await waiting.catch(codeOf), 'access.sign_in_over');
  const old = stranger.postSession({ body: { login: person.login, password } });
  assert.equal(await old.catch(codeOf), 'access.wrong_login');
  const back = await stranger.postSession({ body: { login: person.login, password: newPassword } });
  assert.equal(back.status, 201);
  const again = stranger.postRecoveryRedemption({ body: { code, password: newPassword } });
  assert.equal(await again.catch(codeOf), 'access.wrong_code');
});

test('no session opened by a second step outlives a recovery that goes on beside it', async () => {
  const [operator, person] = [await somebody(server, ['operator']), await somebody(server)];
  const codeAt = await withApp(server, person);
  const { codes } = (await person.client.postRecoveryCodes({})).body;
  const { code } = (await operator.client.postRecovery({ params: { id: person.id } })).body;
  const pendings = await Promise.all(Array.from({ length: 6 }, () => firstStep(server, person.login)));
  const steps = pendings.map((pending, at) =>
    stranger
      .postSecondStep({
        body:
          at === 0
            ? { kind: 'totp', pending, code: codeAt(clock.nowMs()) }
            : { kind: 'recovery_code', pending, code: codes[at]! },
      })
      .then(
        ({ body }) => ({ token: body.token! }),
        (error: unknown) => ({ code: codeOf(error) }),
      ),
  );
  await stranger.postRecoveryRedemption({ body: { code, password: newPassword } });
  for (const step of await Promise.all(steps))
    if ('code' in step) assert.match(step.code, /^access\./);
    else assert.equal(await callerOf(server, step.token).getSession({}).catch(codeOf), 'access.session_over');
});

test('a recovery code is good for a day, the latest alone, and not for an account ended meanwhile', async () => {
  const [operator, person] = [await somebody(server, ['operator']), await somebody(server)];
  const issue = async () => (await operator.client.postRecovery({ params: { id: person.id } })).body.code;
  const [first, second] = [await issue(), await issue()];
  const redeem = (code: string) =>
    stranger.postRecoveryRedemption({ body: { code, password: newPassword } }).then(() => 'done', codeOf);
  assert.equal(await redeem(first), 'access.wrong_code');
  await server.accounts.disable(person.id);
  assert.equal(await redeem(second), 'access.wrong_code');
  const late = await somebody(server);
  const { code } = (await operator.client.postRecovery({ params: { id: late.id } })).body;
  clock.advance(24 * 3_600_000);
  assert.equal(await redeem(code), 'access.wrong_code');
});

test('only another administrator, freshly proven, issues one', async () => {
  const [operator, person] = [await somebody(server, ['operator']), await somebody(server)];
  const issue = (client = operator.client, id = person.id) =>
    client.postRecovery({ params: { id } }).then(() => 'done', codeOf);
  assert.equal(await issue(person.client, operator.id), 'access.forbidden');
  assert.equal(await issue(operator.client, operator.id), 'access.own_account');
  assert.equal(
    await issue(operator.client, '01937f00-0000-7000-8000-000000000000'),
    'access.account_not_found',
  );
  clock.advance(10 * 60_000 + 1);
  assert.equal(await issue(), 'access.step_up_required');
  await operator.client.postProof({ body: { kind: 'password', password } });
  assert.equal(await issue(), 'done');
});

test('one sees where one is signed in, and ends one session, or all others; an administrator ends all', async () => {
  const [operator, person] = [await somebody(server, ['operator']), await somebody(server)];
  const browser = { 'content-type': 'application/json', 'user-agent': `Firefox/${'1'.repeat(300)}` };
  const body = JSON.stringify({ login: person.login, password });
  await fetch(`${server.url}/session`, { method: 'POST', headers: browser, body });
  const third = callerOf(server, await tokenOf(server, person.login));
  const listed = (await person.client.listSessions({})).body;
  assert.equal(listed.length, 3);
  const [fox] = listed.filter(({ userAgent }) => userAgent.startsWith('Firefox'));
  assert.deepEqual([fox!.address, fox!.userAgent.length, fox!.isCurrent], ['127.0.0.1', 200, false]);
  assert.equal(listed.filter(({ isCurrent }) => isCurrent).length, 1);
  const others = operator.client.deleteListedSession({ params: { id: fox!.id } });
  assert.equal(await others.catch(codeOf), 'access.session_not_found');
  await person.client.deleteListedSession({ params: { id: fox!.id } });
  assert.equal((await person.client.listSessions({})).body.length, 2);
  await person.client.deleteOtherSessions({});
  assert.equal(await third.getSession({}).catch(codeOf), 'access.session_over');
  const forbidden = person.client.deleteAccountSessions({ params: { id: operator.id } });
  assert.equal(await forbidden.catch(codeOf), 'access.forbidden');
  await operator.client.deleteAccountSessions({ params: { id: person.id } });
  assert.equal(await person.client.getSession({}).catch(codeOf), 'access.session_over');
});
