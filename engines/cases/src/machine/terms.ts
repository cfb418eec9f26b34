import {
  type BusinessCalendar,
  businessDaysAfter,
  businessDaysUntil,
  type Counted,
  dayOf,
  endOfDayMs,
  numberOf,
} from '../calendar/calendar.ts';
import type { ProcedureSpec, TermSpec } from '../definition/procedure.ts';
import type { CaseState, Recounted, RunningTerm } from './state.ts';

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
    ...provisional(due, { from: day, days: term.days, promisedDays: term.promisedDays ?? null }),
    ...{ suspended: null, extendedDays: 0, isPromiseOver: false, isOver: false },
  };
}

type Count = { readonly day: Temporal.PlainDate; readonly days: number };

function after({ counts }: TermSpec, { day, days }: Count, { calendar }: Moment): Counted {
  return counts === 'calendar'
    ? { day: day.add({ days }), isProvisional: false }
    : businessDaysAfter(calendar, day, days);
}

/** Whether a term may still move, and from where it is to be counted then. */
function provisional(
  { isProvisional }: Counted,
  {
    from,
    ...days
  }: Omit<NonNullable<RunningTerm['counted']>, 'from'> & { readonly from: Temporal.PlainDate },
): Pick<RunningTerm, 'isProvisional' | 'counted'> {
  return isProvisional ? { isProvisional, counted: { from: from.toString(), ...days } } : { isProvisional };
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
  const { days, promisedDays: left } = running.suspended;
  const { counted: _counted, ...rest } = running;
  const day = dayOf(moment.calendar, moment.atMs);
  const due = after(term, { day, days }, moment);
  // A promise that was missed stays as it was.
  const promisedDays = running.isPromiseOver ? null : left;
  return {
    ...rest,
    dueMs: endOfDayMs(moment.calendar, due.day),
    promisedMs: promisedMs(term, { day, days: promisedDays }, moment) ?? running.promisedMs,
    ...provisional(due, { from: day, days, promisedDays }),
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
  const from = dayOf(moment.calendar, running.dueMs - 1);
  const due = after(term, { day: from, days }, moment);
  const { counted } = running;
  return {
    ...running,
    extendedDays,
    dueMs: endOfDayMs(moment.calendar, due.day),
    // Days counted one after the other are counted as one: so they are again, from where the first were.
    ...(counted
      ? { counted: { ...counted, days: counted.days + days } }
      : !running.isProvisional && provisional(due, { from, days, promisedDays: null })),
  };
}

/**
 * The terms of a case that were counted over a year whose holidays were not known then and are now, counted anew; undefined where there are
 * none. One that was not over is not over now either, before the day ends: nobody is late by a notice that came late.
 */
export function recountedTerms(
  spec: Pick<ProcedureSpec, 'terms'>,
  terms: Terms,
  moment: Moment,
): Readonly<Record<string, Recounted>> | undefined {
  const anew = Object.entries(terms).flatMap(([name, running]) => {
    const recounted = recountedTerm(spec.terms![name]!, running, moment);
    return recounted ? [[name, recounted] as const] : [];
  });
  return anew.length > 0 ? Object.fromEntries(anew) : undefined;
}

function recountedTerm(term: TermSpec, running: RunningTerm, moment: Moment): Recounted | undefined {
  const { counted, suspended, isOver, isPromiseOver, dueMs: wasMs } = running;
  if (!counted || suspended || isOver) return undefined;
  const { calendar, atMs } = moment;
  // Asked first, as it costs nothing: most are asked for in vain.
  if (!calendar.isKnown(numberOf(dayOf(calendar, wasMs - 1)))) return undefined;
  const day = Temporal.PlainDate.from(counted.from);
  const due = after(term, { day, days: counted.days }, moment);
  if (due.isProvisional) return undefined;
  const todayMs = endOfDayMs(calendar, dayOf(calendar, atMs));
  const noSooner = (ms: number, before: number): number => (before > atMs ? Math.max(ms, todayMs) : ms);
  const days = isPromiseOver ? null : counted.promisedDays;
  const promised = promisedMs(term, { day, days }, moment);
  return {
    wasMs,
    dueMs: noSooner(endOfDayMs(calendar, due.day), wasMs),
    promisedMs: promised === null ? running.promisedMs : noSooner(promised, running.promisedMs!),
  };
}

/** Terms with those that were counted anew. */
export function withRecounted(terms: Terms, anew: Readonly<Record<string, Recounted>>): Terms {
  const next: Record<string, RunningTerm> = { ...terms };
  for (const [name, { dueMs, promisedMs: promised }] of Object.entries(anew)) {
    const { counted: _counted, ...running } = terms[name]!;
    next[name] = { ...running, dueMs, promisedMs: promised, isProvisional: false };
  }
  return next;
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
