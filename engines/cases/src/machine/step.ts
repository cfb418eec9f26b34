import type { Json } from '@finharbor/kernel';
import { businessDaysAfter, dayOf, endOfDayMs } from '../calendar/calendar.ts';
import type { Procedure, StepSpec } from '../definition/procedure.ts';
import { readForm } from '../definition/read-form.ts';
import type { Command } from './command.ts';
import { type CaseRefusal, refused } from './refusal.ts';
import type { CaseEvent, CaseState, Person, Published } from './state.ts';
import { factsOf, type Subject } from './subject.ts';
import type { Moment } from './terms.ts';
import { isOneOf, ownsStep } from './who.ts';

/** What a command comes to: events, and the step that was taken. */
export type Made = { readonly events: readonly CaseEvent[]; readonly step?: StepSpec };

/** A command, by whom and when. */
export type Wanted<C extends Command['type']> = {
  readonly command: Extract<Command, { type: C }>;
  readonly by: Person;
};

/** Takes a step, where it is open, the person's, and has all that it asks for. */
export function takeStep(
  spec: Procedure,
  subject: Subject,
  { command, by, moment }: Wanted<'step'> & { readonly moment: Moment },
): Made | CaseRefusal {
  const { state } = subject;
  const wanted = Object.hasOwn(spec.steps, command.step) ? spec.steps[command.step]! : undefined;
  if (!wanted)
    return refused('case.step_unknown', {
      en: 'The procedure has no such step.',
      zh: '该程序没有这一步骤。',
    });
  if (!wanted.from.includes(state.state))
    return refused('case.step_closed', {
      en: `This cannot be done while the case is "${spec.states[state.state]!.title.en}".`,
      zh: `事项处于“${spec.states[state.state]!.title.zh}”时不能进行此操作。`,
    });
  if (!ownsStep(spec, { state, step: wanted }, by))
    return refused('case.step_not_yours', {
      en: 'This step is somebody else’s to take.',
      zh: '此步骤应由他人办理。',
    });
  const missing = (wanted.needs ?? []).filter((name) => (state.documents[name]?.length ?? 0) === 0);
  if (missing.length > 0) return missingDocuments(spec, missing);
  const reason = command.reason?.trim() ?? '';
  if (wanted.asksReason && reason === '')
    return {
      ...refused('case.reason_missing', { en: 'Say why.', zh: '请说明理由。' }),
      fields: [{ pointer: '/reason', detail: 'is missing.' }],
    };
  const form = wanted.form === undefined ? null : readForm(spec.forms[wanted.form]!, command.form);
  if (form !== null && form.kind === 'refused') return form;
  const next: Subject =
    form === null
      ? subject
      : { ...subject, state: { ...state, forms: { ...state.forms, [wanted.form!]: form.json } } };
  const notYet = wanted.guard?.(factsOf(next, moment.atMs));
  if (notYet) return refused(notYet.code, notYet.text);
  const stepped = steppedEvent(spec, next, {
    name: command.step,
    form: form?.json ?? null,
    reason: reason === '' ? null : reason,
    moment,
  });
  return { events: [...takenOver(spec, state, { wanted, by }), stepped], step: wanted };
}

/** A step that is taken. */
export type Taking = {
  readonly name: string;
  readonly form: Json | null;
  readonly reason: string | null;
  readonly moment: Moment;
};

/** The event of a step. */
export function steppedEvent(
  spec: Procedure,
  subject: Subject,
  { name, form, reason, moment }: Taking,
): CaseEvent {
  const { to, letter } = spec.steps[name]!;
  const facts = factsOf(subject, moment.atMs);
  return {
    type: 'stepped',
    audience: 'all',
    step: name,
    from: subject.state.state,
    to,
    form,
    reason,
    published: publishedBy(spec.steps[name]!, subject, moment),
    ...(letter ? { letter: letter({ ...facts, reason }) } : {}),
  };
}

/** What everybody may read after a step; of the days in which anybody may object that of the step itself does not count. */
function publishedBy({ publishes, objection }: StepSpec, subject: Subject, moment: Moment): Published | null {
  if (!publishes) return null;
  const said = publishes(factsOf(subject, moment.atMs)) ?? null;
  if (!objection || !said) return said;
  const { calendar } = moment;
  const last = businessDaysAfter(calendar, dayOf(calendar, moment.atMs), objection.days).day;
  return { ...said, objection: { procedure: objection.procedure, untilMs: endOfDayMs(calendar, last) } };
}

/** Whoever takes a step of a case that nobody has, where it is for the assigned, has it from then on. */
function takenOver(
  spec: Procedure,
  state: CaseState,
  { wanted, by }: { readonly wanted: StepSpec; readonly by: Person },
): readonly CaseEvent[] {
  if (state.assignee !== null) return [];
  const isAssigned = wanted.by.some((name) => {
    const actor = spec.actors[name];
    return actor?.side === 'office' && actor.assigned && isOneOf(spec, { state, actors: [name] }, by);
  });
  return isAssigned ? [{ type: 'assigned', audience: 'office', to: by.account }] : [];
}

function missingDocuments(spec: Procedure, missing: readonly string[]): CaseRefusal {
  const titles = missing.map((name) => spec.documents![name]!.title);
  return {
    kind: 'refused',
    code: 'case.documents_missing',
    text: {
      en: `Attach first: ${titles.map(({ en }) => en).join(', ')}.`,
      zh: `请先上传：${titles.map(({ zh }) => zh).join('、')}。`,
    },
    fields: missing.map((name) => ({ pointer: `/documents/${name}`, detail: 'is missing.' })),
  };
}
