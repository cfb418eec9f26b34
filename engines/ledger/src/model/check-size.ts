import { fail } from '@finharbor/kernel';
import { LimitChecker } from './limit-checker.ts';
import { mostEvents } from './query.ts';

/** Refuses a request of more events, or ids, than one may have. Errors: `ledger.too_many_events`. */
export function checkSize(count: number): void {
  if (count <= mostEvents) return;
  fail('ledger.too_many_events', `A request holds at most ${mostEvents} events: send the rest in another.`);
}

/** Refuses ids that are too many or too large. Errors: `ledger.too_many_events`, `ledger.out_of_range`, with the place of the one that cannot be. */
export function checkIds(ids: readonly bigint[]): void {
  checkSize(ids.length);
  const limit = new LimitChecker();
  for (const [k, id] of ids.entries()) {
    limit.event = k;
    limit.big(id, 128, 'id');
  }
}
