import { fail } from '@finharbor/kernel';
import { mustBeAllowed, mustBeStarted } from './gate.ts';
import type { ProviderOptions } from './options.ts';
import type { Span } from './range.ts';
import type { Outgoing } from './store.ts';

const usualRecheckMs = 1000;

/** Data under way to a consumer. */
export type Metered = {
  readonly outgoing: Outgoing;
  /** Where in the data set the stream begins and ends. */
  readonly span: Span;
};

/**
 * Passes data on, writes down what has left, and asks again and again whether it still may: a suspension, an end and a refusal of the
 * policy break the stream, in whichever process they were decided.
 */
export async function* metered(
  data: AsyncIterable<Uint8Array>,
  { outgoing, span: { from, to } }: Metered,
  options: ProviderOptions,
): AsyncGenerator<Uint8Array> {
  const { store, clock, recheckMs = usualRecheckMs } = options;
  let noted = from;
  let at = from;
  let checkedMs = clock.nowMs();
  const note = async (upTo: number): Promise<void> => {
    if (upTo > noted) await store.outgoing.served(outgoing.transferId, { from: noted, to: upTo });
    noted = Math.max(noted, upTo);
  };
  try {
    for await (const chunk of data) {
      if (clock.nowMs() - checkedMs >= recheckMs) {
        await note(at);
        await mayStillFlow(outgoing, options);
        checkedMs = clock.nowMs();
      }
      const next = at + chunk.length;
      // Before it leaves: who has all of it must not be able to end the transfer before that is written down.
      if (next >= to) await note(next);
      yield chunk;
      at = next;
    }
  } finally {
    await note(at);
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
