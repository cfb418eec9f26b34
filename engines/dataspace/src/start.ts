import { FinharborError, fail } from '@finharbor/kernel';
import { whyOver } from './agreements/end.ts';
import type { ContractStart, TransferStart } from './connector.ts';
import type { ConnectorContext } from './context.ts';
import type { Negotiation, Role, Transfer } from './domain.ts';
import { formNegotiation, offerForm } from './negotiation/form.ts';
import type { Outgoing, Stored } from './postgres/rows.ts';
import { addressOf, type MessageKind } from './protocol/endpoints.ts';
import { type AnyProcess, familyOf } from './protocol/process.ts';
import { writeMessage } from './protocol/validate.ts';
import { identified } from './protocol/wire.ts';
import { transferRequest } from './transfer/form.ts';
import type { Work } from './work.ts';

/** Begins a negotiation, as consumer with a request, as provider with an offer. */
export async function startNegotiation(
  context: ConnectorContext,
  work: Work,
  start: ContractStart & { readonly role: Role },
): Promise<Negotiation> {
  const { role, datasetId } = start;
  const offer = offerForm(start.offer, datasetId);
  const kind = role === 'consumer' ? 'request' : 'offer';
  const process: Negotiation = {
    ...common(context, start),
    role,
    state: role === 'consumer' ? 'REQUESTED' : 'OFFERED',
    datasetId,
    offer,
    offeredBy: role,
    agreement: undefined,
  };
  const { message } = formNegotiation(
    process,
    { kind, offer },
    {
      self: context.participants.self,
      address: context.address,
      newId: context.newId,
      timestamp: '',
    },
  )!;
  return begin(context, work, { process, kind, message });
}

/** Begins a transfer under an agreement of this side as consumer. */
export async function startTransfer(
  context: ConnectorContext,
  work: Work,
  start: TransferStart,
): Promise<Transfer> {
  const { agreementId, format, dataAddress, peer, pid } = start;
  const kept = await context.agreements.find({ id: agreementId, peer, role: 'consumer' });
  if (!kept) fail('dataspace.no_such_agreement', `There is no agreement ${agreementId} with ${peer}.`);
  const over = whyOver(kept, context.clock.nowMs());
  if (over)
    throw new FinharborError({
      code: 'dataspace.agreement_ended',
      publicMessage: `The agreement ${agreementId} has ended: ${over.reason.text.join(' ')}`,
    });
  const process: Transfer = {
    ...common(context, start),
    ...(pid !== undefined && { pid }),
    role: 'consumer',
    state: 'REQUESTED',
    agreementId,
    format,
    dataAddress,
  };
  return begin(context, work, {
    process,
    kind: 'request',
    message: transferRequest(process, context.address),
  });
}

function common(
  context: ConnectorContext,
  { peer, address }: { readonly peer: string; readonly address: string },
) {
  const nowMs = context.clock.nowMs();
  return {
    pid: `urn:uuid:${context.newId()}`,
    peerPid: undefined,
    peer,
    peerAddress: address,
    reason: undefined,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

async function begin<P extends AnyProcess>(
  context: ConnectorContext,
  work: Work,
  { process, kind, message }: { readonly process: P; readonly kind: MessageKind; readonly message: object },
): Promise<P> {
  const { type, path } = addressOf(familyOf(process), kind, undefined);
  const next: Stored = { process, version: 1, turnUntilMs: undefined };
  const outgoing: Outgoing = {
    pid: process.pid,
    no: 1,
    message: kind,
    path,
    body: writeMessage(type, identified(context, message)),
    attempts: 0,
    dueAtMs: process.createdAtMs + context.settings.leaseMs,
  };
  const steps = [{ message: kind, by: process.role, after: process }];
  await context.store.create({ base: 0, next, steps, outgoing });
  work.deliver(next, outgoing);
  return process;
}
