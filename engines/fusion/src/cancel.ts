import { fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';

/** Runs a session's work until a signal ends its channels, and with them whatever waits. Errors: `fusion.aborted`, those of `work`. */
export async function cancellable<T>(
  channels: readonly Channel[],
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const cancel = (): void => {
    for (const channel of channels) channel.abort('fusion.aborted');
  };
  signal?.addEventListener('abort', cancel);
  try {
    signal?.throwIfAborted();
    return await work();
  } catch (error) {
    if (signal?.aborted) fail('fusion.aborted', 'The computation was cancelled on this side.', error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
