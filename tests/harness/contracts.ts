import type { Person } from './person.ts';

/** Asks for a contract at the bank, by pointer, as its approver does. */
export async function askForContract({ page, goTo }: Person): Promise<void> {
  await goTo('Contracts');
  await page.getByRole('link', { name: 'Request a contract' }).first().click();
  await page.getByRole('button', { name: 'Sign and send the request' }).click();
  await page.waitForURL(/contracts\/[0-9a-f]{64}$/);
}
