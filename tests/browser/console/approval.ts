import { test } from 'node:test';
import { askForContract } from '../../harness/contracts.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

test('a contract requested at the bank lies in the tax office approver’s inbox and leads to the contract', async () => {
  const url = harbor().current().url;
  await using bank = await become(browser(), url, { name: /Wu Gang/, view: { language: 'en' } });
  await askForContract(bank);
  const id = new URL(bank.page.url()).pathname.split('/').at(-1)!;

  await using office = await become(browser(), url, { name: /Ma Jun/, view: { language: 'en' } });
  const { page } = office;
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^Inbox ?1 unread$/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  const notice = page.getByRole('link', { name: 'A contract waits for your approval' });
  await notice.waitFor();
  await isClean(office);
  await notice.click();
  await page.waitForURL(new RegExp(`/app/contracts/${id}$`));
  await page.getByRole('banner').getByRole('link', { name: 'Inbox', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign and approve' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await office.open('/inbox');
  await page.getByText('Nothing waits for you').waitFor();
  await isClean(office);

  await bank.open('/inbox');
  await bank.page.getByRole('link', { name: 'Demo Tax Office has approved your contract' }).waitFor();
});
