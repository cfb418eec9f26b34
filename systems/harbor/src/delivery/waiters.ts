import type { IncomingEnd } from '@finharbor/dataspace/planes';
import { FinharborError } from '@finharbor/kernel';

/** How a transfer of rows has ended at this side. */
export type Ended = Extract<IncomingEnd, { readonly kind: 'whole' }> | { readonly kind: 'completed' };

/** Who waits in this process for the end of which transfer. */
export type Waiters = {
  /** From the opening of a transfer: its end may come before its job's part waits for it. */
  readonly open: (transfer: string) => void;
  /** Resolves when it has ended well. Rejects with the other side's reason, or with that of the signal. */
  readonly wait: (transfer: string, signal: AbortSignal) => Promise<Ended>;
  readonly end: (transfer: string, end: Ended | FinharborError) => void;
  readonly forget: (transfer: string) => void;
};

/** Of a process that has just started. */
export function waiters(): Waiters {
  const all = new Map<string, PromiseWithResolvers<Ended>>();
  const of = (transfer: string): PromiseWithResolvers<Ended> => {
    const found = all.get(transfer) ?? Promise.withResolvers<Ended>();
    // Told to whoever waits; where nobody does yet, it is no fault of the process.
    if (!all.has(transfer)) found.promise.catch(() => {});
    all.set(transfer, found);
    return found;
  };
  return {
    open: (transfer) => void of(transfer),
    wait: (transfer, signal) => orAborted(of(transfer).promise, signal),
    end(transfer, end) {
      if (end instanceof FinharborError) all.get(transfer)?.reject(end);
      else all.get(transfer)?.resolve(end);
    },
    forget: (transfer) => void all.delete(transfer),
  };
}

async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
