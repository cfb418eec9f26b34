import type { Transfer } from '@finharbor/dataspace';
import { codeOf, FinharborError, fail } from '@finharbor/kernel';
import type { Body } from '../documents.ts';
import { agreedFor } from './agreed.ts';
import type { ContractAgreement } from './agreements.ts';
import type { OpenTransfers } from './context.ts';
import { addressFor } from './named.ts';
import { type JobPlane, type JobTransfer, planeFor } from './plane.ts';
import { untilStep } from './until-step.ts';

type Asked = { readonly agreement: ContractAgreement; readonly pid: string };

/**
 * Asks, as the consumer of a job, for a transfer under each agreement of its contract, and waits until all providers have started.
 * Errors: `job.no_agreement`, `job.peer_away`, `job.not_started`, `job.transfer_refused`, or whatever a provider ended it with.
 */
export async function startTransfers(
  parts: OpenTransfers,
  job: Body<'job'>,
  signal: AbortSignal,
): Promise<readonly JobTransfer[]> {
  const plane =
    planeFor(parts.planes, job) ?? fail('job.no_plane', 'This node has no way to run such a job.');
  const over = AbortSignal.any([signal, AbortSignal.timeout(parts.patienceMs)]);
  const agreements = await agreedFor(parts, job, over);
  signal.throwIfAborted();
  const asked = await Promise.all(agreements.map((agreement) => request(parts, { job, plane, agreement })));
  const ask = (): Promise<readonly JobTransfer[] | undefined> => allStarted(parts, asked);
  const started =
    (await untilStep(parts, job.job, { signal: over, ask })) ??
    (await prepared(parts, { job, plane, asked, signal }, ask));
  signal.throwIfAborted();
  return started ?? notStarted(parts, asked);
}

type Preparing = Pick<Wanted, 'job' | 'plane'> & {
  readonly asked: readonly Asked[];
  readonly signal: AbortSignal;
};

/** Waits longer, where a provider has been heard of and its way of using data takes time to prepare. */
async function prepared(
  parts: OpenTransfers,
  { job, plane, asked, signal }: Preparing,
  ask: () => Promise<readonly JobTransfer[] | undefined>,
): Promise<readonly JobTransfer[] | undefined> {
  const all = await Promise.all(asked.map(({ pid }) => parts.connector.transfer(pid)));
  if (plane.prepareMs === undefined || all.some((one) => one?.peerPid === undefined)) return undefined;
  const over = AbortSignal.any([signal, AbortSignal.timeout(plane.prepareMs)]);
  return untilStep(parts, job.job, { signal: over, ask });
}

type Wanted = {
  readonly job: Body<'job'>;
  readonly plane: JobPlane;
  readonly agreement: ContractAgreement;
};

async function request(parts: OpenTransfers, { job, plane, agreement }: Wanted): Promise<Asked> {
  const { ctx, links, connector } = parts;
  const { id: agreementId, peer, address } = agreement;
  const pid = `urn:uuid:${ctx.newId()}`;
  await links.put(pid, job);
  const dataAddress = addressFor(job, await plane.inbox?.({ pid, peer, agreementId }));
  try {
    await connector.requestTransfer({ pid, agreementId, format: plane.format, peer, address, dataAddress });
  } catch (error) {
    if (codeOf(error) !== 'dataspace.agreement_ended') throw error;
    fail('contract.ended', (error as FinharborError).publicMessage, error);
  }
  return { agreement, pid };
}

async function allStarted(
  { connector }: OpenTransfers,
  asked: readonly Asked[],
): Promise<readonly JobTransfer[] | undefined> {
  const all = await Promise.all(
    asked.map(async ({ pid, agreement: { party, product } }) => ({
      ...(await connector.transfer(pid))!,
      party,
      product,
    })),
  );
  const ended = all.find(({ state }) => state === 'TERMINATED' || state === 'COMPLETED');
  if (ended) throw refusalOf(ended);
  return all.every(({ state }) => state === 'STARTED') ? all : undefined;
}

/** Why the other side did not start it, as its job's error. */
function refusalOf({ party, reason }: JobTransfer): FinharborError {
  const { code, text } = reason ?? { code: 'job.transfer_refused', text: [] };
  // What the protocol itself refuses says nothing to who started the job.
  const isProtocols = code.startsWith('dataspace.');
  return new FinharborError({
    code: isProtocols ? 'job.transfer_refused' : code,
    publicMessage: `${party} refused: ${isProtocols ? text.join(' ') : (text[0] ?? code)}`,
  });
}

async function notStarted({ connector, patienceMs }: OpenTransfers, asked: readonly Asked[]): Promise<never> {
  const all: readonly (Asked & { readonly transfer: Transfer })[] = await Promise.all(
    asked.map(async (one) => ({ ...one, transfer: (await connector.transfer(one.pid))! })),
  );
  const named = (of: typeof all): string =>
    [...new Set(of.map(({ agreement }) => agreement.party))].join(', ');
  const away = all.filter(({ transfer }) => transfer.peerPid === undefined);
  const waitedS = patienceMs / 1000;
  if (away.length > 0)
    return fail(
      'job.peer_away',
      `The connector of ${named(away)} did not answer within ${waitedS} s. Run the job again when that node can be reached; the use is not counted twice.`,
    );
  const idle = all.filter(({ transfer }) => transfer.state === 'REQUESTED');
  return fail(
    'job.not_started',
    `${named(idle)} did not start the job within ${waitedS} s: the signed job may not have reached it through the hub. Run the job again; the use is not counted twice.`,
  );
}
