import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedClient } from '@finharbor/kernel/http';
import { type ListedProject, sandboxRoutes } from '@finharbor/sandbox/contract';
import type { Page } from 'playwright-core';
import { until } from '../../apps/cli/src/demo/until.ts';
import { become, isClean } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { untranslated } from '../harness/untranslated.ts';
import { phone } from '../harness/whole-job.ts';

// The pilot of the demonstration: firm A applies for a wallet across the border, which is being tested.
let wallet: ListedProject;
const place = stage(100, async () => {
  const client = typedClient(sandboxRoutes, place.harbor().current().url);
  const { items } = (await client.listPilots({ query: { stage: 'running', track: 'joint' } })).body;
  wallet = items[0]!;
});

const en = { language: 'en', width: 1280 } as const;
const zh = { ...phone, language: 'zh-CN' } as const;
const pseudo = { ...phone, language: 'pseudo', theme: 'dark' } as const;
const as = (who: string, view: typeof en | typeof zh | typeof pseudo) =>
  become(place.browser(), place.harbor().current().url, { name: new RegExp(who), view });

/** Opens a part of the project's page. */
const part = (tab: string): string => `/pilots/${wallet.number}?tab=${tab}`;
const press = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click();
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

test('a firm reports by hand on the phone, and by a file that says which lines are wrong; beyond the bound the board answers, suspends and lets it go on', async () => {
  await using firm = await as('何芳', zh);
  await firm.open(part('risk'));
  await firm.page.getByRole('combobox', { name: '指标' }).selectOption({ label: '可疑交易上报率' });
  await firm.page.getByRole('textbox', { name: '数值' }).fill('1');
  await press(firm.page, '报送');
  await firm.page.getByText('已报送 1 条').waitFor();
  const file = (...lines: readonly string[]) =>
    firm.page.locator('input[type=file]').setInputFiles({
      ...{ name: '监测.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(['indicator,day,value', ...lines, ''].join('\n')),
    });
  await file(`suspicious,${today},1`, `unheard,${today},1`, 'suspicious,2999-01-01,1', 'suspicious');
  await firm.page.getByText('共 4 行，其中 3 行有误，未报送').waitFor();
  for (const why of ['未约定该指标', '日期尚未到来', '不符合“indicator,day,value”格式'])
    await firm.page.getByText(why, { exact: true }).waitFor();
  assert.equal(await firm.page.getByRole('button', { name: '报送 4 条数据' }).isDisabled(), true);
  await isClean(firm);
  await file(`suspicious,${today},6.5`);
  await press(firm.page, '报送 1 条数据');
  await firm.page.getByText('6.5 ‱', { exact: false }).first().waitFor();
  await isClean(firm);

  await using board = await as('Zhou Min', en);
  await board.open(part('risk'));
  await board.page.getByRole('button', { name: `Answer: Payments reported as suspicious, ${today}` }).click();
  await board.page.getByRole('dialog').getByRole('textbox').fill('Looked into.');
  await press(board.page, 'Keep the answer');
  await board.page.getByRole('cell', { name: 'Looked into.' }).waitFor();
  await isClean(board);
  await board.open(part('overview'));
  for (const [measure, reason] of [
    ['Suspend', 'Until it is looked into.'],
    ['Let it go on', 'It was looked into.'],
  ] as const) {
    await press(board.page, measure);
    const dialog = board.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await isClean(board, dialog);
    await dialog.getByRole('button', { name: measure, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await board.page.getByRole('button', { name: 'Suspend', exact: true }).waitFor();
  await board.page.getByRole('tab', { name: 'History' }).click();
  await board.page.getByText('Until it is looked into.').waitFor();
  await isClean(board);
});

test('a compensation is followed to its end, what is wrong is said at its field, and versions stand side by side', async () => {
  await using firm = await as('He Fang', en);
  await firm.open(part('records'));
  const owed = firm.page.locator('#compensation');
  const fill = async (values: Readonly<Record<string, string>>): Promise<void> => {
    for (const [label, said] of Object.entries(values))
      await owed.getByRole('textbox', { name: label }).first().fill(said);
    await owed.getByRole('button', { name: 'Put on record' }).first().click();
  };
  await owed.getByText('Add a compensation').click();
  await fill({
    ...{ Cause: 'A fault of the system.', 'Customers to be compensated': '2', 'Due (yuan)': '90.30' },
    ...{ 'Customers compensated': '0', 'Paid (yuan)': '1.234' },
  });
  await owed.getByText('An amount in yuan such as 120.50').waitFor();
  await isClean(firm);
  await fill({ 'Paid (yuan)': '0' });
  await owed.getByText(/A fault of the system.*version 1/).click();
  await owed.getByText('not at its end').waitFor();
  await owed.getByRole('button', { name: 'Update what was paid' }).click();
  await fill({ 'Customers compensated': '2', 'Paid (yuan)': '90.30' });
  await owed.getByText(/A fault of the system.*version 2/).click();
  await owed.getByText('at its end', { exact: true }).waitFor();
  await owed.getByRole('button', { name: 'Versions side by side' }).click();
  await owed.getByText('changed', { exact: true }).first().waitFor();
  assert.equal(await owed.getByText('changed', { exact: true }).count(), 2);
  await isClean(firm);
});

test('a request begins with the number of the project filled in, and what an institution has declared stands above the list', async () => {
  await using firm = await as('何芳', zh);
  await firm.open('/pilots');
  await firm.page.getByRole('heading', { name: '本机构在办申报' }).waitFor();
  await firm.page
    .getByRole('link', { name: /与香港、澳门联合试点|金融科技创新监管试点/ })
    .first()
    .waitFor();
  await isClean(firm);
  await firm.open(part('overview'));
  await firm.page.getByRole('link', { name: '申请延期' }).click();
  await press(firm.page, '开始办理');
  const project = firm.page.getByRole('textbox', { name: '创新应用编号' });
  await until(async () => (await project.inputValue()) === wallet.number || undefined);
  await isClean(firm);
});

test('the office sees declarations by where they stand, answers a comment, and finds what is late in figures', async () => {
  await using office = await as('Lin Wei', en);
  const { page } = office;
  await office.goTo('Innovation pilot');
  await page.getByRole('link', { name: 'Pilot office' }).click();
  for (const column of ['Formal check (1)', 'Experts (1)', 'Supervisors (1)', 'Announcement (1)'])
    await page.getByRole('heading', { name: column }).waitFor();
  await page.getByText('formal check open').waitFor();
  await page.getByText('panel at work').first().waitFor();
  await isClean(office);
  await page.getByRole('tab', { name: 'Comments' }).click();
  await page.getByRole('textbox', { name: 'Answer' }).fill('They can.');
  await press(page, 'Show it with the answer');
  await page.getByText('No comment waits').waitFor();
  await page.getByRole('radio', { name: 'shown' }).check({ force: true });
  await page.getByText('They can.').waitFor();
  await isClean(office);
  await page.getByRole('tab', { name: 'Figures' }).click();
  await page.getByRole('cell', { name: 'Being tested' }).waitFor();
  await isClean(office);
});

test('whoever did not apply sees of a project what everybody may read, and nothing else', async () => {
  await using other = await as('Xu Qiang', en);
  await other.open('/pilots');
  await other.page.getByRole('link', { name: wallet.number }).click();
  await other.page.getByRole('tab', { name: 'Declaration' }).waitFor();
  assert.deepEqual(await other.page.getByRole('tab').allTextContents(), ['Declaration', 'History']);
  await isClean(other);
});

test('every part of a project that is full can be used by everybody on a phone, in the dark, and no string of it is left untranslated', async () => {
  const found: string[] = [];
  for (const who of ['He Fang', 'Zhou Min']) {
    await using person = await as(who, pseudo);
    for (const tab of ['overview', 'risk', 'records', 'comments', 'declaration', 'history']) {
      await person.open(part(tab));
      for (const text of await untranslated(person.page)) found.push(`${who}, ${tab}: ${text}`);
      await isClean(person);
    }
  }
  assert.deepEqual(found, []);
});
