import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { nodeAs, setUpDemo } from '@finharbor/server';
import type { Page } from 'playwright-core';
import { type Visitor, visit } from '../../harness/browser.ts';
import { become, isClean, isThere, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);
const hubUrl = (): string => harbor().current().url;
const english = { language: 'en' } as const;

/** Lets every proof of the hub's or a node's sessions grow older than ten minutes. */
const forgetProofs = (party: string) =>
  harbor().sql(party, "update access_session set proven_at = proven_at - interval '11 minutes'");

test('an authenticator app is added, asked for at the next sign-in and before acts of consequence; recovery codes stand in', async () => {
  await using operator = await become(browser(), hubUrl(), { name: /Lin Wei/, view: english });
  const { page } = operator;
  await operator.open('/me');
  await page.getByText('Passkeys hold at a host name only').waitFor();
  await page.getByRole('button', { name: 'Add an authenticator app' }).click();
  await page.getByRole('img', { name: 'QR code of the key below' }).waitFor();
  await isClean(operator);
  const app = authenticatorApp((await page.locator('code').last().textContent())!);
  await page.getByLabel('Six-digit code').fill(app());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Make ten codes' }).click();
  await page.getByText('They are shown only now').waitFor();
  await isClean(operator);
  const codes = await page.locator('main ul.font-mono li').allTextContents();
  assert.equal(codes.length, 10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Codes left: 10').waitFor();

  const lines: string[] = [];
  await setUpDemo(harbor().current(), (line) => void lines.push(line));
  assert.match(lines.join(), /has a second factor/, 'the next start goes on without who has a second factor');

  await enterAgain(operator, 'operator');
  await page.getByLabel('Six-digit code').fill('000000');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await isClean(operator);
  await page.getByLabel('Six-digit code').fill(app());
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/app\/overview/);

  await forgetProofs('hub');
  await operator.open('/accounts');
  await page.getByRole('button', { name: /^Issue a recovery code for .*Zhou Min/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Issue the code' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prove again who you are' });
  await dialog.waitFor();
  await isClean(operator);
  await dialog.getByLabel('Six-digit code').fill(app());
  await dialog.getByRole('button', { name: 'Prove and go on' }).click();
  await page.getByText('Give it to the person alone').waitFor();
  const recovery = (await page.getByRole('dialog').locator('code').textContent())!;
  await isClean(operator);
  await recovers(recovery);

  await page.keyboard.press('Escape');
  await enterAgain(operator, 'operator');
  await page.getByRole('button', { name: 'Use one of my recovery codes' }).click();
  await page.getByLabel('Recovery code').fill(codes[0]!);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/app\/overview/);
  await operator.open('/me');
  await page.getByText('Codes left: 9').waitFor();
  await page.getByRole('button', { name: 'Remove the authenticator app' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No second factor yet').waitFor();
});

/** Somebody who lost all comes back by the administrator's code. */
async function recovers(code: string): Promise<void> {
  await using person = await visit(browser(), english);
  const { page } = person;
  await page.goto(`${hubUrl()}/app/recover`);
  await page.getByLabel('One-time code').fill(code);
  await page.getByLabel(/^New password/).fill('a sentence to remember');
  await isClean(person);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel('Login').fill('bureau');
  await page.getByLabel('Password').fill('a sentence to remember');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Oversight' }).waitFor();
}

test('a passkey is made at localhost, signs in alone, proves, and is renamed and removed', async () => {
  await using owner = await visit(browser(), english);
  const { page } = owner;
  page.setDefaultTimeout(20_000);
  await addVirtualAuthenticator(owner);
  const named = hubUrl().replace('127.0.0.1', 'localhost');
  await page.goto(`${named}/app/enter/owner-a`);
  await page.waitForURL(/\/app\/firm/);
  await page.goto(`${named}/app/me`);
  await page.getByLabel('Name of the passkey').fill('Laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Rename Laptop' }).click();
  await page.getByRole('dialog').getByLabel('Name of the passkey').fill('Office laptop');
  await isClean(owner);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Remove Office laptop' }).waitFor();
  await isClean(owner);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${named}/app/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(/\/app\/firm/);
  await page.goto(`${named}/app/enter/owner-a`);
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  await isClean(owner);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL(/\/app\/firm/);

  await forgetProofs('hub');
  await page.goto(`${named}/app/me`);
  await page.getByRole('button', { name: 'Remove Office laptop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prove again who you are' });
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey yet').waitFor();
  await isClean(owner);
});

test('one sees where one is signed in and ends the others; the demonstration’s people prove with one press', async () => {
  const bank = harbor().current().urls.get('bank')!;
  await using first = await become(browser(), hubUrl(), { name: /Gao Yun/, view: english });
  await using second = await become(browser(), hubUrl(), { name: /Gao Yun/, view: english });
  const { page } = first;
  await page.goto(`${bank}/app/me`);
  await page.getByText('this session').waitFor();
  await page.getByText('Chrome on Linux').first().waitFor();
  await isClean(first);
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all other sessions' }).click();
  await page.getByText('The other sessions have ended').waitFor();
  await second.page.goto(`${bank}/app/me`);
  await second.page.getByRole('heading', { level: 1, name: 'This screen is not for you yet' }).waitFor();

  await forgetProofs('bank');
  await page.goto(`${bank}/app/accounts`);
  await page.getByRole('button', { name: /^End the account of .*Chen Jia/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prove again who you are' });
  await dialog.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('alert').filter({ hasText: 'access.step_up_required' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'End the account' }).click();
  await dialog.getByRole('button', { name: /^Prove as Gao Yun/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^End the account of .*Chen Jia/ }).waitFor({ state: 'detached' });
});

test('two minutes before an idle session ends the page says so, and staying is one press', async () => {
  await using person = await visit(browser(), english);
  const { page } = person;
  page.setDefaultTimeout(20_000);
  await page.clock.install();
  await page.goto(`${hubUrl()}/app/enter/owner-b`);
  await page.waitForURL(/\/app\/firm/);
  await isThere(page);
  // An answer that comes late counts as a use of the session at the time it comes.
  await page.waitForLoadState('networkidle');
  await page.clock.fastForward('56:00');
  const dialog = page.getByRole('dialog', { name: 'You will soon be signed out' });
  assert.equal(await dialog.count(), 0);
  await page.clock.fastForward('02:00');
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Stay signed in' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.clock.fastForward('56:00');
  assert.equal(await dialog.count(), 0);
});

test('a program that set up the demonstration goes on when its proof has run out', async () => {
  const { home, current } = harbor();
  const approver = await nodeAs(home, { party: 'bank', url: current().urls.get('bank')!, login: 'approver' });
  await forgetProofs('bank');
  const params = { id: '0'.repeat(64) };
  const ending = approver.postTermination({ params, body: { reason: 'none' } });
  assert.equal(await ending.catch(codeOf), 'contract.not_found');
});

/** The demonstration's one press, by who has a second factor meanwhile. */
async function enterAgain({ page }: Person, login: string): Promise<void> {
  await page.goto(`${hubUrl()}/app/enter/${login}`);
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
}

/** An authenticator within the browser that finds its passkeys by itself and verifies its holder. */
async function addVirtualAuthenticator({ context, page }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page as Page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** What an app shows for a key typed into it (RFC 6238), each time the first code that was not shown before and counts now. */
function authenticatorApp(key: string): () => string {
  const bits = [...key.replaceAll(' ', '')]
    .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  let shown = 0;
  return () => {
    shown = Math.max(shown + 1, Math.floor(Date.now() / 30_000) - 1);
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(shown));
    const mac = createHmac('sha1', secret).update(counter).digest();
    const number = mac.readUInt32BE(mac[19]! & 0xf) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
  };
}
