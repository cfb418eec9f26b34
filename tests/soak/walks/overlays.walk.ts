import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agree } from '../../../apps/cli/src/demo/contracts.ts';
import { signInAll } from '../../../apps/cli/src/demo/people.ts';
import { type View, visit } from '../../harness/browser.ts';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

// What lies above a screen or comes after a wrong input, and is not on the way of the main job: whole-job.ts opens the rest.

let contract: string;
const { harbor, browser } = stage(100, async () => {
  const people = await signInAll(harbor().home, harbor().current().urls);
  contract = (await agree(people)).train;
});

type Words = {
  readonly [word in
    | 'operator'
    | 'approver'
    | 'end'
    | 'endContract'
    | 'pin'
    | 'name'
    | 'settings'
    | 'menu'
    | 'login'
    | 'password'
    | 'signIn']: string;
};
const english: Words = {
  operator: 'Lin Wei',
  approver: 'Wu Gang',
  end: 'End the account of',
  endContract: 'End the contract',
  pin: 'Pin a party’s key',
  name: 'Short name',
  settings: 'Table settings',
  menu: 'Menu',
  login: 'Login',
  password: 'Password',
  signIn: 'Sign in',
};
const chinese: Words = {
  operator: '林伟',
  approver: '吴刚',
  end: '停用',
  endContract: '终止合同',
  pin: '固定参与方公钥',
  name: '简称',
  settings: '表格设置',
  menu: '菜单',
  login: '登录名',
  password: '密码',
  signIn: '登录',
};

const looks: readonly (readonly [View, Words])[] = [
  [{ language: 'en' }, english],
  [{ language: 'zh-CN', width: 320, touch: true }, chinese],
];

for (const [view, words] of looks) {
  const as = (who: string): Promise<Person> =>
    become(browser(), harbor().current().url, { name: new RegExp(who), view });

  test(`dialogs and menus are usable by everybody (${view.language})`, async () => {
    await using operator = await as(words.operator);
    await operator.open('/accounts');
    await operator.page.getByRole('button', { name: words.end }).first().click();
    await isCleanDialog(operator);
    await using approver = await as(words.approver);
    const { page } = approver;
    await approver.open(`/contracts/${contract}`);
    await page.getByRole('button', { name: words.endContract }).click();
    await isCleanDialog(approver);
    await approver.open('/peers');
    await page.getByLabel(words.name).fill('tax');
    await page.getByRole('button', { name: words.pin }).click();
    await isCleanDialog(approver);
    await approver.open('/contracts');
    await page.getByRole('button', { name: words.settings }).click();
    await page.getByRole('menu').waitFor();
    await isClean(approver);
    await page.keyboard.press('Escape');
    if (view.width === undefined) return;
    await page.locator('header summary').filter({ visible: true }).first().click();
    await page.getByRole('banner').getByRole('navigation').waitFor();
    await isClean(approver);
  });

  test(`a wrong sign-in is told in a way everybody can use (${view.language})`, async () => {
    await using stranger = await visit(browser(), view);
    const { page } = stranger;
    await page.goto(`${harbor().current().urls.get('bank')!}/app/sign-in`);
    await page.getByLabel(words.login).fill('nobody');
    await page.getByLabel(words.password).fill('not the password');
    await page.getByRole('main').getByRole('button', { name: words.signIn }).click();
    await page.getByRole('alert').waitFor();
    assert.ok(
      await page.getByRole('alert').evaluate((box) => box === box.ownerDocument.activeElement),
      'what went wrong takes the focus',
    );
    await isClean(stranger);
  });
}

async function isCleanDialog(person: Person): Promise<void> {
  await person.page.getByRole('dialog').waitFor();
  await isClean(person);
  await person.page.keyboard.press('Escape');
  await person.page.getByRole('dialog').waitFor({ state: 'detached' });
}
