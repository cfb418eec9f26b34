import { fail } from '@finharbor/kernel';
import { mostEvents } from './query.ts';

/** Refuses a request of more events, or ids, than one may have. Errors: `ledger.too_many_events`. */
export function checkSize(count: number): void {
  if (count <= mostEvents) return;
  fail('ledger.too_many_events', `A request holds at most ${mostEvents} events: send the rest in another.`);
}
