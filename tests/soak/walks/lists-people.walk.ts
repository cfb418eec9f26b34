import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sessionIn } from '@finharbor/access';
import { accessRoutes } from '@finharbor/access/contract';
import { codeOf } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import type { Page } from 'playwright-core';
import { agree } from '../../../apps/cli/src/demo/contracts.ts';
import { type People, signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { somebodyWith } from '../../harness/api.ts';
import { become, isClean, isThere, type Person, type Role } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

// Lists of people and loans, as those who work in them all day use them; and what is half written, which is nobody else's.

let people: People;
let loan: string;
const { harbor, browser } = stage(100, async () => {
  people = await signInAll(harbor().home, harbor().current().urls);
  const { score } = await agree(people);
  loan = await publish(score, '1000000.00');
  await publish(score, '200000.00');
});
const english = { language: 'en' } as const;
const as = (name: RegExp, role: Partial<Role> = {}): Promise<Person> =>
  become(browser(), harbor().current().url, { name, view: english, ...role });

async function publish(scoringContract: string, mostAmount: string): Promise<string> {
  const asks = [
    { name: 'Staff', title: { en: 'Staff', zh: '员工数' }, kind: 'numeric' as const, options: [] },
  ];
  const { body } = await people.bankApprover.postLoan({
    body: {
      title: { en: `Loan up to ${mostAmount}`, zh: `贷款${mostAmount}` },
      currency: 'CNY',
      mostAmount,
      cutOffPoints: 450,
      rates: [{ fromPoints: 450, rateBp: 500 }],
      promisedDays: 3,
      scoringContract,
      model: crypto.randomUUID(),
      asks,
    },
  });
  return body.id;
}

test('a filter of accounts stands in the address, is gone back from, and only what is left goes into a file', async () => {
  await using operator = await as(/Lin Wei/, { by: 'keyboard' });
  const { page, hand } = operator;
  await operator.open('/accounts');
  await page.getByText('Rows: 5', { exact: true }).waitFor();
  await hand.fill(page.getByLabel('Person'), 'owner');
  await hand.press(page.getByRole('button', { name: 'Search' }));
  await page.getByText('Rows: 3', { exact: true }).waitFor();
  assert.equal(new URL(page.url()).search, '?person=owner');
  await isClean(operator);
  const saved = page.waitForEvent('download');
  await hand.press(page.getByRole('button', { name: 'Save', exact: true }));
  await hand.press(page.getByRole('menuitem', { name: /CSV/ }));
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  assert.equal(lines[0], '\uFEFFName,Login,Roles,Organisation', 'buttons are in no file');
  assert.deepEqual(
    lines.slice(1).map((line) => line.split(',')[1]),
    ['owner-a', 'owner-b', 'owner-c'],
  );
  await page.goBack();
  await page.getByText('Rows: 5', { exact: true }).waitFor();
  assert.equal(await page.getByLabel('Person').inputValue(), '');
});

test('a view of loan products is shared, and a colleague takes it up', async () => {
  await using analyst = await as(/Chen Jia/);
  const { page } = analyst;
  await analyst.open('/loan-products');
  await page.getByLabel('At most from').fill('500000');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Rows: 1', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await page.getByLabel('Name of the view').fill('Large ones');
  await page.getByRole('checkbox', { name: 'Everybody of the organisation sees it' }).check({ force: true });
  await isClean(analyst);
  await page.getByRole('button', { name: 'Save the view' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await using approver = await as(/Wu Gang/);
  const other = approver.page;
  await approver.open('/loan-products');
  await other.getByText('Rows: 2', { exact: true }).waitFor();
  await other.getByRole('button', { name: 'Views' }).click();
  await other.getByRole('menuitem', { name: 'Large ones' }).click();
  await other.getByText('Rows: 1', { exact: true }).waitFor();
  assert.equal(new URL(other.url()).search, '?most.from=500000');
});

test('several accounts are ended by one count and one proof, each with its outcome, and come back', async () => {
  const roles = ['auditor', 'bureau', 'operator'];
  const [auditor, ...others] = await Promise.all(roles.map((role) => somebodyWith(harbor(), 'hub', role)));
  await using operator = await as(/Lin Wei/);
  const { page } = operator;
  await operator.open('/accounts?person=has-');
  await page.getByRole('checkbox', { name: 'Choose all rows' }).check();
  await page.getByText('Chosen: 3 of 3').waitFor();
  await page.getByRole('button', { name: 'End: 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'End 3 of 3 chosen?' });
  await isClean(operator);
  await harbor().sql('hub', "update access_session set proven_at = proven_at - interval '11 minutes'");
  await harbor().sql('hub', 'update access_user set disabled_at = now() where login = $1', [auditor!.login]);
  await dialog.getByRole('button', { name: 'End: 3' }).click();
  await page.getByRole('button', { name: /^Prove as/ }).click();
  await dialog.getByText('Finished. Done: 2 of 3. Failed: 1').waitFor();
  assert.match(
    (await dialog.getByRole('listitem').allTextContents()).join(),
    /^auditor There is no such account,(bureau done,operator|operator done,bureau) done$/,
  );
  await isClean(operator);
  await dialog.getByRole('button', { name: 'Back' }).click();
  await page.getByText('Nothing fits these filters').waitFor();
  await page.getByText('Accounts ended: 2').waitFor();
  for (const { again } of others) await assert.rejects(again, /access.wrong_login/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('Accounts brought back: 2').waitFor();
  await page.getByText('Rows: 2', { exact: true }).waitFor();
  for (const { again } of others) assert.ok(await again());
});

test('who does not prove it is asked once, not for each row', async () => {
  await using operator = await as(/Lin Wei/);
  const { page } = operator;
  await operator.open('/accounts?person=o');
  await page.getByRole('checkbox', { name: 'Choose all rows' }).check();
  await page.getByRole('button', { name: 'End: 5' }).click();
  await harbor().sql('hub', "update access_session set proven_at = proven_at - interval '11 minutes'");
  await page.getByRole('dialog').getByRole('button', { name: 'End: 5' }).click();
  const proof = page.getByRole('dialog', { name: 'Prove again who you are' });
  await proof.getByRole('button', { name: 'Back' }).click();
  await page.getByText('Finished. Done: 0 of 5. Failed: 4').waitFor();
  assert.equal(await proof.count(), 0);
});

test('roles that were changed by a slip are given back', async () => {
  await using admin = await as(/Gao Yun/);
  const { page } = admin;
  await admin.open('/accounts');
  const row = page.getByRole('row').filter({ hasText: 'Chen Jia' });
  await row.getByRole('button', { name: /^Roles of/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Data steward' }).check({ force: true });
  await dialog.getByLabel('Reason').fill('stands in for the steward');
  await dialog.getByRole('button', { name: 'Change the roles' }).click();
  await row.getByText('Data steward').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('The roles are as they were').waitFor();
  await row.getByText('Data steward').waitFor({ state: 'detached' });
  await row.getByRole('button', { name: /^Roles of/ }).click();
  await dialog.getByText('Undone: stands in for the steward').waitFor();
});

test('invitations are taken back several at a time, on a phone', async () => {
  const codes = await Promise.all(['late', 'later'].map(invite));
  await using operator = await as(/林伟/, { view: { language: 'zh-CN', width: 320, touch: true } });
  const { page } = operator;
  await operator.open('/accounts?tab=invitations');
  await page.getByText('共 2 条', { exact: true }).waitFor();
  await isClean(operator);
  await page.getByRole('button', { name: /^筛选/ }).click();
  await page.getByLabel('人员').fill('late');
  await isClean(operator);
  await page.getByRole('button', { name: '查询' }).click();
  for (const name of ['late', 'later'])
    await page.getByRole('checkbox', { name: `选择${name}`, exact: true }).check();
  await page.getByRole('button', { name: '撤回（2）' }).click();
  const dialog = page.getByRole('dialog', { name: '撤回所选 2 条中的 2 条？' });
  await isClean(operator);
  await dialog.getByRole('button', { name: '撤回（2）' }).click();
  await dialog.getByText('已结束：完成 2 条').waitFor();
  await dialog.getByRole('button', { name: '返回' }).click();
  await page.getByText('没有待接受的邀请').waitFor();
  await isClean(operator);
  for (const code of codes) {
    const redemption = hub().postInvitationRedemption({ body: { code, password: 'Quay-Lantern-41-Heron' } });
    assert.equal(await redemption.catch(codeOf), 'access.wrong_code');
  }
});

test('an application half written outlives signing out, is found in another browser, and leaves nothing in the first', async () => {
  const path = `/loans/bank/${loan}/apply`;
  await using first = await as(/He Fang/);
  await makeKey(first);
  await first.open(path);
  const { page, hand } = first;
  await hand.fill(page.getByLabel('Amount in yuan'), '123456.78');
  await hand.press(page.getByRole('button', { name: 'Next' }));
  await hand.fill(page.getByLabel('Staff'), '77123');
  await hand.press(page.getByRole('banner').getByRole('button', { name: 'Sign out' }));
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  assert.doesNotMatch(await kept(page), /123456|77123|apply|consent/);

  await using second = await as(/He Fang/, { view: { language: 'en', width: 320, touch: true } });
  await makeKey(second);
  await second.open(path);
  const own = second.page;
  await own.getByText('This is your draft of earlier').waitFor();
  assert.match(await own.getByLabel('Staff').inputValue(), /^77,?123$/);
  await isClean(second);
  await own.getByRole('button', { name: 'Back', exact: true }).click();
  assert.equal(await own.getByLabel('Amount in yuan').inputValue(), '123456.78');
  // What was typed the moment before the page is left is kept, too.
  await own.getByLabel('Amount in yuan').fill('98765.43');
  await own.reload();
  await own.getByText('This is your draft of earlier').waitFor();
  assert.equal(await own.getByLabel('Amount in yuan').inputValue(), '98765.43');
  await own.getByRole('button', { name: 'Begin anew' }).click();
  await own.reload();
  await isThere(own);
  assert.equal(await own.getByLabel('Amount in yuan').inputValue(), '');
});

/** What the window and the browser keep, less the databases. */
function kept(page: Page): Promise<string> {
  return page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
}

/** The firm's device makes a key, and the registrar's steward vouches for it. */
async function makeKey({ page, hand }: Person): Promise<void> {
  const before = (await people.taxSteward.listKeyRequests({})).body.map(({ publicKey }) => publicKey);
  await hand.press(page.getByRole('button', { name: 'Make the key' }));
  const { uscc, publicKey } = await until(async () =>
    (await people.taxSteward.listKeyRequests({})).body.find((one) => !before.includes(one.publicKey)),
  );
  await people.taxSteward.putFirmKey({ params: { uscc }, body: { publicKey } });
  await page.getByText('You can sign').waitFor();
}

function hub(token?: string) {
  return typedClient(accessRoutes, harbor().current().url, (url, { headers, ...init }) =>
    fetch(url, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );
}

async function invite(login: string): Promise<string> {
  const { token } = sessionIn((await hub().postDemoSession({ body: { login: 'operator' } })).body);
  return (await hub(token).postInvitation({ body: { login, name: login, roles: ['bureau'] } })).body.code;
}
