import type { Readable } from 'node:stream';
import { fail } from '@finharbor/kernel';
import type { ProviderOptions } from './options.ts';
import { mustBeAllowed, mustBeStarted } from './pull/admit.ts';
import type { Outgoing } from './store.ts';

const usualRecheckMs = 1000;

/** Data under way to a consumer. */
export type Metered = {
  readonly outgoing: Outgoing;
  /** Where in the data set the stream begins. */
  readonly from: number;
  /** With each check, such as to keep a lease. */
  readonly onCheck?: () => Promise<void>;
};

/**
 * Passes data on, writes down what has left, and asks again and again whether it still may: a suspension, an end and a refusal of the
 * policy break the stream, in whichever process they were decided.
 */
export async function* metered(
  data: Readable,
  { outgoing, from, onCheck }: Metered,
  options: ProviderOptions,
): AsyncGenerator<Uint8Array> {
  const { store, clock, recheckMs = usualRecheckMs } = options;
  let noted = from;
  let at = from;
  let checkedMs = clock.nowMs();
  const note = async (): Promise<void> => {
    if (at > noted) await store.outgoing.served(outgoing.transferId, { from: noted, to: at });
    noted = at;
  };
  try {
    for await (const chunk of data) {
      if (clock.nowMs() - checkedMs >= recheckMs) {
        await note();
        await mayStillFlow(outgoing, options);
        await onCheck?.();
        checkedMs = clock.nowMs();
      }
      yield chunk as Uint8Array;
      at += (chunk as Uint8Array).length;
    }
  } finally {
    await note();
  }
}

async function mayStillFlow({ transferId }: Outgoing, options: ProviderOptions): Promise<void> {
  const now = await options.store.outgoing.find(transferId);
  if (!now) fail('planes.ended', 'The transfer has ended.');
  mustBeStarted(now);
  await mustBeAllowed(now, options);
}

/** Records the use of a transfer of which everything has left. */
export async function recordIfWhole(outgoing: Outgoing, options: ProviderOptions): Promise<void> {
  const { store, clock, recordUse } = options;
  const now = await store.outgoing.find(outgoing.transferId);
  if (now && now.servedBytes >= now.version.size)
    await store.outgoing.use(now.transferId, clock.nowMs(), recordUse);
}
