import { mediaTypes } from '../attachments/media-types.ts';
import type { Procedure } from '../definition/procedure.ts';
import { readForm } from '../definition/read-form.ts';
import type { Command } from './command.ts';
import { type CaseRefusal, refused } from './refusal.ts';
import type { CaseState, Person, Seat } from './state.ts';
import type { Made, Wanted } from './step.ts';
import { isBlind, isOneOf, mayAttach, seatOf, standingOf } from './who.ts';

/** Whatever is done with a case besides its steps. */
export function handle(
  spec: Procedure,
  state: CaseState,
  { command, by }: { readonly command: Exclude<Command, { type: 'step' }>; readonly by: Person },
): Made | CaseRefusal {
  switch (command.type) {
    case 'opine':
      return opine(spec, state, { command, by });
    case 'extend':
      return extend(spec, state, { command, by });
    case 'attach':
      return mayAttach(spec, state, by) ? attach(spec, state, command) : notYours;
    case 'detach': {
      if (!mayAttach(spec, state, by)) return notYours;
      const files = Object.hasOwn(state.documents, command.document)
        ? state.documents[command.document]!
        : [];
      if (!files.some(({ sha256 }) => sha256 === command.sha256)) return { events: [] };
      return {
        events: [{ type: 'detached', audience: 'all', document: command.document, sha256: command.sha256 }],
      };
    }
    case 'comment':
      return comment(spec, state, { command, by });
    default:
      return manage(spec, state, { command, by });
  }
}

const notYours = refused('case.step_not_yours', {
  en: 'This is somebody else’s to do.',
  zh: '此操作应由他人办理。',
});

/** The one code for somebody who is not right for what they are named for. */
const unfit = (text: CaseRefusal['text']): CaseRefusal => refused('case.person_unfit', text);

/**
 * Says something, to whom it may concern: within the office, or, by a seat of a blind panel, to the office alone, which is told of by
 * nobody else. Whoever is mentioned by the office may read it, as far as the case itself can tell; who they are besides, its callers ask.
 */
function comment(
  spec: Procedure,
  state: CaseState,
  { command: { text, mentions = [], isInternal }, by }: Wanted<'comment'>,
): Made | CaseRefusal {
  const standing = standingOf(spec, state, by);
  const own = seatOf(state, by);
  if (standing === 'seat' && own !== undefined && isBlind(spec))
    return { events: [{ type: 'commented', audience: `seat:${own}`, text, mentions: [] }] };
  const isOffice = standing === 'office';
  const audience = isOffice && isInternal ? 'office' : 'all';
  const barred = [...state.excluded, ...(audience === 'office' ? [state.applicant.account] : [])];
  // An applicant is not told who has stepped back.
  if (isOffice && mentions.some((one) => barred.includes(one)))
    return unfit({ en: 'Nobody who may read this.', zh: '此人无权查看。' });
  return { events: [{ type: 'commented', audience, text, mentions }] };
}

/** What the office alone does with a case, besides its steps. */
function manage(
  spec: Procedure,
  state: CaseState,
  { command, by }: Wanted<'assign' | 'seat' | 'exclude'>,
): Made | CaseRefusal {
  const isOffice = standingOf(spec, state, by) === 'office';
  const isOwnConflict = command.type === 'exclude' && command.account === by.account;
  if (!isOffice && !isOwnConflict)
    return refused('case.step_not_yours', {
      en: 'This is for the office to do.',
      zh: '此操作由受理机关办理。',
    });
  if (command.type === 'assign') {
    const barred = [state.applicant.account, ...state.excluded];
    if (command.to !== null && barred.includes(command.to))
      return refused('case.assignee_excluded', {
        en: 'This person has a conflict of interest.',
        zh: '该人员应当回避。',
      });
    return {
      events: state.assignee === command.to ? [] : [{ type: 'assigned', audience: 'office', to: command.to }],
    };
  }
  if (command.type === 'seat') return seat(spec, state, command.seats);
  if (command.account === state.applicant.account)
    return unfit({ en: 'It is the applicant’s own case.', zh: '申请人不能回避自己的事项。' });
  if (state.excluded.includes(command.account)) return { events: [] };
  return {
    events: [{ type: 'excluded', audience: 'office', account: command.account, reason: command.reason }],
  };
}

function seat(spec: Procedure, state: CaseState, wanted: readonly Seat[]): Made | CaseRefusal {
  const accounts = new Set(wanted.map(({ account }) => account));
  const panels = Object.entries(spec.states).flatMap(([name, { panel }]) => (panel ? [{ name, panel }] : []));
  const here = panels.filter(({ name }) => name === state.state);
  const fits = (here.length > 0 ? here : panels).some(
    ({ panel }) =>
      wanted.length === panel.seats &&
      wanted.every(({ weight }, at) => weight === (panel.weights?.[at] ?? 1)),
  );
  const isBarred = accounts.has(state.applicant.account) || state.excluded.some((one) => accounts.has(one));
  if (!fits || isBarred || accounts.size < wanted.length)
    return refused('case.seats_wrong', {
      en: 'A panel has as many different people as it has seats, each with the weight of their seat, and nobody with an interest in the case.',
      zh: '评审席位须按规定人数和权重由不同人员担任，且不得有利害关系。',
    });
  const kept = state.seats.map(({ account }) => ({
    account,
    weight: wanted.find((one) => one.account === account)?.weight ?? 0,
  }));
  const fresh = wanted.filter(({ account }) => !state.seats.some((one) => one.account === account));
  return { events: [{ type: 'seated', audience: 'office', seats: [...kept, ...fresh] }] };
}

function opine(spec: Procedure, state: CaseState, { command, by }: Wanted<'opine'>): Made | CaseRefusal {
  const { panel } = spec.states[state.state]!;
  const own = seatOf(state, by);
  if (!panel || own === undefined)
    return refused('case.no_panel', {
      en: 'You are not asked for an opinion now.',
      zh: '当前无需您出具意见。',
    });
  if (state.opinions.some((one) => one.seat === own))
    return refused('case.opinion_given', { en: 'You have given your opinion.', zh: '您已出具意见。' });
  const form = readForm(spec.forms[panel.form]!, command.form);
  if (form.kind === 'refused') return form;
  const { verdict } = form.json as { readonly verdict?: unknown };
  if (verdict !== 'for' && verdict !== 'against' && verdict !== 'abstain')
    throw new Error(`The form ${panel.form} of a panel has no verdict.`);
  const audience = panel.isBlind ? (`seat:${own}` as const) : 'all';
  return { events: [{ type: 'opined', audience, opinion: { seat: own, verdict, form: form.json } }] };
}

function extend(spec: Procedure, state: CaseState, { command, by }: Wanted<'extend'>): Made | CaseRefusal {
  const running = Object.hasOwn(state.terms, command.term) ? state.terms[command.term]! : undefined;
  const extension = spec.terms?.[command.term]?.extension;
  if (!running || !extension)
    return refused('case.term_not_extensible', {
      en: 'This term cannot be extended.',
      zh: '该期限不能延长。',
    });
  if (!isOneOf(spec, { state, actors: extension.by }, by)) return notYours;
  if (running.extendedDays > 0)
    return refused('case.term_extended', {
      en: 'This term has been extended already.',
      zh: '该期限已延长过。',
    });
  if (running.isOver) return refused('case.term_over', { en: 'This term is over.', zh: '该期限已届满。' });
  return {
    events: [
      { type: 'extended', audience: 'all', term: command.term, days: extension.days, reason: command.reason },
    ],
  };
}

function attach(
  spec: Procedure,
  state: CaseState,
  { document, file }: Extract<Command, { type: 'attach' }>,
): Made | CaseRefusal {
  const wanted = Object.hasOwn(spec.documents ?? {}, document) ? spec.documents![document]! : undefined;
  if (!wanted)
    return refused('case.document_unknown', {
      en: 'The procedure asks for no such document.',
      zh: '该程序不需要此材料。',
    });
  const files = state.documents[document] ?? [];
  if (files.some(({ sha256 }) => sha256 === file.sha256)) return { events: [] };
  if (!wanted.types.includes(file.type)) {
    const kinds = wanted.types.map((type) => (mediaTypes[type]?.[0] ?? type).toUpperCase());
    return refused('case.document_type', {
      en: `${wanted.title.en} must be one of: ${kinds.join(', ')}.`,
      zh: `${wanted.title.zh}仅接受以下类型：${kinds.join('、')}。`,
    });
  }
  if (files.length >= (wanted.most ?? 10))
    return refused('case.documents_many', {
      en: `${wanted.title.en}: there are enough files.`,
      zh: `${wanted.title.zh}：文件数量已达上限。`,
    });
  return { events: [{ type: 'attached', audience: 'all', document, file }] };
}
