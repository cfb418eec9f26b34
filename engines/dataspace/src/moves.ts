import { instantText } from '@finharbor/kernel';
import type { ConnectorContext } from './context.ts';
import type { NegotiationMove, Reason, Role, TransferMove } from './domain.ts';
import { type Formed, formNegotiation } from './negotiation/form.ts';
import { judge } from './negotiation/judge.ts';
import { stepNegotiation } from './negotiation/step.ts';
import type { Outgoing, Stored } from './postgres/rows.ts';
import type { StepNote } from './postgres/store.ts';
import { addressOf } from './protocol/endpoints.ts';
import { type AnyProcess, familyOf, isNegotiation } from './protocol/process.ts';
import { writeMessage } from './protocol/validate.ts';
import { identified, type WireMessage } from './protocol/wire.ts';
import { formTransfer } from './transfer/form.ts';
import { stepTransfer } from './transfer/step.ts';

export type AnyMove = NegotiationMove | TransferMove;

/** The process after a message of one side; nothing where the protocol does not allow it now. */
export function step<P extends AnyProcess>(process: P, sender: Role, message: WireMessage): P | undefined {
  const after = isNegotiation(process)
    ? stepNegotiation(process, sender, message)
    : stepTransfer(process, sender, message);
  return after as P | undefined;
}

/** What this side does next, by the catalogue, the owner's policy and the owner. */
export async function nextMove(context: ConnectorContext, { process, version }: Stored): Promise<AnyMove> {
  if (!isNegotiation(process)) return context.behaviour.transfer(process);
  const reason = await judge(process, version === 1, context);
  return reason ? { kind: 'terminate', reason } : context.behaviour.negotiation(process);
}

/** A move that is durable and on its way, or why it is not. */
export type Begun =
  | { readonly kind: 'begun'; readonly stored: Stored; readonly outgoing: Outgoing }
  | { readonly kind: 'ended'; readonly stored: Stored }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'superseded' };

/** Writes a move's message, to be delivered by this process first. The state changes when the other side has acknowledged it. */
export async function beginMove(
  context: ConnectorContext,
  stored: Stored,
  { move, steps = [] }: { readonly move: AnyMove; readonly steps?: readonly StepNote[] },
): Promise<Begun> {
  const { process } = stored;
  const formed = formMove(context, process, move);
  if (!formed) return notNow(process, move);
  const after = step(process, process.role, formed.message as WireMessage);
  if (!after) return notNow(process, move);
  if (process.peerPid === undefined)
    return move.kind === 'terminate' ? endUnheard(context, stored, after) : notNow(process, move);
  const { type, path } = addressOf(familyOf(process), formed.kind, process.peerPid);
  const nowMs = context.clock.nowMs();
  const next: Stored = { ...stored, version: stored.version + 1, turnUntilMs: undefined };
  const outgoing: Outgoing = {
    pid: process.pid,
    no: next.version,
    message: formed.kind,
    path,
    body: writeMessage(type, identified(context, formed.message)),
    attempts: 0,
    dueAtMs: nowMs + context.settings.leaseMs,
  };
  const isWritten = await context.store.change({ base: stored.version, next, steps, outgoing });
  return isWritten ? { kind: 'begun', stored: next, outgoing } : { kind: 'superseded' };
}

/** The other side has never answered: there is nobody to tell that it ends. */
async function endUnheard(context: ConnectorContext, stored: Stored, after: AnyProcess): Promise<Begun> {
  const nowMs = context.clock.nowMs();
  const process = { ...after, updatedAtMs: nowMs };
  const next: Stored = {
    ...stored,
    process,
    version: stored.version + 1,
    turnUntilMs: nowMs + context.settings.leaseMs,
  };
  const isWritten = await context.store.change({
    base: stored.version,
    next,
    steps: [{ message: 'termination', by: process.role, after: process }],
    outgoing: 'none',
  });
  return isWritten ? { kind: 'ended', stored: next } : { kind: 'superseded' };
}

function formMove(context: ConnectorContext, process: AnyProcess, move: AnyMove): Formed | undefined {
  if (!isNegotiation(process)) return formTransfer(process, move as TransferMove);
  return formNegotiation(process, move as NegotiationMove, {
    self: context.participants.self,
    address: context.address,
    newId: context.newId,
    timestamp: instantText(context.clock.nowMs()),
  });
}

function notNow(process: AnyProcess, move: AnyMove): Begun {
  return {
    kind: 'refused',
    reason: {
      code: 'dataspace.not_now',
      text: [`A ${process.role} cannot ${move.kind} while the ${familyOf(process)} is ${process.state}.`],
    },
  };
}
