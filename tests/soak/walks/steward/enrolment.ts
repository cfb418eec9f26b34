import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signDocument } from '@finharbor/access';
import { hubRoutes } from '@finharbor/harbor';
import { fingerprint, generateSigningKey, systemClock } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { invitedPassword, type Signed, somebodyWith, unverifiedOwner } from '../../../harness/api.ts';
import { type View, type Visitor, visit } from '../../../harness/browser.ts';
import { become, isClean, isThere } from '../../../harness/person.ts';
import { stage } from '../../../harness/stage.ts';

const { harbor, browser } = stage(100);

/** A node asks to join, as one does when it starts; gives the fingerprint its operator would read out. */
async function ask(party: string): Promise<string> {
  const key = generateSigningKey();
  const body = {
    party,
    name: { en: 'Land Registry', zh: '不动产登记中心' },
    publicKey: key.publicKey,
    linkHost: '127.0.0.1',
    linkPort: 9,
    url: 'http://127.0.0.1:9',
    registrar: false,
    noteKey: `${party}+key`,
    demo: true,
  };
  const draft = { type: 'enrolment', issuer: party, audience: ['*'], body, issuedAtMs: systemClock.nowMs() };
  await typedClient(hubRoutes, harbor().current().url).postEnrolment({ body: signDocument(key, draft) });
  return fingerprint(key.publicKey);
}

const looks = [
  [
    { language: 'en' },
    {
      operator: 'Lin Wei',
      admit: 'Admit land',
      field: 'Fingerprint of the key',
      confirm: 'Compare and confirm',
      wrong: 'not that of the key',
      admitted: 'Admitted.',
    },
  ],
  [
    { language: 'zh-CN', width: 320, touch: true },
    {
      operator: '林伟',
      admit: '准入 city',
      field: '公钥指纹',
      confirm: '比对并确认',
      wrong: '指纹',
      admitted: '已准入。',
    },
  ],
] as const satisfies readonly (readonly [View, object])[];

for (const [view, words] of looks)
  test(`the operator admits a party by the fingerprint it hears, and by no other (${view.language})`, async () => {
    const heard = await ask(words.admit.split(' ')[1]!);
    const name = new RegExp(words.operator);
    await using operator = await become(browser(), harbor().current().url, { name, view });
    const { page } = operator;
    await operator.open('/enrolments');
    await page.getByRole('button', { name: words.admit }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.field).fill('0'.repeat(32));
    await isClean(operator);
    await dialog.getByRole('button', { name: words.confirm }).click();
    await dialog.getByRole('alert').filter({ hasText: words.wrong }).waitFor();
    await isClean(operator);
    await dialog.getByLabel(words.field).fill(heard.toUpperCase());
    await dialog.getByRole('button', { name: words.confirm }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words.admitted, { exact: true }).waitFor();
    await isClean(operator);
  });

const code = '91350100M000100Y43';

/** Signs somebody who was invited in, in a browser of their own. */
async function signIn(
  { login }: Signed,
  view: View,
): Promise<Visitor & { open(path: string): Promise<void> }> {
  const visitor = await visit(browser(), view);
  const { page } = visitor;
  await page.goto(`${harbor().current().url}/app/sign-in`);
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(invitedPassword);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/app\/(firm|overview)/);
  const open = async (path: string): Promise<void> => {
    await page.goto(`${harbor().current().url}/app${path}`);
    await isThere(page);
  };
  return { ...visitor, open };
}

test('a firm’s owner sees what is still to be done, and everything once an operator who did not invite has verified the firm', async () => {
  await using owner = await signIn(await unverifiedOwner(harbor(), `firm:${code}`), {
    language: 'en',
    width: 320,
  });
  const { page } = owner;
  const toDo = page.getByText('Your firm has still to be verified');
  await toDo.waitFor();
  await isClean(owner);
  for (const path of ['/me', '/inbox', '/policy']) {
    await owner.open(path);
    await isClean(owner);
  }
  await owner.open('/loans');
  await page.getByText('It opens once your firm is verified').waitFor();
  await isClean(owner);
  await page.getByRole('link', { name: 'What is still to be done' }).click();
  await toDo.waitFor();

  const view = { language: 'en' } as const;
  await using inviting = await become(browser(), harbor().current().url, { name: /Lin Wei/, view });
  await inviting.open('/enrolments');
  const check = { name: `Check and verify: ${code}` };
  await inviting.page.getByRole('button', check).click();
  const dialog = inviting.page.getByRole('dialog');
  await dialog.getByLabel('Unified social credit code').fill(code);
  await isClean(inviting);
  await dialog.getByRole('button', { name: 'I have checked it: verify' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'You invited this firm' }).waitFor();
  await isClean(inviting);

  await using other = await signIn(await somebodyWith(harbor(), 'hub', 'operator'), view);
  await other.open('/enrolments');
  await other.page.getByRole('button', check).click();
  const second = other.page.getByRole('dialog');
  await second.getByLabel('Unified social credit code').fill('91350100M000100Y44');
  await second.getByRole('button', { name: 'I have checked it: verify' }).click();
  await second.getByRole('alert').filter({ hasText: 'not the firm' }).waitFor();
  await second.getByLabel('Unified social credit code').fill('9135 0100 M000 100Y 43');
  await second.getByRole('button', { name: 'I have checked it: verify' }).click();
  await second.waitFor({ state: 'detached' });
  await other.page.getByRole('button', check).waitFor({ state: 'detached' });
  await isClean(other);

  await toDo.waitFor({ state: 'detached' });
  await owner.open('/inbox');
  await page.getByRole('link', { name: 'Your firm is verified' }).waitFor();
  await owner.open('/loans');
  await page.getByRole('heading', { level: 1, name: 'Loans' }).waitFor();
  assert.equal(await page.getByText('It opens once your firm is verified').count(), 0);
});
