import { type Clock, fail } from '@finharbor/kernel';
import type { Send } from './domain.ts';

const firstWaitMs = 5_000;
const longestWaitMs = 300_000;

/**
 * A sender that leaves a target alone for a while after it failed, longer each time up to five minutes. Other receivers of the same
 * channel share its lane of the outbox: one that does not answer must not hold them up at every try.
 */
export function calm(send: Send, clock: Clock): Send {
  const failing = new Map<string, { readonly waitMs: number; readonly untilMs: number }>();
  return async (target, message, how) => {
    const before = failing.get(target);
    if (before && before.untilMs > clock.nowMs())
      fail('channel.undelivered', 'This receiver failed a moment ago and is left alone for a while.');
    try {
      await send(target, message, how);
      failing.delete(target);
    } catch (error) {
      const waitMs = before ? Math.min(before.waitMs * 2, longestWaitMs) : firstWaitMs;
      failing.set(target, { waitMs, untilMs: clock.nowMs() + waitMs });
      throw error;
    }
  };
}
