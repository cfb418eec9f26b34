import { dayOf } from '@finharbor/cases';
import type { EthicsContext } from './context.ts';

/** The day it is where the committee sits. */
export function today({ cases, clock }: Pick<EthicsContext, 'cases' | 'clock'>): string {
  return dayOf(cases.calendar, clock.nowMs()).toString();
}

/** A day after a moment's, where the committee sits. */
export function dayAt({ cases }: Pick<EthicsContext, 'cases'>, atMs: number): string {
  return dayOf(cases.calendar, atMs).toString();
}
