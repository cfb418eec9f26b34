import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedClient } from '@finharbor/kernel/http';
import { sandboxRoutes } from '@finharbor/sandbox/contract';
import type { Locator, Page } from 'playwright-core';
import { until } from '../../apps/cli/src/demo/until.ts';
import { become, isClean, isThere, type Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';

let project: string;
const place = stage(100, async () => {
  const client = typedClient(sandboxRoutes, place.harbor().current().url);
  const { items } = (await client.listPilots({ query: { stage: 'running', track: 'joint' } })).body;
  project = items[0]!.number;
});

const as = (who: RegExp): Promise<Person> =>
  become(place.browser(), place.harbor().current().url, {
    ...{ name: who, by: 'keyboard' },
    view: { language: 'en', width: 1280 },
  });
const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

type Styled = {
  readonly getComputedStyle: (one: unknown) => {
    readonly outlineStyle: string;
    readonly outlineWidth: string;
  };
};

/** Who has the focus sees where it is: it is drawn, and in sight. */
async function seesFocus({ page }: Person, on: Locator): Promise<void> {
  await until(async () => (await holdsFocus(on)) || undefined, 5_000);
  const drawn = await on.evaluate((one) => {
    const { getComputedStyle } = globalThis as unknown as Styled;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const { top, bottom } = one.getBoundingClientRect();
    return { isOutlined: outlineStyle !== 'none' && outlineWidth !== '0px', top, bottom };
  });
  assert.ok(drawn.isOutlined, `${on} has the focus, and nothing is drawn around it`);
  const height = page.viewportSize()!.height;
  assert.ok(
    drawn.bottom > 0 && drawn.top < height,
    `${on} has the focus out of sight: ${JSON.stringify(drawn)}`,
  );
}

/** Goes to another part of the page by the arrows of its tabs. */
async function part({ page, hand }: Person, name: string): Promise<void> {
  const wanted = page.getByRole('tab', { name, exact: true });
  await hand.press(page.getByRole('tab', { selected: true }));
  for (let presses = 0; !(await holdsFocus(wanted)); presses += 1) {
    assert.ok(presses < 8, `the arrows do not lead to ${name}`);
    await page.keyboard.press('ArrowRight');
  }
  await page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
  await isThere(page);
  assert.ok(await holdsFocus(wanted), `the tab ${name} has lost the focus to what it shows`);
}

const holdsFocus = (on: Locator): Promise<boolean> =>
  on.evaluate((one) => one === one.ownerDocument.activeElement);

test('a firm puts a compensation on record and reports an indicator by keys alone, and the focus is where it goes on', async () => {
  await using firm = await as(/He Fang/);
  const { page, hand } = firm;
  await firm.open(`/pilots/${project}`);
  await part(firm, 'Records');
  const owed = page.locator('#compensation');
  await hand.press(owed.getByText('Add a compensation'));
  const field = (label: string): Locator => owed.getByRole('textbox', { name: label }).first();
  await seesFocus(firm, owed.locator('summary').last());
  await hand.fill(field('Cause'), 'Booked twice.');
  await seesFocus(firm, field('Cause'));
  await hand.fill(field('Customers to be compensated'), '1');
  await hand.fill(field('Due (yuan)'), '12.345');
  await hand.fill(field('Customers compensated'), '0');
  await hand.fill(field('Paid (yuan)'), '0');
  await hand.press(button(owed, 'Put on record'));
  // What is wrong has the focus, so that it can be typed over.
  await seesFocus(firm, field('Due (yuan)'));
  await hand.fill(field('Due (yuan)'), '12.34');
  await hand.press(button(owed, 'Put on record'));
  await owed.getByText(/Booked twice.*version 1/).waitFor();
  // The form is gone: its part of the page has the focus, and the new record comes next.
  await seesFocus(firm, owed.getByRole('heading', { level: 2 }));
  await hand.press(owed.getByText(/Booked twice.*version 1/));
  await owed.getByText('not at its end').first().waitFor();
  await isClean(firm);

  await part(firm, 'Risk');
  const report = page.locator('#report');
  await hand.choose(report.getByRole('combobox'), 'Payments reported as suspicious');
  await seesFocus(firm, report.getByRole('combobox'));
  const value = report.getByRole('textbox', { name: /^Value/ });
  await hand.fill(value, '6.5');
  await seesFocus(firm, value);
  await hand.press(button(report, 'Report'));
  await page.getByText('Reported: 1').waitFor();
  await seesFocus(firm, report.getByRole('heading', { level: 2 }));
  await isClean(firm);
});

test('the board answers the alert and suspends by keys alone: Escape gives the focus back, and after the decision it is at what can be decided next', async () => {
  await using board = await as(/Zhou Min/);
  const { page, hand } = board;
  await board.open(`/pilots/${project}`);
  await part(board, 'Risk');
  const answer = page.getByRole('button', { name: `Answer: Payments reported as suspicious, ${today}` });
  const dialog = page.getByRole('dialog');
  await hand.press(answer);
  await hand.fill(dialog.getByRole('textbox'), 'Looked into.');
  await hand.press(button(dialog, 'Keep the answer'));
  await page.getByRole('cell', { name: 'Looked into.' }).waitFor();
  await seesFocus(board, answer);

  await part(board, 'Overview');
  await hand.press(button(page, 'Suspend'));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await seesFocus(board, button(page, 'Suspend'));
  await page.keyboard.press('Enter');
  const reason = dialog.getByRole('textbox');
  await hand.fill(reason, 'Until it is looked into.');
  await seesFocus(board, reason);
  // Nothing beneath the dialog can be reached.
  for (let tabs = 0; tabs < 6; tabs += 1) {
    await page.keyboard.press('Tab');
    assert.ok(await dialog.evaluate((one) => one.contains(one.ownerDocument.activeElement)));
  }
  await hand.press(button(dialog, 'Suspend'));
  await button(page, 'Let it go on').waitFor();
  await seesFocus(board, page.locator('#measures').getByRole('heading', { level: 2 }));
  await page.keyboard.press('Tab');
  await seesFocus(board, button(page, 'Let it go on'));
  await isClean(board);
});
