import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import { signInAll } from '../../../apps/cli/src/demo/people.ts';
import { hubAs } from '../../../apps/server/src/demo/clients.ts';
import { listProducts, registerProduct } from '../../../apps/server/src/demo/list-products.ts';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(150);
const dataset = '01937f00-0000-7000-8000-00000000de01';
const firms = Array.from({ length: 120 }, (_, at) => syntheticUscc(`delivery ${at}`));
const view = { language: 'en' } as const;
const phone = { language: 'zh-CN', width: 390, touch: true } as const;

const as = (name: RegExp, seen: Parameters<typeof become>[2]['view'] = view): Promise<Person> =>
  become(browser(), harbor().current().url, { name, view: seen });

async function load(): Promise<void> {
  const { taxSteward } = await signInAll(harbor().home, harbor().current().urls);
  const rows = firms.map((uscc, at) => ({ uscc, columns: { Founded: 1990 + (at % 30), Kind: 'open' } }));
  await taxSteward.postRows({ params: { id: dataset }, body: { rows, name: 'Open register' } });
}

/** Has the registry do what it does with every product. */
async function list(): Promise<void> {
  const { home, current } = harbor();
  const { taxSteward } = await signInAll(home, current().urls);
  await registerProduct(taxSteward, dataset);
  const [operator, bureau] = await Promise.all(
    ['operator', 'bureau'].map((login) => hubAs(home, current().url, login)),
  );
  await listProducts(operator!, bureau!, 3);
}

async function publish(): Promise<string> {
  await using steward = await as(/Sun Yi/);
  const { page, hand } = steward;
  await steward.open(`/datasets/${dataset}/publish`);
  for (const what of ['Title', 'Description'])
    for (const language of ['English', 'Chinese'])
      await hand.fill(page.getByRole('textbox', { name: `${what}, in ${language}` }).first(), 'Register');
  await hand.fill(page.getByRole('textbox', { name: /^Licence/ }), 'Open data');
  await hand.tick(page.getByRole('radio', { name: /^Made-up/ }));
  for (const way of [/^Rows as a file, fetched/, /^Rows as a file, sent/])
    await hand.tick(page.getByRole('checkbox', { name: way }));
  await hand.press(page.getByRole('button', { name: 'Add a price plan' }));
  await hand.fill(page.getByRole('textbox', { name: 'Name of plan 1' }), 'Each');
  await hand.fill(page.getByRole('textbox', { name: /^Price in yuan/ }), '25');
  await isClean(steward);
  await hand.press(page.getByRole('button', { name: 'Publish', exact: true }));
  await hand.press(page.getByRole('button', { name: 'Sign and publish' }));
  await page.waitForURL(/catalogue\/[0-9a-f]{64}$/);
  await page.getByText('Rows as a file, fetched by the consumer').first().waitFor();
  await isClean(steward);
  return page.url().split('/').at(-1)!;
}

async function request(version: string): Promise<string> {
  await using bank = await as(/Wu Gang/);
  const { page, hand } = bank;
  await bank.open(`/contracts/new?product=${version}`);
  await hand.tick(page.getByRole('radio', { name: /^Have rows delivered/ }));
  await hand.tick(page.getByRole('radio', { name: /^Register/ }));
  await isClean(bank);
  await hand.press(page.getByRole('button', { name: 'Sign and send the request' }));
  await page.waitForURL(/contracts\/[0-9a-f]{64}$/);
  const kept = page.getByRole('listitem').filter({ hasText: 'The rows are not passed on.' });
  await kept.getByText('promised').waitFor();
  const counted = page.getByRole('listitem').filter({ hasText: /^enforced ?Rows go to/ });
  await counted.first().waitFor();
  await isClean(bank);
  return page.url().split('/').at(-1)!;
}

async function approve(contract: string): Promise<void> {
  await using office = await as(/Ma Jun/);
  const { page, hand } = office;
  await office.open(`/contracts/${contract}`);
  await hand.press(page.getByRole('button', { name: 'Approve', exact: true }));
  await hand.press(page.getByRole('button', { name: 'Sign and approve' }));
  await page.getByText('in force', { exact: true }).first().waitFor();
}

async function deliver(contract: string): Promise<string> {
  await using analyst = await as(/Chen Jia/);
  const { page, hand } = analyst;
  await analyst.open(`/contracts/${contract}`);
  await hand.press(page.getByRole('button', { name: 'Have the rows delivered' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /sent to the consumer/ }).waitFor({ state: 'attached' });
  await isClean(analyst, dialog);
  await hand.press(dialog.getByRole('button', { name: 'Have the rows delivered' }));
  await page.waitForURL(/jobs\/[0-9a-f-]{36}$/);
  const save = page.getByRole('link', { name: 'Save as CSV' });
  await save.waitFor({ timeout: 60_000 });
  await isClean(analyst);
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  assert.equal(lines.length, firms.length + 1);
  assert.equal(lines[0], 'uscc,Kind,Founded');
  assert.deepEqual(new Set(lines.slice(1).map((line) => line.split(',')[0])), new Set(firms));
  return page.url().split('/').at(-1)!;
}

test('rows are offered, agreed on, delivered, saved and paid for, all on screen', async () => {
  await load();
  const version = await publish();
  await list();
  const contract = await request(version);
  await approve(contract);
  const job = await deliver(contract);
  await using holder = await as(/孙怡/, phone);
  await holder.open(`/jobs/${job}`);
  await holder.page.getByText('全部数据行已交付').waitFor();
  await isClean(holder);
  await using payer = await as(/Wu Gang/);
  await payer.open('/settlement');
  await payer.hand.press(payer.page.getByRole('main').getByRole('table').first().getByRole('link').first());
  await payer.page.getByText('25.00').first().waitFor();
  await payer.hand.press(payer.page.getByRole('button', { name: 'Check line by line' }));
  await payer.page.getByText(/^(\d+) of \1 lines confirmed/).waitFor();
  await isClean(payer);
});
