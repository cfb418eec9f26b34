import type { CallOptions } from '../call.ts';
import { discardPart } from '../landing.ts';
import type { ConsumerOptions } from '../options.ts';
import type { DataPlane } from '../port.ts';
import type { Incoming } from '../store.ts';
import { type Attempt, runWork } from '../work.ts';
import { download } from './download.ts';
import { pullFormat } from './provide.ts';

/** What a consumer that fetches is given. */
export type PullConsumerOptions = ConsumerOptions &
  Omit<CallOptions, 'signal'> & {
    readonly checkpointBytes?: number;
  };

/** HTTP pull at the consumer: `start` has it fetched, by `runDownloads` of whichever process. */
export function pullConsumer({ store, clock, folder }: PullConsumerOptions): DataPlane {
  return {
    format: pullFormat,
    start: async ({ pid, agreementId, peer, dataAddress }) => {
      await store.incoming.start(
        {
          transferId: pid,
          mode: 'pull',
          state: 'started',
          agreementId,
          provider: peer,
          address: dataAddress,
          tokenHash: undefined,
        },
        clock.nowMs(),
      );
      return undefined;
    },
    suspend: ({ pid }) => store.incoming.setState(pid, 'suspended'),
    stop: async ({ pid }) => {
      await store.incoming.setState(pid, 'ended');
      await discardPart({ folder, transferId: pid });
    },
  };
}

/** Fetches what is due until the signal fires; see `runWork`. */
export function runDownloads(
  options: PullConsumerOptions,
  running: { readonly signal: AbortSignal; readonly onFault: (error: unknown) => void },
): Promise<void> {
  const { store, clock } = options;
  return runWork<Incoming>({
    store: store.incoming,
    clock,
    attempt: (incoming, signal) => attempt(incoming, { ...options, signal }),
    ...running,
  });
}

async function attempt(
  incoming: Incoming,
  options: PullConsumerOptions & { readonly signal: AbortSignal },
): Promise<Attempt> {
  const { store, report, onEnd } = options;
  const { transferId } = incoming;
  const onProgress = (bytes: number): Promise<void> => store.incoming.received(transferId, bytes);
  const fetched = await download(incoming, { ...options, onProgress });
  if (fetched.kind === 'later') return fetched;
  if (fetched.kind === 'whole') report({ kind: 'fetched', transferId, bytes: fetched.bytes });
  else report({ kind: 'refused', transferId, code: fetched.code });
  await onEnd(transferId, fetched);
  await store.incoming.setState(transferId, fetched.kind === 'whole' ? 'whole' : 'ended');
  return fetched.kind === 'whole' ? { kind: 'done' } : fetched;
}
