import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { become, isClean } from '../harness/person.ts';
import { filedPilot, pilotAs, runningPilot } from '../harness/pilot.ts';
import { stage } from '../harness/stage.ts';
import { phone } from '../harness/whole-job.ts';

const place = stage(100, prepare);
const name = '小微融资（演示）';
let number = '';

async function prepare(): Promise<void> {
  number = await runningPilot(place.harbor(), name);
}

const en = { language: 'en', width: 1280 } as const;
const zh = { ...phone, language: 'zh-CN' } as const;
const as = (who: string, view: typeof en | typeof zh) =>
  become(place.browser(), place.harbor().current().url, { name: new RegExp(who), view });

/** Opens a part of the project's page. */
const part = (tab: string): string => `/pilots/${number}?tab=${tab}`;
const press = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click();

test('the office agrees on an indicator; the firm reports by hand on the phone and by a file that says which lines are wrong; beyond the bound the board answers and suspends', async () => {
  await using office = await as('Lin Wei', en);
  await office.goTo('Innovation pilot');
  await office.page.getByRole('link', { name: number }).click();
  await office.page.getByText('No indicator is agreed on yet').waitFor();
  await isClean(office);
  await office.page.getByRole('button', { name: 'Go to “Risk”' }).first().click();
  await office.page.getByText('Agree on an indicator, or change one').click();
  for (const [label, said] of [
    ...[
      ['Code', 'faults'],
      ['Name in English', 'Faults'],
      ['Name in Chinese', '故障次数'],
      ['Unit', '次'],
    ],
    ...[
      ['Warning from', '2'],
      ['Hard bound', '5'],
    ],
  ] as const)
    await office.page.getByRole('textbox', { name: label! }).fill(said!);
  await press(office.page, 'Agree');
  await office.page.getByRole('heading', { name: 'Faults' }).waitFor();
  await isClean(office);

  await using firm = await as('何芳', zh);
  await firm.open(part('risk'));
  await firm.page.getByRole('textbox', { name: '数值' }).fill('1');
  await press(firm.page, '报送');
  await firm.page.getByText('已报送 1 条').waitFor();
  const file = (text: string) =>
    firm.page.locator('input[type=file]').setInputFiles({
      ...{ name: '监测.csv', mimeType: 'text/csv', buffer: Buffer.from(text) },
    });
  await file('indicator,day,value\nfaults,2026-11-03,3\nunheard,2026-11-03,1\nfaults,2999-01-01,1\n');
  await firm.page.getByText('共 3 行，其中 2 行有误，未报送').waitFor();
  await firm.page.getByText('未约定该指标').waitFor();
  assert.equal(await firm.page.getByRole('button', { name: '报送 3 条数据' }).isDisabled(), true);
  await isClean(firm);
  await file('indicator,day,value\nfaults,2026-11-03,3\nfaults,2026-11-04,9\n');
  await press(firm.page, '报送 2 条数据');
  await firm.page.getByText('已报送 2 条').waitFor();
  await firm.page.getByRole('img', { name: /故障次数：共 3 个数值/ }).waitFor();
  await isClean(firm);

  await using board = await as('Zhou Min', en);
  await board.open(part('risk'));
  await board.page.getByRole('button', { name: 'Answer: Faults, 2026-11-04' }).click();
  await board.page.getByRole('dialog').getByRole('textbox').fill('The vendor has mended it.');
  await press(board.page, 'Keep the answer');
  await board.page.getByRole('cell', { name: 'The vendor has mended it.' }).waitFor();
  await isClean(board);
  await board.open(part('overview'));
  await press(board.page, 'Suspend');
  await board.page.getByRole('dialog').getByRole('textbox').fill('Too many faults.');
  await board.page.getByRole('dialog').getByRole('button', { name: 'Suspend', exact: true }).click();
  await press(board.page, 'Let it go on');
  await board.page.getByRole('dialog').getByRole('textbox').fill('It was mended.');
  await board.page.getByRole('dialog').getByRole('button', { name: 'Let it go on' }).click();
  await board.page.getByRole('button', { name: 'Suspend', exact: true }).waitFor();
  await board.page.getByRole('tab', { name: 'History' }).click();
  await board.page.getByText('Too many faults.').waitFor();
  await isClean(board);
});

test('the firm puts records, pays a compensation to its end and compares versions; the office reviews a model', async () => {
  await using firm = await as('He Fang', en);
  const { page } = firm;
  await firm.open(part('records'));
  await page.getByText('Add a compensation').click();
  const owed = page.locator('#compensation');
  for (const [label, said] of [
    ...[
      ['Cause', 'A fault of the system.'],
      ['Customers to be compensated', '2'],
      ['Due (yuan)', '90.30'],
    ],
    ...[
      ['Customers compensated', '0'],
      ['Paid (yuan)', '1.234'],
    ],
  ] as const)
    await owed.getByRole('textbox', { name: label!, exact: false }).fill(said!);
  await owed.getByRole('button', { name: 'Put on record' }).click();
  await owed.getByText('An amount in yuan such as 120.50').waitFor();
  await isClean(firm);
  await owed.getByRole('textbox', { name: 'Paid (yuan)' }).fill('0');
  await owed.getByRole('button', { name: 'Put on record' }).click();
  await owed.getByText(/version 1/).click();
  await owed.getByText('not at its end').waitFor();
  await owed.getByRole('button', { name: 'Update what was paid' }).click();
  const first = owed.locator('details').first();
  await first.getByRole('textbox', { name: 'Customers compensated' }).fill('2');
  await first.getByRole('textbox', { name: 'Paid (yuan)' }).fill('90.30');
  await first.getByRole('button', { name: 'Put on record' }).click();
  await owed.getByText(/version 2/).click();
  await owed.getByText('at its end', { exact: true }).waitFor();
  await owed.getByRole('button', { name: 'Versions side by side' }).click();
  await owed.getByText('90.30', { exact: true }).first().waitFor();
  await isClean(firm);

  const firmClient = await pilotAs(place.harbor(), 'owner-a');
  const hash = 'ab'.repeat(32);
  await firmClient.putRecord({
    params: { number, id: '01937f00-0000-7000-8000-00000000d001' },
    body: {
      ...({ kind: 'model', name: '授信模型（演示）', purpose: '授信', algorithm: '逻辑回归' } as const),
      ...{ trainedFrom: '2024-01-01', trainedTo: '2025-12-31', source: '行内数据', volume: 10_914 },
      ...{ checksum: hash, sampling: '全量', script: hash, environment: 'Python 3.13', operator: '张三' },
      ...{ deployer: '李四', explainability: '系数可解释', fairness: '无显著差异', change: '首版' },
    },
  });
  await using office = await as('林伟', zh);
  await office.open(part('records'));
  await office.page.getByText('授信模型（演示） · 第 1 版', { exact: false }).click();
  await office.page.getByRole('textbox', { name: '对第 1 版的审查意见' }).fill('同意。');
  await press(office.page, '通过');
  await office.page.getByText('已通过').first().waitFor();
  await isClean(office);
});

test('a request begins with the number of the project filled in; the office sees declarations by where they stand and answers a comment', async () => {
  await using firm = await as('何芳', zh);
  await firm.open(part('overview'));
  await firm.page.getByRole('link', { name: '申请延期' }).click();
  await press(firm.page, '开始办理');
  const filled = firm.page.getByRole('textbox', { name: '创新应用编号' });
  await filled.waitFor();
  await firm.page.waitForFunction(
    `document.querySelector('#field-project')?.value === ${JSON.stringify(number)}`,
  );
  await isClean(firm);

  const waiting = await filedPilot(place.harbor(), '跨境汇款（演示）');
  await using office = await as('Lin Wei', en);
  await office.open('/pilots/office');
  const card = office.page
    .locator('section')
    .filter({ has: office.page.getByRole('heading', { name: 'Formal check (1)' }) });
  await card.getByText('formal check open').waitFor();
  assert.ok((await card.getByRole('link').getAttribute('href'))!.endsWith(waiting));
  await isClean(office);
  const said = { id: '01937f00-0000-7000-8000-00000000d002', body: '利率是否公开？' };
  await (await pilotAs(place.harbor(), 'operator')).postPilotComment({ params: { number }, body: said });
  await office.page.getByRole('tab', { name: 'Comments' }).click();
  await office.page.getByRole('textbox', { name: 'Answer' }).fill('It stands in the declaration.');
  await press(office.page, 'Show it with the answer');
  await office.page.getByText('No comment waits').waitFor();
  await office.page.getByRole('tab', { name: 'Figures' }).click();
  await office.page.getByRole('cell', { name: 'Being tested' }).waitFor();
  await isClean(office);
});

test('whoever did not apply sees of a project what everybody may read, and nothing else', async () => {
  await using other = await as('Xu Qiang', en);
  await other.open('/pilots');
  await other.page.getByRole('link', { name: number }).click();
  await other.page.getByRole('tab', { name: 'Declaration' }).waitFor();
  assert.deepEqual(await other.page.getByRole('tab').allTextContents(), ['Declaration', 'History']);
  await isClean(other);
});
