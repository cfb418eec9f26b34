import type { People } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import type { Person } from './person.ts';

/** Asks for a contract at the bank, by pointer, as its approver does. */
export async function askForContract({ page, goTo }: Person): Promise<void> {
  await goTo('Contracts');
  await page.getByRole('link', { name: 'Request a contract' }).first().click();
  await page.getByRole('button', { name: 'Sign and send the request' }).click();
  await page.waitForURL(/contracts\/[0-9a-f]{64}$/);
}

/** The bank's request to both offices for a training, as each of them has got it; its id. */
export async function requestedContract(
  { analyst, bankApprover, approvers }: People,
  purpose: string,
): Promise<string> {
  const products = await until(async () => {
    const { body } = await analyst.listProducts({});
    return body.length === 2 ? body.map(({ id }) => id) : undefined;
  });
  const terms = { smallestGroup: 50, validDays: 30, uses: 3, kind: 'train' } as const;
  const body = {
    ...{ ...terms, products, legalBasis: { en: 'A public task.', zh: '公共职能。' } },
    purpose: { en: purpose, zh: purpose },
  };
  const { id } = (await bankApprover.postContract({ body })).body;
  for (const office of approvers.values())
    await until(async () => (await office.listContracts({})).body.find((contract) => contract.id === id));
  return id;
}
