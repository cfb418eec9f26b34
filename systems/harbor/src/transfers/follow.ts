import type { Negotiation, Transfer } from '@finharbor/dataspace';
import type { Body } from '../documents.ts';
import type { OpenTransfers } from './context.ts';
import { jobNamedBy, type NamedJob } from './named.ts';
import { transfersOf } from './of-job.ts';

/** What follows from a step of a transfer here: its plane is opened or closed, and its job goes on, or ends with the transfer's reason. */
export async function follow(parts: OpenTransfers, process: Negotiation | Transfer): Promise<void> {
  if (!('format' in process)) return;
  const { pid, role, state } = process;
  if (role === 'provider' && state === 'REQUESTED') await note(parts, process);
  const named = await parts.links.of(pid);
  if (!named) return;
  await work(parts, process);
  if (state === 'COMPLETED' || state === 'TERMINATED') parts.ending.delete(pid);
  if (state === 'TERMINATED') await endJob(parts, process, named);
  parts.steps.tell(named.job);
}

/** What a consumer says a transfer is for is kept before the owner is asked about it. */
async function note({ links }: OpenTransfers, { pid, dataAddress }: Transfer): Promise<void> {
  const named = jobNamedBy(dataAddress);
  if (named) await links.put(pid, named);
}

async function work({ planes }: OpenTransfers, transfer: Transfer): Promise<void> {
  const { role, state, format } = transfer;
  const plane = planes.find((one) => one.format === format)?.[role];
  // A provider opens its side before it says so.
  if (state === 'STARTED' && role === 'consumer') await plane?.start(transfer);
  if (state === 'SUSPENDED') await plane?.suspend(transfer);
  if (state === 'COMPLETED' || state === 'TERMINATED') await plane?.stop(transfer);
}

/** Others may name a job that is none of theirs: only its own transfers end it. */
async function endJob(parts: OpenTransfers, { pid, reason }: Transfer, named: NamedJob): Promise<void> {
  const { ctx, connector, runner } = parts;
  const job = await ctx.store.jobs.get(named.job);
  if (!job || (job.status !== 'waiting' && job.status !== 'running')) return;
  const own = await transfersOf(parts, job.request as unknown as Body<'job'>, named.attempt);
  const ended = own.find((one) => one.pid === pid);
  if (!ended || named.session !== job.session) return;
  const last = (await connector.history(pid)).at(-1);
  const said = reason?.text[0] ?? '';
  const prefix = `${ended.party}: `;
  runner.end(
    named.job,
    {
      code: reason?.code ?? 'job.transfer_refused',
      message: last?.by === ended.role || said.startsWith(prefix) ? said : `${prefix}${said}`,
    },
    named.attempt,
  );
}
