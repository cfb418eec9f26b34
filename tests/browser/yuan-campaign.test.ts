import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { finishLottery } from '@finharbor/server';
import { until } from '../../apps/cli/src/demo/until.ts';
import { setUpCampaigns } from '../../apps/server/src/demo/campaigns.ts';
import { yuanAs } from '../../apps/server/src/demo/clients.ts';
import { setUpPrepaid } from '../../apps/server/src/demo/prepaid.ts';
import { residentA } from '../../apps/server/src/demo/yuan.ts';
import { visit } from '../harness/browser.ts';
import { isClean } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { phone } from '../harness/whole-job.ts';

const newId = idSource(systemClock, systemRandom);
const place = stage(100, runCampaigns);
const open = '01937f00-0000-7000-8000-00000000c002';
const finished = '01937f00-0000-7000-8000-00000000c003';

/** The bureau has money, a lottery is open and another one is drawn. */
async function runCampaigns(): Promise<void> {
  const { home, current } = place.harbor();
  const { url } = current();
  const as = (login: string) => yuanAs(home, url, login);
  const [operator, bureau, shop] = [await as('operator'), await as('bureau'), await as('owner-a')];
  const number = (await bureau.listWallets({})).body.items[0]!.number;
  const account = { id: newId(), party: 'hub', amountMinor: 1_000_000_00n };
  const { body } = await operator.postBankAccount({ body: account });
  await bureau.putLinkedAccount({ params: { number, account: body.number } });
  const id = newId();
  await bureau.postTopUp({
    params: { number },
    body: { id, amountMinor: 500_000_00n, account: body.number },
  });
  await until(async () => {
    const { state } = (await bureau.getExchange({ params: { number, id } })).body;
    return state === 'done' ? state : undefined;
  });
  const cafe = (await shop.listWallets({})).body.items[0]!.number;
  await setUpCampaigns({ bureau, teller: await as('teller') }, cafe);
  await finishLottery(place.harbor().current());
}

test('a person enters a lottery on the phone and is told their number', async () => {
  const { url } = place.harbor().current();
  await using visitor = await visit(place.browser(), { ...phone, language: 'en' });
  const { page } = visitor;
  await page.goto(`${url}/app/enter/resident-a`);
  await page.waitForURL(/\/app\/wallets/);
  await page.goto(`${url}/app/campaigns/${open}`);
  await page.getByRole('timer').waitFor();
  await page.getByLabel('District').selectOption({ label: 'Luohu' });
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
  await page.getByText('You are in').waitFor();
  await isClean(visitor);
});

test('anybody recomputes a finished lottery in the browser, without signing in', async () => {
  const { url } = place.harbor().current();
  await using visitor = await visit(place.browser(), { ...phone, language: 'zh-CN' });
  const { page } = visitor;
  await page.goto(`${url}/app/campaigns/${finished}/proof`);
  await page.getByRole('button', { name: '在本浏览器验算' }).click();
  await page.getByText('全部一致').waitFor();
  assert.equal(await page.getByText('种子由双方秘密与检查点得出').isVisible(), true);
  await isClean(visitor);
});

test('the bureau sees a shop of the demonstration at risk, and why, however often it is set up', async () => {
  const { home, current } = place.harbor();
  const { url } = current();
  const as = (login: string) => yuanAs(home, url, login);
  const people = {
    operator: await as('operator'),
    school: await as('owner-a'),
    gym: await as('owner-b'),
    pupil: await as('resident-a'),
    party: residentA,
  };
  for (let times = 0; times < 2; times++) await setUpPrepaid(people);
  const atRisk = (await (await as('bureau')).getPrepaid({})).body.merchants.filter(
    ({ risks }) => risks.length > 0,
  );
  assert.deepEqual(
    atRisk.map(({ name, risks, asks30, disputes30 }) => [name.en, risks, asks30, disputes30]),
    [['Firm B Gym', ['many_disputes'], 5, 2]],
  );
  await using visitor = await visit(place.browser(), { language: 'en' });
  const { page } = visitor;
  await page.goto(`${url}/app/enter/bureau`);
  await page.waitForURL(/\/app\/(?!enter)/);
  await page.goto(`${url}/app/prepaid`);
  await page.getByText('2 of 5 asks disputed', { exact: false }).first().waitFor();
  await isClean(visitor);
});
