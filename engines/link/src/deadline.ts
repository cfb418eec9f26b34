import { FinharborError } from '@finharbor/kernel';
import { fault } from './fault.ts';

/** What ends a wait early: its own time limit, a fault named by whoever set it, or the caller's signal. */
export type Deadline = Disposable & { readonly signal: AbortSignal };

/** A signal that aborts with a `FinharborError`: `onTime` after `limitMs`, and with the caller's signal that one's fault or `link.cancelled`. */
export function deadline(
  limitMs: number,
  onTime: { readonly code: string; readonly message: string },
  cancel?: AbortSignal,
): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(fault(onTime.code, onTime.message)), limitMs);
  const cancelled = (): void => {
    const reason: unknown = cancel?.reason;
    const named = reason instanceof FinharborError;
    controller.abort(
      named ? reason : fault('link.cancelled', 'The wait for the peer was cancelled.', reason),
    );
  };
  if (cancel?.aborted) cancelled();
  cancel?.addEventListener('abort', cancelled, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose](): void {
      clearTimeout(timer);
      cancel?.removeEventListener('abort', cancelled);
    },
  };
}
