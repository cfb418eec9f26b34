import { FinharborError } from '@finharbor/kernel';
import type { ConnectorContext } from './context.ts';
import type { Reason } from './domain.ts';
import { send, under } from './http/send.ts';
import { beginMove, step } from './moves.ts';
import type { Outgoing, Stored } from './postgres/rows.ts';
import type { Found, StepNote } from './postgres/store.ts';
import { type AnyProcess, familyOf, pidsFor } from './protocol/process.ts';
import { readReason, type WireMessage } from './protocol/wire.ts';

const mostAnswerBytes = 64 * 1024;

/** What is left to do after an attempt. */
export type Delivered =
  | { readonly kind: 'turn'; readonly stored: Stored }
  | { readonly kind: 'deliver'; readonly stored: Stored; readonly outgoing: Outgoing }
  | { readonly kind: 'later'; readonly atMs: number }
  | { readonly kind: 'nothing' };

type Outcome =
  | { readonly kind: 'acknowledged'; readonly answer: WireMessage | undefined }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'failed' };

/**
 * Tries a message once and keeps what came of it. An answer is final: 2xx makes the step, 4xx ends the process with the other
 * side's reason; no answer, 5xx, 408, 425 and 429 have it tried again, later, with the same bytes.
 */
export async function deliver(
  context: ConnectorContext,
  { stored, outgoing }: Required<Found>,
  signal: AbortSignal,
): Promise<Delivered> {
  const outcome = await attempt(context, { stored, outgoing }, signal);
  // A process that stops leaves the message to the next: whether it arrived is not known.
  if (outcome.kind === 'failed' && signal.aborted) return { kind: 'nothing' };
  if (outcome.kind === 'acknowledged')
    return conclude(context, stored, acknowledgement(stored.process, outgoing, outcome.answer));
  if (outcome.kind === 'refused') return refused(context, stored, { outgoing, reason: outcome.reason });
  return failed(context, stored, outgoing);
}

async function attempt(
  context: ConnectorContext,
  { stored: { process }, outgoing }: Required<Found>,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const { status, body } = await send(context.participants, {
      method: 'POST',
      url: under(process.peerAddress, outgoing.path),
      body: outgoing.body,
      audience: process.peer,
      signal: AbortSignal.any([signal, AbortSignal.timeout(context.settings.timeoutMs)]),
      mostBytes: mostAnswerBytes,
    });
    const answer = parsed(body);
    if (status >= 200 && status < 300) return { kind: 'acknowledged', answer };
    if (status >= 500 || status === 408 || status === 425 || status === 429) return { kind: 'failed' };
    return { kind: 'refused', reason: refusal(process, outgoing, { status, answer }) };
  } catch (error) {
    if (!signal.aborted && error instanceof FinharborError) context.onFault(error);
    return { kind: 'failed' };
  }
}

async function failed(context: ConnectorContext, stored: Stored, outgoing: Outgoing): Promise<Delivered> {
  const { settings } = context;
  const attempts = outgoing.attempts + 1;
  if (attempts < settings.attempts) {
    const waitMs = Math.min(settings.firstWaitMs * 2 ** (attempts - 1), settings.longestWaitMs);
    const atMs = context.clock.nowMs() + waitMs;
    await context.store.putOff({ ...outgoing, attempts, dueAtMs: atMs });
    return { kind: 'later', atMs };
  }
  const { process } = stored;
  const reason = {
    code: 'dataspace.peer_unreachable',
    text: [`${process.peer} did not answer the ${outgoing.message} in ${attempts} attempts.`],
  };
  if (isLast(process, outgoing)) {
    const after = ended(process, reason);
    return conclude(context, stored, { after, steps: [note(outgoing, after)] });
  }
  // Parked: the owner, asked again, would say the same again without end. A person goes on with it, or the other side.
  const parked = { ...process, reason };
  return conclude(context, stored, { after: parked, steps: [note(outgoing, parked)], isParked: true });
}

async function refused(
  context: ConnectorContext,
  stored: Stored,
  { outgoing, reason }: { readonly outgoing: Outgoing; readonly reason: Reason },
): Promise<Delivered> {
  const { process } = stored;
  if (isLast(process, outgoing)) {
    // That the other side would not hear of the end does not make this side's reason another.
    const said =
      outgoing.message === 'termination' ? acknowledgement(process, outgoing).after.reason : reason;
    const after = ended(process, said ?? reason);
    return conclude(context, stored, { after, steps: [note(outgoing, after)] });
  }
  // The two sides no longer agree on the state; the protocol wants that ended, and the other side hears why.
  const parted = { ...stored, process: { ...process, reason } };
  const begun = await beginMove(context, parted, {
    move: { kind: 'terminate', reason },
    steps: [note(outgoing, parted.process)],
  });
  return begun.kind === 'begun' ? { ...begun, kind: 'deliver' } : { kind: 'nothing' };
}

/** Whether nothing can be said to the other side after this message: it ends the process, or was to begin it. */
function isLast(process: AnyProcess, outgoing: Outgoing): boolean {
  return outgoing.message === 'termination' || process.peerPid === undefined;
}

function ended(process: AnyProcess, reason: Reason): AnyProcess {
  return { ...process, state: 'TERMINATED', reason };
}

type Conclusion = {
  readonly after: AnyProcess;
  readonly steps: readonly StepNote[];
  readonly isParked?: boolean;
};

function acknowledgement(process: AnyProcess, outgoing: Outgoing, answer?: WireMessage): Conclusion {
  if (process.peerPid === undefined) {
    // The step itself was noted when the process began.
    const peerPid = answer && pidsFor(answer, process.role).peer;
    return { after: typeof peerPid === 'string' ? { ...process, peerPid } : process, steps: [] };
  }
  const after = step(process, process.role, JSON.parse(outgoing.body) as WireMessage)!;
  return { after, steps: [note(outgoing, after)] };
}

function note(outgoing: Outgoing, after: AnyProcess): StepNote {
  return { message: outgoing.message, by: after.role, after };
}

/** Keeps what an attempt led to; the owner is asked or told next. Where the process has gone on meanwhile, that counts. */
async function conclude(
  context: ConnectorContext,
  stored: Stored,
  { after, steps, isParked = false }: Conclusion,
): Promise<Delivered> {
  const nowMs = context.clock.nowMs();
  const next: Stored = {
    process: { ...after, updatedAtMs: nowMs },
    version: stored.version + 1,
    turnUntilMs: isParked ? undefined : nowMs + context.settings.leaseMs,
  };
  const isWritten = await context.store.change({ base: stored.version, next, steps, outgoing: 'none' });
  return isWritten && !isParked ? { kind: 'turn', stored: next } : { kind: 'nothing' };
}

function refusal(
  process: AnyProcess,
  outgoing: Outgoing,
  { status, answer }: { readonly status: number; readonly answer: WireMessage | undefined },
): Reason {
  const said = readReason(answer ?? { '@type': '' }, { code: 'dataspace.no_reason_given', text: [] });
  return {
    code: 'dataspace.refused_by_peer',
    text: [
      `${process.peer} refused the ${outgoing.message} of this ${familyOf(process)} with ${status} ${said.code}.`,
      ...said.text,
    ],
  };
}

function parsed(body: Uint8Array): WireMessage | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as WireMessage) : undefined;
  } catch {
    return undefined;
  }
}
