import { codeOf, fail } from '@finharbor/kernel';
import { type CallOptions, call, problemOf } from '../call.ts';
import { digestField } from '../digest.ts';
import { mustBeAllowed } from '../gate.ts';
import { metered } from '../metered.ts';
import type { ProviderOptions } from '../options.ts';
import { endOutgoing, prepared } from '../outgoing.ts';
import type { DataPlane } from '../port.ts';
import type { Opened } from '../sources/port.ts';
import type { Outgoing } from '../store.ts';
import { type Attempt, runWork } from '../work.ts';
import { pushFormat } from './accept.ts';
import { completeField, partialUpload, readComplete, readCount } from './upload-fields.ts';

const usualPartBytes = 1 << 26;

/** What a provider that sends is given. */
export type PushProviderOptions = ProviderOptions &
  Omit<CallOptions, 'signal'> & {
    /** Told of each transfer once more than never: all of it has arrived, or why it never will. */
    readonly onEnd: (transferId: string, outcome: Exclude<Attempt, { kind: 'later' }>) => Promise<void>;
    /** Bytes of one request; default 64 MiB, so that servers which bound a request's time are satisfied. */
    readonly partBytes?: number;
  };
type Sending = PushProviderOptions & { readonly signal: AbortSignal };

const final = new Set([
  'planes.use_refused',
  'planes.source_changed',
  'planes.ended',
  'planes.too_large',
  'planes.digest_mismatch',
]);

/** HTTP push at the provider: `start` has the data sent to the address in the transfer's request, by `runUploads` of whichever process. */
export function pushProvider(options: PushProviderOptions): DataPlane {
  const { store, clock } = options;
  return {
    format: pushFormat,
    start: async (transfer) => {
      const { dataAddress } = transfer;
      if (!dataAddress?.endpoint) fail('planes.bad_address', 'A push needs an address to send to.');
      const { datasetId, version } = await prepared(transfer, options);
      const token = dataAddress.endpointProperties?.find(({ name }) => name === 'authorization')?.value;
      await store.outgoing.start(
        {
          transferId: transfer.pid,
          mode: 'push',
          agreementId: transfer.agreementId,
          consumer: transfer.peer,
          datasetId,
          version,
          renewalHash: undefined,
          endpoint: dataAddress.endpoint,
          endpointToken: token,
        },
        clock.nowMs(),
      );
      return undefined;
    },
    suspend: ({ pid }) => store.outgoing.setState(pid, 'suspended'),
    stop: ({ pid }) => endOutgoing(pid, options),
  };
}

/** Sends what is due until the signal fires; see `runWork`. */
export function runUploads(
  options: PushProviderOptions,
  running: { readonly signal: AbortSignal; readonly onFault: (error: unknown) => void },
): Promise<void> {
  const { store, clock } = options;
  return runWork<Outgoing>({
    store: store.outgoing,
    clock,
    attempt: (outgoing, signal) => attempt(outgoing, { ...options, signal }),
    ...running,
  });
}

async function attempt(outgoing: Outgoing, options: Sending): Promise<Attempt> {
  const { store, clock, recordUse, report, onEnd, signal } = options;
  const { transferId } = outgoing;
  const outcome = await send(outgoing, options).catch((error: unknown): Attempt => {
    signal.throwIfAborted();
    const code = codeOf(error);
    if (!code.startsWith('planes.')) throw error;
    return { kind: final.has(code) ? 'failed' : 'later', code };
  });
  if (outcome.kind === 'later') return outcome;
  if (outcome.kind === 'done') {
    await store.outgoing.use(transferId, clock.nowMs(), recordUse);
    report({ kind: 'sent', transferId, bytes: outgoing.version.size });
  } else report({ kind: 'refused', transferId, code: outcome.code });
  await onEnd(transferId, outcome);
  return outcome;
}

/** Sends what the other side does not have yet, part after part. */
async function send(outgoing: Outgoing, options: Sending): Promise<Attempt> {
  const { source, store, clock } = options;
  const { transferId, datasetId, version } = outgoing;
  const reach = await mustBeAllowed(outgoing, options);
  if (reach.from > 0 || reach.to < version.size)
    fail('planes.use_refused', 'Only a part of the data is agreed on, which can be pulled.');
  await using opened = await source.open({ datasetId, transferId });
  if (opened.etag !== version.etag) fail('planes.source_changed', 'The data is of a newer version.');
  const at = await whereTo(outgoing, options);
  if (at.isComplete) return { kind: 'done' };
  await store.outgoing.begin(transferId, clock.nowMs());
  let offset = at.offset;
  do offset = await sendPart({ outgoing, opened, offset }, options);
  while (offset < version.size);
  return { kind: 'done' };
}

async function whereTo(
  outgoing: Outgoing,
  options: Sending,
): Promise<{ readonly offset: number; readonly isComplete: boolean }> {
  const answer = await call(
    { method: 'HEAD', url: outgoing.endpoint!, headers: authorization(outgoing) },
    options,
  );
  answer.resume();
  const offset = readCount(answer.headers['upload-offset']);
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 299 || offset === undefined || offset > outgoing.version.size)
    return fail(`planes.status_${status}`, 'The other side does not say where to go on.');
  // It has these for certain, whatever was noted when the connection broke.
  await options.store.outgoing.served(outgoing.transferId, { from: 0, to: offset });
  return { offset, isComplete: readComplete(answer.headers['upload-complete']) === true };
}

type Part = { readonly outgoing: Outgoing; readonly opened: Opened; readonly offset: number };

async function sendPart({ outgoing, opened, offset }: Part, options: Sending): Promise<number> {
  const { size, sha256 } = outgoing.version;
  const to = Math.min(size, offset + (options.partBytes ?? usualPartBytes));
  const answer = await call(
    {
      method: 'PATCH',
      url: outgoing.endpoint!,
      headers: {
        ...authorization(outgoing),
        'content-type': partialUpload,
        'content-length': String(to - offset),
        'upload-offset': String(offset),
        'upload-complete': completeField(to === size),
        'upload-length': String(size),
        'repr-digest': digestField(sha256),
      },
      body: metered(opened.read(offset, to), { outgoing, span: { from: offset, to } }, options),
    },
    options,
  );
  const status = answer.statusCode ?? 0;
  if (status === 200 || status === 204) {
    answer.resume();
    return to;
  }
  const { code, detail } = await problemOf(answer);
  return fail(code.startsWith('planes.') ? code : `planes.status_${status}`, detail);
}

function authorization({ endpointToken }: Outgoing): Record<string, string> {
  return endpointToken === undefined ? {} : { authorization: `Bearer ${endpointToken}` };
}
