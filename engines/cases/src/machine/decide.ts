import type { Deed } from '../chain.ts';
import type { EffectSpec, Procedure } from '../definition/procedure.ts';
import type { Command } from './command.ts';
import { evolve } from './evolve.ts';
import { type Heard, hearersOf } from './hearers.ts';
import { handle } from './other.ts';
import { outcomeOf } from './panel.ts';
import { type CaseRefusal, refused } from './refusal.ts';
import type { CaseEvent, CaseState, Doer, Person } from './state.ts';
import { type Made, steppedEvent, takeStep } from './step.ts';
import { factsOf, type Subject } from './subject.ts';
import { type Moment, nextAlarm, recountedTerms } from './terms.ts';
import { standingOf } from './who.ts';

/** What is done: the case as it is then, what happened, and what is to be done elsewhere because of it. */
export type Decided = {
  readonly kind: 'done';
  readonly state: CaseState;
  readonly deeds: readonly Deed[];
  readonly effects: readonly EffectSpec[];
  readonly heard: readonly Heard[];
};

/** What becomes of a case where somebody wants something done with it. It reads no clock and no database. */
export function decide(
  spec: Procedure,
  subject: Subject,
  { command, by, moment }: { readonly command: Command; readonly by: Person; readonly moment: Moment },
): Decided | CaseRefusal {
  const { state } = subject;
  if (standingOf(spec, state, by) === 'none')
    return refused('case.not_found', { en: 'There is no such case.', zh: '没有这个事项。' });
  if (state.forgottenAtMs !== undefined)
    return refused('case.forgotten', {
      en: 'The contents of this case were deleted when its years were over.',
      zh: '该事项保存期满，内容已删除。',
    });
  if (state.ended && command.type !== 'comment' && command.type !== 'exclude')
    return refused('case.ended', { en: 'The case is closed.', zh: '该事项已办结。' });
  const made =
    command.type === 'step'
      ? takeStep(spec, subject, { command, by, moment })
      : handle(spec, state, { command, by });
  return 'kind' in made ? made : carriedOut(spec, subject, { made, by, moment });
}

/** What the clock does with a case at this moment; undefined where nothing is due. One thing at a time: asked again it does the next. */
export function tick(spec: Procedure, subject: Subject, moment: Moment): Decided | undefined {
  const { state } = subject;
  const terms = recountedTerms(spec, state.terms, moment);
  if (terms)
    return carriedOut(spec, subject, {
      made: { events: [{ type: 'recounted', audience: 'all', terms }] },
      by: 'clock',
      moment,
    });
  const alarm = nextAlarm(state.terms);
  if (!alarm || alarm.atMs > moment.atMs) return undefined;
  const { over } = spec.terms![alarm.term]!;
  const isPromise = alarm.kind === 'promise';
  const rung: CaseEvent = {
    type: isPromise ? 'promise_over' : 'term_over',
    audience: 'all',
    term: alarm.term,
  };
  const after = evolve(spec, state, { event: rung, by: 'clock', moment });
  if (isPromise || over === 'tell')
    return carriedOut(spec, subject, { made: { events: [rung] }, by: 'clock', moment });
  const name = subject.isObjected && over.objected !== undefined ? over.objected : over.step;
  const event = steppedEvent(spec, { ...subject, state: after }, { name, form: null, reason: null, moment });
  return carriedOut(spec, subject, {
    made: { events: [rung, event], step: spec.steps[name]! },
    by: 'clock',
    moment,
  });
}

/** Whether what the clock does next depends on objections. */
export function asksForObjections({ terms }: Procedure, state: CaseState): boolean {
  const alarm = nextAlarm(state.terms);
  const over = alarm?.kind === 'term' ? terms![alarm.term]!.over : 'tell';
  return over !== 'tell' && over.objected !== undefined;
}

type CarriedOut = { readonly made: Made; readonly by: Doer; readonly moment: Moment };

/** A case after what was made of a command, and after the step that its panel's opinions call for by then. */
export function carriedOut(spec: Procedure, subject: Subject, { made, by, moment }: CarriedOut): Decided {
  const deeds: Deed[] = made.events.map((event) => ({ event, by }));
  const effects: EffectSpec[] = [];
  let state = deeds.reduce((so, deed) => evolve(spec, so, { ...deed, moment }), subject.state);
  if (made.step) effects.push(...(made.step.effects?.(factsOf({ ...subject, state }, moment.atMs)) ?? []));
  const name = outcomeOf(spec, state);
  if (name !== undefined) {
    const next = { ...subject, state };
    const event = steppedEvent(spec, next, { name, form: null, reason: null, moment });
    // Not of whoever spoke last: a blind panel's members stay unnamed.
    deeds.push({ event, by: 'clock' });
    state = evolve(spec, state, { event, by: 'clock', moment });
    effects.push(...(spec.steps[name]!.effects?.(factsOf({ ...subject, state }, moment.atMs)) ?? []));
  }
  const heard = deeds.flatMap((deed) => hearersOf(spec, { state, ...deed }));
  return { kind: 'done', state, deeds, effects, heard };
}
