import { type CaseForm, isOneOf, type StepSpec, seatOf } from '@finharbor/cases';
import { notYours } from '../one/act.ts';
import type { Seen } from '../person.ts';
import { refuse } from '../refusal.ts';

/** What a seat's opinion is called among drafts; no step is. */
const opinionStep = 'opinion';

/** A draft's place: a form of a case, on the caller's side of it. */
export type DraftPlace = {
  readonly step: string;
  /** `applicant`, `office`, or one seat's: nobody on another side ever reads it. */
  readonly side: string;
  readonly form: CaseForm;
  /** Whether what is filled in could be sent now. */
  readonly isOpen: boolean;
};

/**
 * Where somebody's draft of a step is kept: with those who could take the step, too, were it its turn. Errors: `case.step_unknown`,
 * `case.step_not_yours`, `case.no_panel`.
 */
export function placeOf(seen: Seen, step: string): DraftPlace {
  const { spec } = seen;
  if (step === opinionStep) return ofSeat(seen) ?? noPanel();
  const wanted = Object.hasOwn(spec.steps, step) ? spec.steps[step]! : undefined;
  if (wanted?.form === undefined)
    return refuse('case.step_unknown', { en: 'There is no such form.', zh: '没有该表单。' });
  return ofStep(seen, step, wanted) ?? notYours();
}

/** All places at which somebody may have a draft. */
export function placesOf(seen: Seen): readonly DraftPlace[] {
  const steps = Object.entries(seen.spec.steps).flatMap(([name, step]) => ofStep(seen, name, step) ?? []);
  const opinion = ofSeat(seen);
  return opinion ? [...steps, opinion] : steps;
}

function ofStep({ spec, stored, by }: Seen, name: string, step: StepSpec): DraftPlace | undefined {
  const { state } = stored;
  if (step.form === undefined || step.notBy?.some((other) => state.took[other]?.includes(by.account)))
    return undefined;
  const actor = step.by.find((one) => isOneOf(spec, { state, actors: [one] }, by));
  if (actor === undefined) return undefined;
  const { side } = spec.actors[actor]!;
  return {
    step: name,
    side: side === 'seat' ? `seat:${seatOf(state, by)}` : side,
    form: spec.forms[step.form]!,
    isOpen: step.from.includes(state.state),
  };
}

function ofSeat({ spec, stored: { state }, by }: Seen): DraftPlace | undefined {
  const seat = seatOf(state, by);
  const now = spec.states[state.state]!.panel;
  const panel = now ?? Object.values(spec.states).find((one) => one.panel)?.panel;
  if (seat === undefined || !panel) return undefined;
  return {
    step: opinionStep,
    side: `seat:${seat}`,
    form: spec.forms[panel.form]!,
    isOpen: now !== undefined && !state.opinions.some((one) => one.seat === seat),
  };
}

function noPanel(): never {
  return refuse('case.no_panel', {
    en: 'You are not asked for an opinion.',
    zh: '无需您出具意见。',
  });
}
