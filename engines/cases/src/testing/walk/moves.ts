import type { ProcedureSpec } from '../../definition/procedure.ts';
import { dayNumber } from './days.ts';
import { endsOf, factsOf, type Model, type ModelTerm, tally } from './model.ts';

type Move = { readonly step: string; readonly who: string; readonly atMs: number };

/** A case after a step. */
export function moved(spec: ProcedureSpec, model: Model, { step: name, who, atMs }: Move): Model {
  const step = spec.steps[name]!;
  const took = { ...model.took, [name]: [...new Set([...(model.took[name] ?? []), who])] };
  const { panel } = spec.states[step.to]!;
  const isAnew = panel && step.to !== model.state;
  const isOthers = panel && model.sits !== null && model.sits !== panel.by;
  const there = {
    ...model,
    took,
    state: step.to,
    revision: model.revision + 1,
    said: isAnew ? [] : model.said,
    seats: isOthers ? [] : model.seats,
    sits: panel?.by ?? model.sits,
  };
  const effects = model.effects + (step.effects?.(factsOf(there, atMs)) ?? []).length;
  return { ...there, effects, terms: termsIn(spec, there, atMs) };
}

/** The terms of a case that has come to a state. */
export function termsIn(spec: ProcedureSpec, model: Model, atMs: number): Model['terms'] {
  const today = dayNumber(atMs);
  const terms: Record<string, ModelTerm> = {};
  for (const [name, { while: states, suspendedIn = [], days, promisedDays }] of Object.entries(
    spec.terms ?? {},
  )) {
    if (!states.includes(model.state)) continue;
    const begun: ModelTerm = model.terms[name] ?? {
      ...{ days, promisedDays },
      ...{ spans: [{ after: today, upTo: null }], extendedDays: 0, isPromiseOver: false, isOver: false },
    };
    const isStill = begun.spans.at(-1)!.upTo !== null;
    const waits = suspendedIn.includes(model.state);
    if (waits === isStill || begun.isOver) terms[name] = begun;
    else if (waits)
      terms[name] = {
        ...begun,
        spans: [...begun.spans.slice(0, -1), { ...begun.spans.at(-1)!, upTo: today }],
      };
    else terms[name] = { ...begun, spans: [...begun.spans, { after: today, upTo: null }] };
  }
  return terms;
}

/** A case whose panel may have come to a result. */
export function settled(spec: ProcedureSpec, model: Model, atMs: number): Model {
  const step = tally(spec, model);
  return step === undefined ? model : moved(spec, model, { step, who: 'clock', atMs });
}

/** A case after all that its terms call for up to a moment. */
export function clockDone(spec: ProcedureSpec, model: Model, nowMs: number): Model {
  let next = model;
  for (let alarm = firstAlarm(spec, next); alarm && alarm.atMs <= nowMs; alarm = firstAlarm(spec, next)) {
    const { name, isPromise } = alarm;
    const term = next.terms[name]!;
    const over = isPromise ? { ...term, isPromiseOver: true } : { ...term, isOver: true };
    next = { ...next, revision: next.revision + 1, terms: { ...next.terms, [name]: over } };
    const { over: end } = spec.terms![name]!;
    if (!isPromise && end !== 'tell')
      next = settled(spec, moved(spec, next, { step: end.step, who: 'clock', atMs: nowMs }), nowMs);
  }
  return next;
}

function firstAlarm(spec: ProcedureSpec, model: Model) {
  const alarms = Object.entries(model.terms).flatMap(([name, term]) => {
    if (term.isOver) return [];
    const { dueMs, promisedMs } = endsOf(spec, { name, term });
    return [
      ...(promisedMs === undefined || term.isPromiseOver
        ? []
        : [{ name, isPromise: true, atMs: promisedMs }]),
      ...(dueMs === undefined ? [] : [{ name, isPromise: false, atMs: dueMs }]),
    ];
  });
  const rank = ({ isPromise }: { readonly isPromise: boolean }): number => (isPromise ? 0 : 1);
  return alarms.toSorted((a, b) => a.atMs - b.atMs || rank(a) - rank(b) || (a.name < b.name ? -1 : 1))[0];
}
