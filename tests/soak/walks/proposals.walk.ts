import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type People, signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { become, isClean } from '../../harness/person.ts';
import { acceptTrust, answer, contractWith } from '../../harness/proposals.ts';
import { stage } from '../../harness/stage.ts';

let intersect = '';
let statistics = '';
let figures = '';
let people: People;
const firms = 600;
const { harbor, browser } = stage(firms, async () => {
  const { home, current } = harbor();
  people = await signInAll(home, current().urls);
  await acceptTrust(people);
  const products = await until(async () => {
    const { body } = await people.analyst.listProducts({});
    return body.length >= 2 ? body : undefined;
  });
  const all = products.map(({ id }) => id);
  const ofTax = products.filter(({ party }) => party === 'tax').map(({ id }) => id);
  intersect = await contractWith(people, ['tax'], { kind: 'intersect', products: ofTax, uses: 4, terms: {} });
  const ofSocial = products.filter(({ party }) => party === 'social').map(({ id }) => id);
  figures = await contractWith(people, ['social'], {
    kind: 'intersect',
    products: ofSocial,
    uses: 4,
    terms: { mostLearned: 'figures' },
  });
  statistics = await contractWith(people, ['tax', 'social'], {
    kind: 'statistics',
    products: all,
    uses: 4,
    terms: { budget: { epsilonMicro: 1_000_000, delta: 1e-6 } },
  });
});

const english = { language: 'en' } as const;

test('an intersection is designed, declined, proposed again, approved, run, and its rows are taken away', async () => {
  const url = harbor().current().url;
  await using bank = await become(browser(), url, { name: /Chen Jia/, view: english });
  const { page } = bank;
  await bank.open(`/proposals/new?contract=${intersect}`);
  await page.getByText('Which of its own keys').first().waitFor();
  await isClean(bank);
  await page.getByRole('button', { name: 'Sign and ask for approval' }).click();
  await page.waitForURL(/\/app\/proposals\/[0-9a-f]{64}$/);
  await isClean(bank);

  await using office = await become(browser(), url, { name: /Ma Jun/, view: english });
  await office.page
    .getByRole('link', { name: /^Decide on a computation: Firms that both sides have/ })
    .click();
  await office.page.getByRole('button', { name: 'Decline' }).click();
  const reason = 'For this month only.';
  await office.page.getByRole('dialog').getByRole('textbox').fill(reason);
  await office.page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await office.page.getByRole('status').getByText('declined').first().waitFor();
  await isClean(office);

  await page.getByText(reason).first().waitFor();
  await page.getByRole('link', { name: 'Propose again with changes' }).click();
  await page.getByText('Which of its own keys').first().waitFor();
  await page.getByRole('button', { name: 'Sign and ask for approval' }).click();
  await page.waitForURL(/\/app\/proposals\/[0-9a-f]{64}$/);

  await office.open('/inbox');
  await office.page.getByRole('link', { name: 'A computation waits for your approval' }).click();
  await office.page.getByRole('button', { name: 'Approve' }).click();
  await office.page.getByRole('dialog').getByRole('button', { name: 'Sign and approve' }).click();
  await office.page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Run it' }).click();
  await page.waitForURL(/\/app\/jobs\//);
  await page.getByRole('button', { name: /CSV/ }).first().waitFor();
  await isClean(bank);
  const common = harbor().firms.filter(({ heldBy }) => heldBy.bank && heldBy.tax).length;
  const text = await saved(page, /CSV/);
  assert.equal(text.trim().split('\n').length, common + 1);
});

test('a sum is designed by keyboard under a contract of figures alone, and its figures are taken away', async () => {
  const url = harbor().current().url;
  await using bank = await become(browser(), url, { name: /Chen Jia/, view: english });
  const { page } = bank;
  await bank.open(`/proposals/new?contract=${figures}`);
  assert.equal(await page.getByRole('radio', { name: /Which firms/ }).count(), 0);
  await page.getByRole('radio', { name: /How many firms/ }).focus();
  await page.keyboard.press('ArrowDown');
  const column = page.getByLabel(/Number that is summed/);
  await column.selectOption({ index: 1 });
  const edges = page.getByLabel(/Edges of a histogram/);
  await edges.fill('10 5');
  await page
    .getByText(/rising numbers above 0/)
    .first()
    .waitFor();
  await isClean(bank);
  await edges.fill('5 10');
  await page.getByText('5 · 10').waitFor();
  await page.getByRole('button', { name: 'Sign and ask for approval' }).click();
  await page.waitForURL(/\/app\/proposals\/[0-9a-f]{64}$/);
  await answer(people, 'social', { id: page.url().split('/').at(-1)!, decision: 'approved' });
  await page.getByRole('button', { name: 'Run it' }).click();
  await page.waitForURL(/\/app\/jobs\//);
  const save = page.getByRole('button', { name: 'Save the figures (CSV)' });
  await save.waitFor();
  await isClean(bank);
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  const common = harbor().firms.filter(({ heldBy }) => heldBy.bank && heldBy.social).length;
  assert.ok(lines.some((line) => line.trim().endsWith(`,${common}`)));
  // The head, three figures, three bins.
  assert.equal(lines.length, 7);
});

test('statistics are designed from what is published, approved, run, read and taken away; what the budget no longer holds is refused', async () => {
  const url = harbor().current().url;
  await using bank = await become(browser(), url, { name: /Chen Jia/, view: english });
  const { page } = bank;
  await bank.open(`/proposals/new?contract=${statistics}`);
  await isClean(bank);
  await page.getByText('Urban or rural', { exact: true }).click();
  await page.getByText('Employees insured', { exact: true }).click();
  assert.equal(await page.getByRole('textbox', { name: /Groups/ }).inputValue(), '0\n1\n2');
  await statistic(page, 'Counts, sums and means by groups');
  await page.getByRole('combobox', { name: 'Number that is summed' }).selectOption({ index: 1 });
  await page.getByText('Gaussian noise is added').click();
  await page.getByText(/^It takes ε .* of the budget/).waitFor();
  await page.getByText(/Laplace noise that is no wider would take/).waitFor();
  await statistic(page, 'Quantiles');
  await isClean(bank);
  await isHeldBack(page);
  await page.getByRole('button', { name: 'Sign and ask for approval' }).click();
  await page.waitForURL(/\/app\/proposals\/[0-9a-f]{64}$/);
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  const people = await signInAll(harbor().home, harbor().current().urls);
  for (const office of ['tax', 'social']) await answer(people, office, { id, decision: 'approved' });

  await page.getByRole('button', { name: 'Run it' }).click();
  await page.waitForURL(/\/app\/jobs\//);
  const figures = page.getByRole('figure');
  await figures
    .filter({ hasText: /95 of 100 cases/ })
    .first()
    .waitFor();
  await page.getByText('Privacy budget of the contract').waitFor();
  await isClean(bank);
  await page.getByRole('button', { name: 'View as table' }).first().click();
  await page.getByRole('table', { name: /Counts, sums and means by groups 1/ }).waitFor();
  await isClean(bank);
  const lines = (await saved(page, /figures \(CSV\)/)).trim().split('\n');
  assert.equal(lines.length, 1 + 3, 'a line for each group');
  const told = JSON.parse(await saved(page, 'Save everything (JSON)')) as {
    readonly plan: { readonly query: string };
    readonly results: readonly { readonly name: string }[];
  };
  assert.deepEqual(
    told.results.map(({ name }) => name),
    ['Counts, sums and means by groups 1', 'Quantiles 1'],
  );

  await bank.open(`/contracts/${statistics}`);
  await page.getByRole('table', { name: 'Spent on' }).getByRole('link').first().waitFor();
  await isClean(bank);
  await bank.open(`/proposals/new?from=${id}`);
  await page.getByRole('slider').first().fill('9');
  await page.getByText(/more than is left/).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Sign and ask for approval' }).isDisabled());
});

/** Adds a statistic of a kind. */
async function statistic(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a statistic' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
}

/** What cannot be computed is marked at its field, and nothing is sent until it is put right. */
async function isHeldBack(page: Page): Promise<void> {
  const edges = page.getByRole('textbox', { name: /Edges/ });
  const right = await edges.inputValue();
  await edges.fill('20 10');
  await page.getByText('Rising numbers, with spaces between them.').first().waitFor();
  assert.ok(await page.getByRole('button', { name: 'Sign and ask for approval' }).isDisabled());
  await edges.fill(right);
}

/** What the first button of that name saves. */
async function saved(page: Page, name: string | RegExp): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).first().click(),
  ]);
  return readFile(await download.path(), 'utf8');
}
