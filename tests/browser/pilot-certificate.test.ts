import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedClient } from '@finharbor/kernel/http';
import { type ListedProject, sandboxRoutes } from '@finharbor/sandbox/contract';
import type { Page } from 'playwright-core';
import { signInAll } from '../../apps/cli/src/demo/people.ts';
import { visit } from '../harness/browser.ts';
import { requestedContract } from '../harness/contracts.ts';
import { become, isClean, type Person } from '../harness/person.ts';
import { personalCertificates } from '../harness/personal-certificates.ts';
import { stage } from '../harness/stage.ts';
import { phone } from '../harness/whole-job.ts';
import { castOf } from './pilot/cast.ts';
import { verified } from './pilot/certificate.ts';

let exited: ListedProject;
let running: ListedProject;
const place = stage(100, async () => {
  const client = typedClient(sandboxRoutes, place.harbor().current().url);
  const first = async (query: { readonly stage: 'exited' | 'running'; readonly track?: 'joint' }) =>
    (await client.listPilots({ query })).body.items[0]!;
  exited = await first({ stage: 'exited' });
  running = await first({ stage: 'running', track: 'joint' });
});
const en = { language: 'en', width: 1280 } as const;
const as = (who: RegExp): Promise<Person> =>
  become(place.browser(), place.harbor().current().url, { name: who, view: en });
const act = async ({ page }: Person, name: string, reason?: string): Promise<void> => {
  const button = { name, exact: true };
  await page.getByRole('button', button).click();
  const dialog = page.getByRole('dialog');
  if (reason !== undefined) await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', button).click();
  await dialog.waitFor({ state: 'detached' });
};
const says = (page: Page, what: string): Promise<void> =>
  page.locator('main').getByText(what, { exact: true }).first().waitFor();

for (const language of ['zh', 'en'] as const) {
  test(`a certificate of exit is verified by anybody, with its project, and a changed one refused, ${language}`, async () => {
    await using cast = castOf(place.harbor(), place.browser(), language);
    await verified(cast, exited);
  });
}

test('the bureau suspends a certificate and says why, everybody reads it at once, and it is reinstated', async () => {
  await using board = await as(/Zhou Min/);
  await using somebody = await visit(place.browser(), { ...phone, language: 'zh-CN' });
  await board.open(`/verify-credential?number=${exited.number}`);
  await says(board.page, 'It holds');
  assert.equal(await board.page.getByRole('button', { name: 'Delete its content' }).count(), 0);
  await isClean(board);
  const check = async (verdict: string): Promise<void> => {
    await somebody.page.goto(
      new URL(`/app/verify-credential?number=${exited.number}`, place.harbor().current().url).href,
    );
    await says(somebody.page, verdict);
  };
  await act(board, 'Suspend', 'An inquiry.');
  await says(board.page, 'It is suspended.');
  await says(board.page, 'An inquiry.');
  await check('证书无效');
  await says(somebody.page, '已被暂停。');
  assert.equal(
    await somebody.page.locator('#on-file').count(),
    0,
    'what is the issuer’s is not the public’s',
  );
  await isClean(somebody);
  await act(board, 'Reinstate', 'It was cleared.');
  await says(board.page, 'It holds');
  await check('证书有效');
});

test('a personal certificate is forgotten at a press, after it is said what stays, and its holder’s copy verifies as before', async () => {
  // The hub issues no personal certificates yet: the page is answered by a service that does, with its own database and keys.
  await using service = await personalCertificates();
  const { number, credential } = await service.issue('李明');
  await using board = await as(/Zhou Min/);
  const { page } = board;
  await page.route(/\/credentials(\/|\?)/, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: service.url + pathname + search }) });
  });
  await board.open(`/verify-credential?number=${number}`);
  await says(page, 'personal: only its holder shows it');
  await isClean(board);
  await page.getByRole('button', { name: 'Delete its content' }).click();
  await isClean(board, page.getByRole('dialog'));
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await act(board, 'Delete its content');
  await says(page, 'Content deleted');
  await page.getByRole('button', { name: 'Revoke for good' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Delete its content' }).count(), 0);
  await isClean(board);
  await page.getByRole('textbox', { name: 'Certificate', exact: true }).fill(credential);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await says(page, 'It holds');
});

test('a project says how far the contract of its data may be used, and says it anew once the offices have approved it', async () => {
  const { home, current } = place.harbor();
  const people = await signInAll(home, current().urls);
  const contract = await requestedContract(people, 'A pilot of credit.');
  await using firm = await as(/He Fang/);
  const { page } = firm;
  await firm.open(`/pilots/${running.number}?tab=records`);
  const data = page.locator('#data');
  for (const named of ['a contract of nobody', contract]) {
    await data.getByText('Add a data application').click();
    for (const [label, said] of [
      ['Data product', 'Taxes paid'],
      ['Contract of the data harbor', named],
      ['Purpose', 'Credit'],
    ] as const)
      await data.getByRole('textbox', { name: label }).first().fill(said);
    await data.getByRole('button', { name: 'Put on record' }).click();
    await data.getByRole('row').filter({ hasText: named }).waitFor();
  }
  const row = data.getByRole('row').filter({ hasText: contract });
  await row.getByText('waiting for approval').waitFor();
  for (const cell of ['0', '3', 'never']) await row.getByRole('cell', { name: cell, exact: true }).waitFor();
  const other = data.getByRole('row').filter({ hasText: 'a contract of nobody' });
  await other.getByText('not a contract of the data harbor').waitFor();
  await isClean(firm);
  for (const office of people.approvers.values())
    await office.postApproval({ params: { id: contract }, body: { decision: 'approved', reason: '' } });
  // Nobody presses anything.
  await row.getByText('in force').waitFor({ timeout: 60_000 });
});
