import type { ProcedureSpec } from '../../definition/procedure.ts';
import type { Command } from '../../machine/command.ts';
import type { Person } from '../../machine/state.ts';
import { factsOf, type Model } from './model.ts';
import { clockDone, moved, settled } from './moves.ts';
import { isAny, sees } from './stands.ts';

/** What the definition says should become of a command: a refusal by its code, or another case. */
export type Expected =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'done'; readonly model: Model };

type Asked<T extends Command['type'] = Command['type']> = {
  readonly command: Extract<Command, { type: T }>;
  readonly by: Person;
  readonly atMs: number;
};

const refused = (code: string): Expected => ({ kind: 'refused', code });

/** What should become of it. */
export function expected(spec: ProcedureSpec, before: Model, { command, by, atMs }: Asked): Expected {
  const model = clockDone(spec, before, atMs);
  const sight = sees(spec, model, by);
  if (sight === 'nothing') return refused('case.not_found');
  const isOver = spec.states[model.state]!.ends !== undefined;
  if (isOver && command.type !== 'comment' && command.type !== 'exclude') return refused('case.ended');
  const done = (more: Partial<Model>, events: number = 1): Expected => ({
    kind: 'done',
    model: settled(spec, { ...model, ...more, revision: model.revision + events }, atMs),
  });
  switch (command.type) {
    case 'step':
      return step(spec, model, { command, by, atMs });
    case 'opine':
      return opine(spec, model, { command, by, atMs });
    case 'extend':
      return extend(spec, model, { command, by, atMs });
    case 'comment': {
      const { mentions = [], isInternal } = command;
      const unfit = (account: string): boolean =>
        model.excluded.includes(account) || (isInternal === true && account === model.applicant.account);
      return sight === 'office' && mentions.some(unfit) ? refused('case.person_unfit') : done({});
    }
    case 'attach':
    case 'detach':
      if (sight === 'seat') return refused('case.step_not_yours');
      return command.type === 'attach'
        ? attach(spec, model, { command, by, atMs })
        : detach(model, command, done);
    case 'assign':
      if (sight !== 'office') return refused('case.step_not_yours');
      if (command.to !== null && [model.applicant.account, ...model.excluded].includes(command.to))
        return refused('case.assignee_excluded');
      return done({ assignee: command.to }, model.assignee === command.to ? 0 : 1);
    case 'seat':
      return sight === 'office' ? seat(spec, model, { command, by, atMs }) : refused('case.step_not_yours');
    case 'exclude': {
      const { account } = command;
      if (sight !== 'office' && account !== by.account) return refused('case.step_not_yours');
      if (account === model.applicant.account) return refused('case.person_unfit');
      if (model.excluded.includes(account)) return done({}, 0);
      return done({
        excluded: [...model.excluded, account],
        assignee: model.assignee === account ? null : model.assignee,
        said: model.said.filter((one) => one.account !== account),
      });
    }
  }
}

function step(spec: ProcedureSpec, model: Model, { command, by, atMs }: Asked<'step'>): Expected {
  const wanted = Object.entries(spec.steps).find(([name]) => name === command.step)?.[1];
  if (!wanted) return refused('case.step_unknown');
  if (!wanted.from.includes(model.state)) return refused('case.step_closed');
  const hasSeen = (wanted.notBy ?? []).some((other) => model.took[other]?.includes(by.account));
  if (hasSeen || !isAny(spec, { model, actors: wanted.by }, by)) return refused('case.step_not_yours');
  if ((wanted.needs ?? []).some((name) => (model.files[name] ?? []).length === 0))
    return refused('case.documents_missing');
  if (wanted.asksReason && !command.reason?.trim()) return refused('case.reason_missing');
  const form =
    wanted.form === undefined ? undefined : spec.forms[wanted.form]!.schema.safeParse(command.form ?? {});
  if (form && !form.success) return refused('case.form_invalid');
  const filled = form ? { ...model, forms: { ...model.forms, [wanted.form!]: form.data as never } } : model;
  const notYet = wanted.guard?.(factsOf(filled, atMs));
  if (notYet) return refused(notYet.code);
  const takesOver =
    model.assignee === null &&
    wanted.by.some((name) => {
      const actor = spec.actors[name];
      return (
        actor?.side === 'office' && actor.assigned === true && isAny(spec, { model, actors: [name] }, by)
      );
    });
  const owned = takesOver ? { ...filled, assignee: by.account, revision: filled.revision + 1 } : filled;
  const after = moved(spec, owned, { step: command.step, who: by.account, atMs });
  return { kind: 'done', model: settled(spec, after, atMs) };
}

function opine(spec: ProcedureSpec, model: Model, { command, by, atMs }: Asked<'opine'>): Expected {
  const { panel } = spec.states[model.state]!;
  if (!panel || !model.seats.some(({ account }) => account === by.account)) return refused('case.no_panel');
  if (model.said.some(({ account }) => account === by.account)) return refused('case.opinion_given');
  const form = spec.forms[panel.form]!.schema.safeParse(command.form ?? {});
  if (!form.success) return refused('case.form_invalid');
  const said = [...model.said, { account: by.account, verdict: form.data.verdict as 'for', form: form.data }];
  return { kind: 'done', model: settled(spec, { ...model, said, revision: model.revision + 1 }, atMs) };
}

function extend(spec: ProcedureSpec, model: Model, { command, by }: Asked<'extend'>): Expected {
  const term = Object.entries(model.terms).find(([name]) => name === command.term)?.[1];
  const extension = spec.terms?.[command.term]?.extension;
  if (!term || !extension) return refused('case.term_not_extensible');
  if (!isAny(spec, { model, actors: extension.by }, by)) return refused('case.step_not_yours');
  if (term.extendedDays > 0) return refused('case.term_extended');
  if (term.isOver) return refused('case.term_over');
  const terms = { ...model.terms, [command.term]: { ...term, extendedDays: extension.days } };
  return { kind: 'done', model: { ...model, terms, revision: model.revision + 1 } };
}

function attach(spec: ProcedureSpec, model: Model, { command, atMs }: Asked<'attach'>): Expected {
  const document = Object.entries(spec.documents ?? {}).find(([name]) => name === command.document)?.[1];
  if (!document) return refused('case.document_unknown');
  const files = model.files[command.document] ?? [];
  if (files.includes(command.file.sha256)) return { kind: 'done', model };
  if (!document.types.includes(command.file.type)) return refused('case.document_type');
  if (files.length >= (document.most ?? 10)) return refused('case.documents_many');
  const more = { ...model.files, [command.document]: [...files, command.file.sha256] };
  return {
    kind: 'done',
    model: settled(spec, { ...model, files: more, revision: model.revision + 1 }, atMs),
  };
}

type Finish = (more: Partial<Model>, events?: number) => Expected;

function detach(
  model: Model,
  { document, sha256 }: Extract<Command, { type: 'detach' }>,
  done: Finish,
): Expected {
  const files = Object.hasOwn(model.files, document) ? model.files[document]! : [];
  if (!files.includes(sha256)) return done({}, 0);
  return done({ files: { ...model.files, [document]: files.filter((one) => one !== sha256) } });
}

function seat(spec: ProcedureSpec, model: Model, { command: { seats }, atMs }: Asked<'seat'>): Expected {
  const own = spec.states[model.state]!.panel;
  const panels = own ? [own] : Object.values(spec.states).flatMap(({ panel }) => panel ?? []);
  const isRight = panels.some(
    ({ seats: count, weights }) =>
      seats.length === count && seats.every(({ weight }, at) => weight === (weights ? weights[at] : 1)),
  );
  const accounts = seats.map(({ account }) => account);
  const isBarred = accounts.some((one) => one === model.applicant.account || model.excluded.includes(one));
  if (!isRight || isBarred || new Set(accounts).size !== accounts.length) return refused('case.seats_wrong');
  const said = model.said.filter(({ account }) => accounts.includes(account));
  return {
    kind: 'done',
    model: settled(
      spec,
      { ...model, seats, sits: own?.by ?? null, said, revision: model.revision + 1 },
      atMs,
    ),
  };
}
