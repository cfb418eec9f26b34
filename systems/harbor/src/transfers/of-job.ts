import type { Transfer } from '@finharbor/dataspace';
import { findContract } from '../contracts.ts';
import type { Body } from '../documents.ts';
import { agreementsOf } from './agreements.ts';
import type { OpenTransfers } from './context.ts';
import type { NamedJob } from './named.ts';
import type { JobTransfer } from './plane.ts';
import type { TransferLink } from './store.ts';

/** A transfer that names a job; whether it has anything to do with that job's contract is another matter. */
type Naming = { readonly link: TransferLink; readonly transfer: Transfer };

/** What names an attempt of a job, or any attempt, the latest first. */
async function naming(
  { links, connector }: OpenTransfers,
  job: string,
  attempt?: number,
): Promise<readonly Naming[]> {
  const found = await links.ofJob(job, attempt);
  const all = await Promise.all(
    found.map(async (link) => ({ link, transfer: await connector.transfer(link.pid) })),
  );
  return all.flatMap(({ link, transfer }) => (transfer ? [{ link, transfer }] : []));
}

/** The transfers of a job, of one attempt or of all: those that name it under an agreement of its own contract. */
export async function transfersOf(
  parts: OpenTransfers,
  { job, contract }: Pick<Body<'job'>, 'job' | 'contract'>,
  attempt?: number,
): Promise<readonly (JobTransfer & Pick<NamedJob, 'attempt' | 'session'>)[]> {
  const [found, file] = await Promise.all([naming(parts, job, attempt), findContract(parts.ctx, contract)]);
  if (found.length === 0 || !file) return [];
  const agreements = await agreementsOf(parts, file.contract);
  return found.flatMap(({ link, transfer }) => {
    const { agreementId, peer, role } = transfer;
    const agreed = agreements.find((one) => one.id === agreementId && one.peer === peer && one.role === role);
    if (!agreed) return [];
    const { attempt: its, session } = link;
    return [{ ...transfer, party: agreed.party, product: agreed.product, attempt: its, session }];
  });
}
