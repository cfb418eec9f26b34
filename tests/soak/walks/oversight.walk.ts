import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demoTraining } from '@finharbor/server';
import { type People, signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import type { View } from '../../harness/browser.ts';
import { requestedContract } from '../../harness/contracts.ts';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

// The bureau looks on in a browser while the parties, each at its own node, agree, decline and refuse.

const lists = ['contracts', 'jobs', 'refusals'];

let people: People;
let bureau: Person;
const { harbor, browser } = stage(100, async () => {
  people = await signInAll(harbor().home, harbor().current().urls);
  bureau = await as('Zhou Min', { language: 'en' });
});

function as(name: string, view: View): Promise<Person> {
  return become(browser(), harbor().current().url, { name: new RegExp(name), view });
}

function decide(office: string, id: string, decision: 'approved' | 'declined') {
  const reason = decision === 'declined' ? 'Not for this purpose.' : '';
  return people.approvers.get(office)!.postApproval({ params: { id }, body: { decision, reason } });
}

test('the bureau starts at the oversight, which says what will appear, and offers nothing that is not its own', async () => {
  const { page } = bureau;
  await page.getByRole('heading', { level: 1, name: 'Oversight' }).waitFor();
  await page.getByText('No uses in the last 30 days').waitFor();
  for (const [tab, nothing] of [
    ['Contracts', 'No contracts yet'],
    ['Jobs', 'No jobs yet'],
    ['Refusals', 'Nothing was refused yet'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByText(nothing).waitFor();
    await isClean(bureau);
  }
  const offered = await page
    .getByRole('navigation')
    .getByRole('link', { includeHidden: true })
    .allTextContents();
  assert.deepEqual(offered, [
    'Overview',
    'Inbox',
    'Catalogue',
    'Ledger',
    'Settlement',
    'Disputes',
    'Oversight',
    'The exchange',
    'Rights and reviews',
    'Check a receipt',
  ]);
});

test('a contract is seen waiting, with its terms, and then declined, while the page stands open', async () => {
  const { page } = bureau;
  await bureau.open('/oversight?tab=contracts');
  const id = await requestedContract(people, 'Score without need');
  await page.getByRole('row').filter({ hasText: 'waiting for approval' }).getByRole('link').click();
  await page.waitForURL(new RegExp(`/app/oversight/contracts/${id}$`));
  await page.getByText('At most 3 uses').waitFor();
  await page.getByText(/^Requested by .*Bank/i).waitFor();
  await isClean(bureau);
  await decide('tax', id, 'declined');
  await page.getByText(/^Declined by .*Tax/i).waitFor();
  await page.getByText('Not for this purpose.').waitFor();
  await isClean(bureau);
});

test('a job that both offices refuse is seen with their reasons, is found by them, and is exported', async () => {
  const id = await requestedContract(people, '=1+1, train together');
  for (const office of people.approvers.keys()) await decide(office, id, 'approved');
  await until(async () => {
    const { body } = await people.analyst.getContract({ params: { id } });
    return body.state === 'in_force' ? body : undefined;
  });
  const { body: assumption } = await people.bankApprover.getAssumption({});
  await people.bankApprover.postAcceptance({ body: { digest: assumption.digest } });
  // The offices' operators have not accepted it, so their nodes refuse.
  const { body: job } = await people.analyst.postTraining({ body: { contract: id, data: demoTraining } });
  const { page } = bureau;
  await bureau.open('/oversight?tab=refusals&q=assumption.not_accepted');
  await page.getByRole('row').nth(2).waitFor();
  await isClean(bureau);
  await page.getByLabel('Reason, code or number').fill('no such thing');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('Nothing fits these filters').waitFor();
  assert.match(page.url(), /q=no(\+|%20)such/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.waitForURL(new RegExp(`/app/oversight/jobs/${job.job}$`));
  await page.getByText('refused attempt 1').first().waitFor();
  await page.getByText('No use is published').waitFor();
  await isClean(bureau);
  await bureau.open('/oversight?tab=contracts&q=train+together');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Text (CSV)' }).click();
  const csv = readFileSync(await (await saving).path(), 'utf8');
  assert.match(csv, /^\uFEFFPurpose,.*\r\n"'=1\+1, train together",.*in force/);
  assert.equal(csv.trim().split('\r\n').length, 2);
});

test('on a phone and in Chinese the same is there to be read', async () => {
  const { page } = bureau;
  await bureau.open('/oversight?tab=jobs');
  await page.getByRole('row').nth(1).getByRole('link').waitFor();
  const [contract, job] = await Promise.all(
    ['contract', 'job'].map(async (type) => {
      const key = type === 'job' ? 'job_id' : 'id';
      const text = `select ${key} as id from document where type = '${type}' order by seq desc limit 1`;
      return (await harbor().sql('hub', text))[0]!.id;
    }),
  );
  await using phone = await as('周敏', { language: 'zh-CN', theme: 'dark', width: 320, touch: true });
  for (const list of lists) {
    await phone.open(`/oversight?tab=${list}`);
    await phone.page.getByRole('row').nth(1).waitFor();
    await isClean(phone);
  }
  for (const path of [`/oversight/contracts/${contract}`, `/oversight/jobs/${job}`]) {
    await phone.open(path);
    await phone.page.getByRole('heading', { name: '经过' }).waitFor();
    await isClean(phone);
  }
});
