import { setTimeout } from 'node:timers/promises';
import { sha256 } from '@finharbor/kernel';
import { whyOver } from './agreements/end.ts';
import type { ConnectorContext } from './context.ts';
import type { Negotiation, Reason, Role, Transfer } from './domain.ts';
import { step } from './moves.ts';
import { readOffer } from './negotiation/step.ts';
import type { Outgoing, Stored } from './postgres/rows.ts';
import type { FoundFor, StepNote } from './postgres/store.ts';
import { type Family, kindOf } from './protocol/endpoints.ts';
import { type AnyProcess, familyOf, isNegotiation, otherRole, pidsFor } from './protocol/process.ts';
import { readDataAddress, type WireMessage } from './protocol/wire.ts';

/** A message whose form is right and whose sender is known. */
export type Received = {
  readonly family: Family;
  readonly message: WireMessage;
  readonly sender: string;
  readonly body: Uint8Array;
};

/** What became of it. `stored` is there where this process has to go on with it. */
export type Reception =
  | { readonly kind: 'accepted'; readonly process: AnyProcess; readonly stored?: Stored }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'crossed' }
  | { readonly kind: 'unknown' };

/** As long as the other side's answer to a message usually takes, and then some. */
const crossedWaitMs = 20;
const mostTries = 50;
const longestPid = 512;

/** Accepts the message that begins a process on the other side. Sent again, it finds the process that it began. */
export async function receiveFirst(
  context: ConnectorContext,
  received: Received,
  role: Role,
): Promise<Reception> {
  const { family, sender, message } = received;
  const opened = await open(context, received, role);
  if (opened.kind !== 'opened') return opened;
  const nowMs = context.clock.nowMs();
  const digest = digestOf(received);
  const process = { ...opened.process, createdAtMs: nowMs, updatedAtMs: nowMs };
  const next: Stored = {
    process,
    version: 1,
    turnUntilMs: nowMs + context.settings.leaseMs,
  };
  const steps = [{ message: kindOf(message), by: otherRole(role), after: process, digest }];
  if (await context.store.create({ base: 0, next, steps, outgoing: 'keep' }))
    return { kind: 'accepted', process, stored: next };
  const theirs = await context.store.findTheirs({ peer: sender, family, role, peerPid: process.peerPid });
  if (theirs && (await context.store.hasAccepted(theirs.process.pid, digest)))
    return { kind: 'accepted', process: theirs.process };
  return refuse('dataspace.pid_taken', `Another message began the ${family} ${process.peerPid}.`);
}

type Fresh = (Negotiation | Transfer) & { readonly peerPid: string };
type Opened = { readonly kind: 'opened'; readonly process: Fresh };

async function open(
  context: ConnectorContext,
  { family, message, sender }: Received,
  role: Role,
): Promise<Opened | Reception> {
  const { peer: peerPid } = pidsFor(message, role);
  if (!peerPid || peerPid.length > longestPid)
    return refuse('dataspace.bad_pid', `A process id has 1 to ${longestPid} characters.`);
  const { callbackAddress } = message;
  if (callbackAddress === undefined)
    return refuse(
      'dataspace.bad_callback',
      'The first message says where to answer: /callbackAddress is missing.',
    );
  if (!URL.canParse(callbackAddress) || !context.admitsAddress(new URL(callbackAddress), sender))
    return refuse('dataspace.bad_callback', `/callbackAddress: messages are not sent to ${callbackAddress}.`);
  const common = {
    pid: `urn:uuid:${context.newId()}`,
    peerPid,
    role,
    peer: sender,
    peerAddress: callbackAddress,
    reason: undefined,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
  if (family === 'transfer') return openTransfer(context, common, message);
  const offer = readOffer(message.offer!);
  if (offer.target === undefined)
    return refuse('dataspace.message_invalid', '/offer/target is missing: which data set is it for?');
  return {
    kind: 'opened',
    process: {
      ...common,
      state: role === 'provider' ? 'REQUESTED' : 'OFFERED',
      datasetId: offer.target,
      offer,
      offeredBy: otherRole(role),
      agreement: undefined,
    },
  };
}

type Common = Pick<
  Fresh,
  'pid' | 'peerPid' | 'role' | 'peer' | 'peerAddress' | 'reason' | 'createdAtMs' | 'updatedAtMs'
>;

async function openTransfer(
  { agreements, clock }: ConnectorContext,
  common: Common,
  message: WireMessage,
): Promise<Opened | Reception> {
  const agreementId = message.agreementId!;
  const key = { id: agreementId, peer: common.peer, role: 'provider' } as const;
  // Looked for first: what is no longer under way is then found in force.
  const isUnderWay = await agreements.isUnderWay(key);
  const kept = await agreements.find(key);
  if (!kept && isUnderWay) return { kind: 'crossed' };
  if (!kept) return refuse('dataspace.no_such_agreement', `There is no agreement ${agreementId} with you.`);
  const over = whyOver(kept, clock.nowMs());
  if (over)
    return {
      kind: 'refused',
      reason: {
        code: 'dataspace.agreement_ended',
        text: [`The agreement ${agreementId} has ended: ${over.reason.code}.`, ...over.reason.text],
      },
    };
  const dataAddress = message.dataAddress && readDataAddress(message.dataAddress);
  return {
    kind: 'opened',
    process: { ...common, state: 'REQUESTED', agreementId, format: message.format!, dataAddress },
  };
}

/** Accepts a further message of a process. Sent again, it changes nothing and is answered as before. */
export async function receiveNext(
  context: ConnectorContext,
  received: Received,
  pid: string,
): Promise<Reception> {
  const digest = digestOf(received);
  for (let tries = 0; tries < mostTries; tries++) {
    const found = await context.store.findFor(pid, digest);
    if (!found || !isBetween(found.stored.process, received)) return { kind: 'unknown' };
    const reception = await take(context, { ...received, digest }, found);
    if (reception.kind === 'crossed') await setTimeout(crossedWaitMs);
    else if (reception.kind !== 'superseded') return reception;
  }
  return { kind: 'crossed' };
}

/** Another participant's process looks like one that does not exist. */
function isBetween(process: AnyProcess, { sender, family }: Received): boolean {
  return process.peer === sender && familyOf(process) === family;
}

async function take(
  context: ConnectorContext,
  { message, digest }: Received & { readonly digest: Uint8Array },
  { stored, outgoing, accepted }: FoundFor,
): Promise<Reception | { readonly kind: 'superseded' }> {
  const { process } = stored;
  const mismatch = findMismatch(process, message);
  if (mismatch) return { kind: 'refused', reason: mismatch };
  if (isRepetition(message, accepted)) return { kind: 'accepted', process };
  const kind = kindOf(message);
  const sender = otherRole(process.role);
  const following = outgoing && stepsAfterOurs(process, outgoing, message);
  const alone = step(process, sender, message);
  // Of two messages that cross the provider's counts, at both sides, so that they come to one state: the consumer's waits here until
  // the provider's has arrived, and then fits or does not; a consumer gives up its own.
  if (!following && alone && outgoing && process.role === 'provider' && process.peerPid !== undefined)
    return { kind: 'crossed' };
  const steps = following ?? (alone && [{ message: kind, by: sender, after: alone }]);
  if (!steps) {
    if (accepted !== 'never') return { kind: 'accepted', process };
    return refuse(
      'dataspace.not_now',
      `A ${sender} cannot send a ${kind} while the ${familyOf(process)} is ${process.state}.`,
    );
  }
  const reason =
    (await context.behaviour.admits({ process, message: kind })) ?? judged(context, message, steps);
  if (reason) return { kind: 'refused', reason };
  const nowMs = context.clock.nowMs();
  const next: Stored = {
    process: { ...steps.at(-1)!.after, updatedAtMs: nowMs },
    version: stored.version + steps.length,
    turnUntilMs: nowMs + context.settings.leaseMs,
  };
  const last: StepNote = { ...steps.at(-1)!, digest };
  const change = {
    base: stored.version,
    next,
    steps: [...steps.slice(0, -1), last],
    outgoing: 'none',
  } as const;
  if (!(await context.store.change(change))) return { kind: 'superseded' };
  return { kind: 'accepted', process: next.process, stored: next };
}

/**
 * Whether a message is one that was accepted: an attempt that its sender had long given up may still arrive, when others have come in
 * between. A message without an id of its own may be said again in the same words, so of those only a copy of the last one is certain.
 */
function isRepetition(message: WireMessage, accepted: FoundFor['accepted']): boolean {
  return accepted === 'last' || (accepted === 'before' && message['@id'] !== undefined);
}

/** Where ours is under way and theirs can only follow it, theirs acknowledges it, whose reply was lost or is slower. */
function stepsAfterOurs(
  process: AnyProcess,
  outgoing: Outgoing,
  message: WireMessage,
): readonly StepNote[] | undefined {
  const kind = kindOf(message);
  // The message that begins a process has made its step when it was written.
  if (process.peerPid === undefined) return undefined;
  const ours = step(process, process.role, JSON.parse(outgoing.body) as WireMessage);
  const sender = otherRole(process.role);
  const after = ours && step(ours, sender, message);
  if (!after) return undefined;
  return [
    { message: outgoing.message, by: process.role, after: ours },
    { message: kind, by: sender, after },
  ];
}

function judged(
  context: ConnectorContext,
  message: WireMessage,
  steps: readonly StepNote[],
): Reason | undefined {
  const after = steps.at(-1)!.after;
  if (!message.agreement || !isNegotiation(after)) return undefined;
  return context.judgeAgreement(after, after.agreement!, context.participants.self);
}

function findMismatch(process: AnyProcess, message: WireMessage): Reason | undefined {
  const { own, peer } = pidsFor(message, process.role);
  const named = process.role === 'consumer' ? ['consumerPid', 'providerPid'] : ['providerPid', 'consumerPid'];
  if (own !== undefined && own !== process.pid)
    return mismatched(`/${named[0]} is not the process that the message was sent to.`);
  if (peer === undefined || peer === '' || peer.length > longestPid)
    return mismatched(`/${named[1]} has 1 to ${longestPid} characters.`);
  if (process.peerPid !== undefined && peer !== process.peerPid)
    return mismatched(`/${named[1]} is not the one that this process has had so far.`);
  return undefined;
}

function mismatched(sentence: string): Reason {
  return { code: 'dataspace.pid_mismatch', text: [sentence] };
}

function digestOf({ message, body }: Received): Uint8Array {
  return sha256(message['@type'], '\0', body);
}

function refuse(code: string, sentence: string): Reception {
  return { kind: 'refused', reason: { code, text: [sentence] } };
}
