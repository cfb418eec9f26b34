import {
  type BusinessCalendar,
  businessDaysAfter,
  businessDaysUntil,
  type Counted,
  dayOf,
  endOfDayMs,
} from '../calendar/calendar.ts';
import type { ProcedureSpec, TermSpec } from '../definition/procedure.ts';
import type { CaseState, RunningTerm } from './state.ts';

/** When something happened, and the calendar its terms are counted by. */
export type Moment = { readonly atMs: number; readonly calendar: BusinessCalendar };

type Terms = CaseState['terms'];

/** The terms of a case that has come into a state, at its beginning too. */
export function movedTerms(
  spec: Pick<ProcedureSpec, 'terms'>,
  { terms, state: to }: Pick<CaseState, 'terms' | 'state'>,
  moment: Moment,
): Terms {
  const next: Record<string, RunningTerm> = {};
  for (const [name, term] of Object.entries(spec.terms ?? {})) {
    if (!term.while.includes(to)) continue;
    const running = terms[name] ?? started(term, moment);
    const waits = term.suspendedIn?.includes(to) ?? false;
    next[name] = waits ? suspended(term, running, moment) : resumed(term, running, moment);
  }
  return next;
}

function started(term: TermSpec, moment: Moment): RunningTerm {
  const day = dayOf(moment.calendar, moment.atMs);
  const due = after(term, { day, days: term.days }, moment);
  return {
    days: term.days,
    startedOn: day.toString(),
    dueMs: endOfDayMs(moment.calendar, due.day),
    promisedMs: promisedMs(term, { day, days: term.promisedDays ?? null }, moment),
    isProvisional: due.isProvisional,
    ...{ suspended: null, extendedDays: 0, isPromiseOver: false, isOver: false },
  };
}

type Count = { readonly day: Temporal.PlainDate; readonly days: number };

function after({ counts }: TermSpec, { day, days }: Count, { calendar }: Moment): Counted {
  return counts === 'calendar'
    ? { day: day.add({ days }), isProvisional: false }
    : businessDaysAfter(calendar, day, days);
}

function promisedMs(
  term: TermSpec,
  { day, days }: { readonly day: Temporal.PlainDate; readonly days: number | null },
  moment: Moment,
): number | null {
  return days === null ? null : endOfDayMs(moment.calendar, after(term, { day, days }, moment).day);
}

/** How many days of a term are left on the day of the moment, which does not count. */
function daysLeft({ counts }: TermSpec, untilMs: number, { atMs, calendar }: Moment): number {
  const from = dayOf(calendar, atMs);
  const last = dayOf(calendar, untilMs - 1);
  return counts === 'calendar' ? Math.max(0, from.until(last).days) : businessDaysUntil(calendar, from, last);
}

function suspended(term: TermSpec, running: RunningTerm, moment: Moment): RunningTerm {
  if (running.suspended || running.isOver) return running;
  const promisedDays = running.promisedMs === null ? null : daysLeft(term, running.promisedMs, moment);
  return { ...running, suspended: { days: daysLeft(term, running.dueMs, moment), promisedDays } };
}

function resumed(term: TermSpec, running: RunningTerm, moment: Moment): RunningTerm {
  if (!running.suspended) return running;
  const { days, promisedDays } = running.suspended;
  const day = dayOf(moment.calendar, moment.atMs);
  const due = after(term, { day, days }, moment);
  return {
    ...running,
    dueMs: endOfDayMs(moment.calendar, due.day),
    promisedMs: running.isPromiseOver
      ? running.promisedMs
      : promisedMs(term, { day, days: promisedDays }, moment),
    isProvisional: due.isProvisional,
    suspended: null,
  };
}

/** A term that is longer by so many days. */
export function extendedTerm(
  term: TermSpec,
  { running, days }: { readonly running: RunningTerm; readonly days: number },
  moment: Moment,
): RunningTerm {
  const extendedDays = running.extendedDays + days;
  if (running.suspended)
    return {
      ...running,
      extendedDays,
      suspended: { ...running.suspended, days: running.suspended.days + days },
    };
  const due = after(term, { day: dayOf(moment.calendar, running.dueMs - 1), days }, moment);
  const isProvisional = running.isProvisional || due.isProvisional;
  return { ...running, extendedDays, dueMs: endOfDayMs(moment.calendar, due.day), isProvisional };
}

/** When the nearest of its terms is over: one that is over stays what the case is late by, until the case leaves it. Null where none runs. */
export function nearestDueMs({ terms }: Pick<CaseState, 'terms'>): number | null {
  const dues = Object.values(terms).flatMap(({ suspended, dueMs }) => (suspended ? [] : [dueMs]));
  return dues.length > 0 ? Math.min(...dues) : null;
}

/** The next thing the clock has to do with a case. */
export type Alarm = { readonly term: string; readonly kind: 'promise' | 'term'; readonly atMs: number };

/** The earliest alarm of a case's terms; undefined where none runs. At one instant promises come before terms, and each by name. */
export function nextAlarm(terms: Terms): Alarm | undefined {
  let next: Alarm | undefined;
  for (const [term, running] of Object.entries(terms)) {
    const { suspended, isOver, promisedMs, isPromiseOver, dueMs } = running;
    if (suspended || isOver) continue;
    const alarms: readonly Alarm[] = [
      ...(promisedMs === null || isPromiseOver ? [] : [{ term, kind: 'promise' as const, atMs: promisedMs }]),
      { term, kind: 'term', atMs: dueMs },
    ];
    for (const alarm of alarms) if (!next || comesBefore(alarm, next)) next = alarm;
  }
  return next;
}

function comesBefore(one: Alarm, other: Alarm): boolean {
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  return one.kind === other.kind ? one.term < other.term : one.kind === 'promise';
}
