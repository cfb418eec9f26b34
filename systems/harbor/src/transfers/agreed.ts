import { setTimeout as delay } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import { contractFile } from '../contracts.ts';
import type { Body, Verified } from '../documents.ts';
import { askForProduct } from '../negotiation/ask.ts';
import { negotiationsFor } from '../negotiation/contract-negotiations.ts';
import { productIdOf } from '../negotiation/names.ts';
import { agreementsOf, type ContractAgreement } from './agreements.ts';
import type { OpenTransfers } from './context.ts';

const lookEveryMs = 100;

/**
 * As the consumer, one agreement for each product of a job's contract. One that is being concluded is waited for, and one that is not
 * there is asked for: a provider that has approved the contract agrees again by itself, as after a party has moved to another address.
 * Errors: `job.no_agreement`.
 */
export async function agreedFor(
  parts: OpenTransfers,
  { contract: id }: Pick<Body<'job'>, 'contract'>,
  signal: AbortSignal,
): Promise<readonly ContractAgreement[]> {
  const { contract } = await contractFile(parts.ctx, id);
  const asked = new Set<string>();
  for (;;) {
    const agreements = await agreementsOf(parts, contract);
    const found = contract.body.products.map((product) => agreements.find((one) => one.product === product));
    const missing = contract.body.products.filter((_, at) => !found[at]);
    if (missing.length === 0) return found as readonly ContractAgreement[];
    if (signal.aborted) return fail('job.no_agreement', noAgreement(missing.length));
    await askAnew(parts, contract, { missing, asked });
    await delay(lookEveryMs, undefined, { signal }).catch(() => {});
  }
}

function noAgreement(products: number): string {
  return `The connectors have no agreement on ${products} product(s) of this contract. The contract's page shows how far each is; run the job again when all are concluded.`;
}

type Anew = { readonly missing: readonly string[]; readonly asked: Set<string> };

async function askAnew(
  parts: OpenTransfers,
  contract: Verified<'contract'>,
  { missing, asked }: Anew,
): Promise<void> {
  const underWay = (await negotiationsFor(parts, parts.connector, contract)).filter(
    ({ state }) => state !== 'FINALIZED' && state !== 'TERMINATED',
  );
  for (const product of missing) {
    if (asked.has(product) || underWay.some(({ datasetId }) => productIdOf(datasetId) === product)) continue;
    asked.add(product);
    await askForProduct(parts, parts.connector, { contract, product });
  }
}
