import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type People, signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import type { View } from '../../harness/browser.ts';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

// The habits of somebody who works in lists all day, on the harbor's own: found by filters, kept as views, decided together, taken away.

const desk: View = { language: 'en' };
const purposes = ['Train for exporters', 'Train for hotels', 'Train for hostels', 'Train for farms'];

let people: People;
const { harbor, browser } = stage(100, async () => {
  people = await signInAll(harbor().home, harbor().current().urls);
  const products = await until(async () => {
    const { body } = await people.analyst.listProducts({});
    return body.length === 2 ? body.map(({ id }) => id) : undefined;
  });
  const terms = { kind: 'train', products, uses: 3, smallestGroup: 50, validDays: 30 } as const;
  const legalBasis = { en: 'A public task.', zh: '公共职能。' };
  for (const en of purposes)
    await people.bankApprover.postContract({
      body: { ...terms, legalBasis, purpose: { en, zh: `用途：${en}` } },
    });
  await until(async () =>
    (await taxApprover().listContracts({})).body.length === purposes.length ? true : undefined,
  );
});

function taxApprover() {
  return people.approvers.get('tax')!;
}

type Seen = { readonly by?: 'pointer' | 'keyboard'; readonly view?: View };

function as(name: string, { by = 'pointer', view = desk }: Seen = {}): Promise<Person> {
  return become(browser(), harbor().current().url, { name: new RegExp(name), view, by });
}

test('filters stand in the address, come back with it and by the history, and are had back once cleared', async () => {
  await using analyst = await as('Chen Jia');
  const { page } = analyst;
  await analyst.open('/contracts');
  await page.getByText('Rows: 4').waitFor();
  await page.getByLabel('Purpose, legal basis or number').fill('train hot');
  await page.getByLabel('Counterparty').selectOption({ label: 'Demo Tax Office' });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Rows: 1').waitFor();
  assert.deepEqual(queryOf(page), { q: 'train hot', party: 'tax' });
  await page.reload();
  await page.getByRole('link', { name: 'Train for hotels' }).waitFor();
  await page.getByText('Rows: 1').waitFor();
  await page.goBack();
  await page.getByText('Rows: 4').waitFor();
  await page.goForward();
  await page.getByText('Rows: 1').waitFor();

  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('Rows: 4').waitFor();
  assert.deepEqual(queryOf(page), {});
  await analyst.goTo('Jobs');
  await page.getByText('The filters are cleared.').waitFor();
  await isClean(analyst);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForURL(/\/app\/contracts\?/);
  await page.getByText('Rows: 1').waitFor();
  assert.deepEqual(queryOf(page), { q: 'train hot', party: 'tax' });
});

test('what fits no row says so, and a code of digits alone stays what it is', async () => {
  await using analyst = await as('Chen Jia');
  const { page } = analyst;
  await analyst.open('/contracts?q=914403007043679430');
  await page.getByText('Nothing fits these filters').waitFor();
  await isClean(analyst);
  assert.deepEqual(queryOf(page), { q: '914403007043679430' });
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByText('Rows: 4').waitFor();
});

test('a view is saved and shared, a colleague opens it by the keyboard, and put away by a slip it comes back', async () => {
  await using approver = await as('Wu Gang');
  const { page } = approver;
  await approver.open('/contracts?q=hotels&turn=others');
  await page.getByText('Rows: 1').waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await page.getByLabel('Name of the view').fill('Hotels, with the offices');
  await page.getByText('Everybody of the organisation sees it').click();
  await isClean(approver);
  await page.getByRole('button', { name: 'Save the view' }).click();
  await page.getByRole('button', { name: 'Hotels, with the offices' }).waitFor();

  await using analyst = await as('Chen Jia', { by: 'keyboard' });
  await openView(analyst);
  assert.deepEqual(queryOf(analyst.page), { q: 'hotels', turn: 'others' });
  await analyst.hand.press(analyst.page.getByRole('button', { name: 'Hotels, with the offices' }));
  await analyst.page.getByRole('menuitem', { name: 'Copy a link to this view' }).waitFor();
  assert.equal(
    await analyst.page.getByRole('menuitem', { name: 'Put views away' }).count(),
    0,
    'only her own',
  );

  await page.getByRole('button', { name: 'Hotels, with the offices' }).click();
  await page.getByRole('menuitem', { name: 'Put views away' }).click();
  await page.getByRole('button', { name: 'Put Hotels, with the offices away' }).click();
  await page.getByRole('button', { name: 'Views' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Hotels, with the offices' }).waitFor();
  await analyst.page.keyboard.press('Escape');
  await openView(analyst);
});

async function openView({ page, hand, open }: Person): Promise<void> {
  await open('/contracts');
  await page.getByText('Rows: 4').waitFor();
  await hand.press(page.getByRole('button', { name: 'Views' }));
  const view = page.getByRole('menuitem', { name: 'Hotels, with the offices' });
  await view.waitFor();
  await arrowTo(page, view);
  await page.keyboard.press('Enter');
  await page.getByText('Rows: 1').waitFor();
}

test('contracts are declined together by the keyboard: counted, with one reason, each with its own outcome', async () => {
  await using office = await as('Ma Jun', { by: 'keyboard' });
  const { page, hand } = office;
  await office.open('/contracts?turn=own');
  await page.getByText('Rows: 4').waitFor();
  for (const name of ['hotels', 'hostels']) await hand.tick(page.getByRole('checkbox', { name }));
  await page.getByText('Chosen: 2 of 4').waitFor();
  await hand.press(page.getByRole('button', { name: 'Decline: 2' }));
  const dialog = page.getByRole('dialog', { name: 'Decline 2 of 2 chosen?' });
  const confirm = dialog.getByRole('button', { name: 'Decline: 2' });
  assert.ok(await confirm.isDisabled(), 'nothing is declined without a reason');
  await hand.fill(dialog.getByRole('textbox', { name: 'Reason' }), 'Not for this branch.');
  await isClean(office);
  const lost = await idOf('hostels');
  await page.route(`**/contracts/${lost}/decision`, (route) => route.abort());
  await hand.press(confirm);
  await dialog.getByText('Finished. Done: 1 of 2. Failed: 1').waitFor();
  const outcomes = dialog.getByRole('listitem');
  assert.match((await outcomes.nth(0).textContent())!, /hostels.*cannot be reached/);
  assert.match((await outcomes.nth(1).textContent())!, /hotels.*done/);
  await page.unroute(`**/contracts/${lost}/decision`);
  await hand.press(dialog.getByRole('button', { name: 'Try again: 1' }));
  await dialog.getByText('Finished. Done: 1 of 1. Failed: 0').waitFor();
  await hand.press(dialog.getByRole('button', { name: 'Back' }));
  await page.getByText('Rows: 2').waitFor();
  await until(async () => {
    const { body } = await people.analyst.getContract({ params: { id: lost } });
    return body.decisions.some(({ reason }) => reason === 'Not for this branch.') ? true : undefined;
  });
});

test('the last contracts of a filter are approved together, and what became of each stays in sight', async () => {
  await using office = await as('Ma Jun');
  const { page } = office;
  await office.open('/contracts?turn=own');
  await page.getByText('Rows: 2').waitFor();
  await page.getByRole('checkbox', { name: 'Choose all rows' }).check();
  await page.getByRole('button', { name: 'Approve: 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve 2 of 2 chosen?' });
  await dialog.getByRole('button', { name: 'Approve: 2' }).click();
  await dialog.getByText('Finished. Done: 2 of 2. Failed: 0').waitFor();
  await page.getByText('Nothing fits these filters').waitFor({ state: 'attached' });
  assert.equal(await dialog.getByRole('listitem').count(), 2);
  await dialog.getByRole('button', { name: 'Back' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { body } = await taxApprover().listContracts({});
  assert.equal(body.flatMap(({ decisions }) => decisions.filter(({ party }) => party === 'tax')).length, 4);
});

test('a file holds the rows that were found and no others, under the headings of its language', async () => {
  await using analyst = await as('陈佳', { view: { language: 'zh-CN' } });
  const { page } = analyst;
  await analyst.open('/contracts?state=declined');
  await page.getByText('共 2 条').waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await page.getByRole('menuitem', { name: '文本（CSV）' }).click();
  const lines = readFileSync(await (await saving).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  assert.equal(lines[0], '\uFEFF用途,种类,使用方 ← 提供方,状态,已使用次数,有效期至');
  assert.deepEqual(
    lines
      .slice(1)
      .map((line) => line.split(',')[0])
      .toSorted(),
    ['用途：Train for hostels', '用途：Train for hotels'],
  );
  assert.match(lines[1]!, /已谢绝,0,\d{4}-\d\d-\d\d$/);
});

test('on a phone every list fits, filters and all', async () => {
  const view = { language: 'zh-CN', theme: 'dark', width: 320, touch: true } as const;
  await using analyst = await as('陈佳', { view });
  const { page } = analyst;
  for (const path of ['/contracts', '/datasets']) {
    await analyst.open(path);
    await page.getByRole('button', { name: '筛选（已用 0 项）' }).click();
    await page.getByRole('button', { name: '查询' }).waitFor();
    await isClean(analyst);
  }
});

test('a product that was begun comes back; begun anew by a slip, too', async () => {
  await using steward = await as('Sun Yi');
  const { page } = steward;
  const path = '/datasets/01937f00-0000-7000-8000-00000000ba02/publish';
  const licence = page.getByLabel('Licence');
  await steward.open(path);
  const before = await licence.inputValue();
  await licence.fill('For exporters alone');
  await page.getByText('Draft kept').waitFor();
  await steward.open('/datasets');
  await steward.open(path);
  await page.getByText('This is your draft of earlier').waitFor();
  assert.equal(await licence.inputValue(), 'For exporters alone');
  await isClean(steward);
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await page.getByText('The draft is gone.').waitFor();
  assert.equal(await licence.inputValue(), before);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await licence.inputValue(), 'For exporters alone');
});

function queryOf(page: Page): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}

async function idOf(word: string): Promise<string> {
  const { body } = await taxApprover().listContracts({});
  return body.find(({ body: { purpose } }) => purpose.en.endsWith(word))!.id;
}

/** Down a menu until one of its lines has the focus. */
async function arrowTo(page: Page, line: Locator): Promise<void> {
  const hasFocus = (): Promise<boolean> =>
    line.evaluate((element) => element === element.ownerDocument.activeElement);
  for (let presses = 0; !(await hasFocus()); presses += 1) {
    assert.ok(presses < 10, 'the line cannot be reached by arrow keys');
    await page.keyboard.press('ArrowDown');
  }
}
