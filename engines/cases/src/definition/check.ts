import type { FieldError } from '@finharbor/kernel';
import { z } from 'zod';
import { mediaTypes } from '../attachments/media-types.ts';
import type { Panel, ProcedureSpec, StepSpec, TermSpec } from './procedure.ts';

type Add = (pointer: string, detail: string) => void;

const names = /^[a-z][a-z0-9-]{0,39}$/;

/** What is wrong with a procedure; empty where it is sound. */
export function checkProcedure(spec: ProcedureSpec): readonly FieldError[] {
  const found: FieldError[] = [];
  const add: Add = (pointer, detail) => void found.push({ pointer, detail });
  checkNames(spec, add);
  checkSteps(spec, add);
  checkStates(spec, add);
  checkPanels(spec, add);
  checkTerms(spec, add);
  checkDocuments(spec, add);
  checkUse(spec, add);
  return found;
}

function checkNames({ name, version, prefix, keptYears, ...spec }: ProcedureSpec, add: Add): void {
  if (!names.test(name)) add('/name', 'is not like "park-registration".');
  if (!Number.isSafeInteger(version) || version < 1) add('/version', 'counts from 1.');
  if (!/^[A-Z]{2,6}$/.test(prefix)) add('/prefix', 'is two to six capital letters.');
  if (!Number.isSafeInteger(keptYears) || keptYears < 1) add('/keptYears', 'is at least 1.');
  for (const part of ['actors', 'forms', 'documents', 'states', 'steps', 'terms'] as const)
    for (const key of Object.keys(spec[part] ?? {}))
      if (!names.test(key)) add(`/${part}/${key}`, 'is not a name of small letters, digits and "-".');
  if ('clock' in spec.actors) add('/actors/clock', 'is the name of the clock.');
  // Drafts of steps and of opinions are kept side by side.
  if ('opinion' in spec.steps) add('/steps/opinion', 'is what a seat gives.');
}

function checkSteps(spec: ProcedureSpec, add: Add): void {
  for (const [key, step] of Object.entries(spec.steps)) {
    const at = `/steps/${key}`;
    if (step.from.length === 0) add(`${at}/from`, 'names no state.');
    for (const state of step.from) {
      if (!(state in spec.states)) add(`${at}/from`, `names the state "${state}", which is not there.`);
      else if (spec.states[state]!.ends) add(`${at}/from`, `leaves "${state}", where the procedure ends.`);
    }
    if (!(step.to in spec.states)) add(`${at}/to`, `names the state "${step.to}", which is not there.`);
    checkOwner(spec, { key, step }, add);
    if (step.form !== undefined && !(step.form in spec.forms))
      add(`${at}/form`, `"${step.form}" is not there.`);
    for (const name of step.needs ?? [])
      if (!(name in (spec.documents ?? {})))
        add(`${at}/needs`, `names the document "${name}", which is not there.`);
    for (const other of step.notBy ?? [])
      if (!(other in spec.steps)) add(`${at}/notBy`, `names the step "${other}", which is not there.`);
    checkTold(spec, { key, step }, add);
  }
}

function checkDocuments({ documents = {} }: ProcedureSpec, add: Add): void {
  for (const [key, { types, most = 10 }] of Object.entries(documents)) {
    if (types.length === 0) add(`/documents/${key}/types`, 'takes no type of file.');
    for (const type of types)
      if (!Object.hasOwn(mediaTypes, type))
        add(`/documents/${key}/types`, `names "${type}", which no content can be told to be.`);
    if (!Number.isSafeInteger(most) || most < 1 || most > 100)
      add(`/documents/${key}/most`, 'is from 1 to 100.');
  }
}

type Named = { readonly key: string; readonly step: StepSpec };

function checkOwner(spec: ProcedureSpec, { key, step }: Named, add: Add): void {
  const at = `/steps/${key}/by`;
  if (step.by.length === 0) add(at, 'names nobody: a step has an owner.');
  for (const actor of step.by)
    if (actor !== 'clock' && !(actor in spec.actors)) add(at, `names "${actor}", who is not there.`);
  if (!step.by.includes('clock')) return;
  if (step.form !== undefined || step.asksReason)
    add(at, 'is the clock, which fills in no form and gives no reason.');
  if (!clockSteps(spec).has(key)) add(at, 'is the clock, and neither a term nor a panel takes it.');
}

/** What a step tells the public and the applicant. */
function checkTold({ actors }: ProcedureSpec, { key, step }: Named, add: Add): void {
  const at = `/steps/${key}`;
  const { objection, letter, by } = step;
  if (letter && by.every((name) => actors[name]?.side === 'applicant'))
    add(`${at}/letter`, 'would be written by the applicant to themselves.');
  if (!objection) return;
  if (!step.publishes) add(`${at}/objection`, 'is to something that nobody can read.');
  if (!names.test(objection.procedure)) add(`${at}/objection/procedure`, 'is not the name of a procedure.');
  if (!Number.isSafeInteger(objection.days) || objection.days < 1 || objection.days > 250)
    add(`${at}/objection/days`, 'is a number of business days from 1 to 250.');
}

/** Steps that terms and panels take. */
function clockSteps({ states, terms = {} }: ProcedureSpec): ReadonlySet<string> {
  const panels = Object.values(states).flatMap(({ panel }) => (panel ? [panel.passed, panel.failed] : []));
  const over = Object.values(terms).flatMap((term) => stepsOver(term));
  return new Set([...panels, ...over]);
}

function stepsOver({ over }: TermSpec): readonly string[] {
  if (over === 'tell') return [];
  return over.objected === undefined ? [over.step] : [over.step, over.objected];
}

function checkStates(spec: ProcedureSpec, add: Add): void {
  const [first] = Object.keys(spec.states);
  if (first === undefined) {
    add('/states', 'are none.');
    return;
  }
  const ways = Object.values(spec.steps).flatMap(({ from, to }) => from.map((state) => [state, to] as const));
  const reached = closure([first], ways);
  const ends = Object.keys(spec.states).filter((key) => spec.states[key]!.ends);
  if (ends.length === 0) add('/states', 'have none where the procedure ends.');
  const ending = closure(
    ends,
    ways.map(([from, to]) => [to, from] as const),
  );
  for (const key of Object.keys(spec.states)) {
    if (!reached.has(key)) add(`/states/${key}`, 'cannot be reached.');
    if (!ending.has(key)) add(`/states/${key}`, 'leads to no end.');
  }
}

function closure(from: readonly string[], ways: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const reached = new Set(from);
  for (const state of reached) for (const [one, next] of ways) if (one === state) reached.add(next);
  return reached;
}

function checkPanels(spec: ProcedureSpec, add: Add): void {
  for (const [key, { panel, ends }] of Object.entries(spec.states)) {
    if (!panel) continue;
    const at = `/states/${key}/panel`;
    if (ends) add(at, 'stands where the procedure ends.');
    if (spec.actors[panel.by]?.side !== 'seat') add(`${at}/by`, `"${panel.by}" is not an actor with a seat.`);
    if (!(panel.form in spec.forms)) add(`${at}/form`, `"${panel.form}" is not there.`);
    if (panel.quorum < 1 || panel.quorum > panel.seats) add(`${at}/quorum`, 'is between 1 and the seats.');
    if (panel.passesAt < 1 || panel.passesAt > 1_000)
      add(`${at}/passesAt`, 'is between 1 and 1000 thousandths.');
    if (panel.weights && panel.weights.length !== panel.seats) add(`${at}/weights`, 'are one for each seat.');
    checkScores(spec, { at, panel }, add);
    for (const end of ['passed', 'failed'] as const)
      checkTaken(spec, { at: `${at}/${end}`, step: panel[end], from: [key] }, add);
    const isTimed = Object.values(spec.terms ?? {}).some(
      (term) => term.while.includes(key) && !term.suspendedIn?.includes(key),
    );
    if (!isTimed) add(at, 'has no term: who says nothing would hold the case up for ever.');
  }
}

/** A head is a field of the form that takes just the numbers it is said to: the panel's result is reckoned from what they can be. */
function checkScores({ forms }: ProcedureSpec, { at, panel }: { at: string; panel: Panel }, add: Add): void {
  const { scores, form } = panel;
  if (!scores) return;
  const { heads, min, max, atLeast } = scores;
  if (heads.length === 0) add(`${at}/scores/heads`, 'are none.');
  if (!(min < max && atLeast >= min && atLeast <= max))
    add(`${at}/scores/atLeast`, 'is between the least and the most.');
  const fields = forms[form]?.schema.shape ?? {};
  for (const head of heads) {
    const takes = (value: number): boolean =>
      Object.hasOwn(fields, head) && z.safeParse(fields[head]!, value).success;
    if (!(takes(min) && takes(max)) || takes(min - 1) || takes(max + 1) || takes(min + 0.5))
      add(
        `${at}/scores/heads`,
        `"${head}" is not a whole number from ${min} to ${max} in the form "${form}".`,
      );
  }
}

type Taken = { readonly at: string; readonly step: string; readonly from: readonly string[] };

/** A step that the clock takes must be its to take, from each state it may find. */
function checkTaken({ steps }: ProcedureSpec, { at, step: name, from }: Taken, add: Add): void {
  const step = steps[name];
  if (!step) {
    add(at, `"${name}" is not a step.`);
    return;
  }
  if (!step.by.includes('clock')) add(at, `"${name}" is not the clock's to take.`);
  for (const state of from)
    if (!step.from.includes(state)) add(at, `"${name}" does not lead out of "${state}".`);
}

function checkTerms(spec: ProcedureSpec, add: Add): void {
  for (const [key, term] of Object.entries(spec.terms ?? {})) {
    const at = `/terms/${key}`;
    checkRun(spec, { at, term }, add);
    const isCount = (days: number): boolean => Number.isSafeInteger(days) && days >= 1 && days <= 5_000;
    if (!isCount(term.days)) add(`${at}/days`, 'is a number of days from 1 to 5,000.');
    if (term.promisedDays !== undefined && !(isCount(term.promisedDays) && term.promisedDays <= term.days))
      add(`${at}/promisedDays`, 'is no more than the term itself.');
    if (!term.extension) continue;
    if (!isCount(term.extension.days)) add(`${at}/extension/days`, 'is a number of days from 1 to 5,000.');
    if (term.extension.by.length === 0) add(`${at}/extension/by`, 'names nobody.');
    for (const actor of term.extension.by)
      if (!(actor in spec.actors)) add(`${at}/extension/by`, `names "${actor}", who is not there.`);
  }
}

function checkRun(spec: ProcedureSpec, { at, term }: { at: string; term: TermSpec }, add: Add): void {
  const suspended = term.suspendedIn ?? [];
  const running = term.while.filter((state) => !suspended.includes(state));
  if (running.length === 0) add(`${at}/while`, 'names no state in which it runs.');
  for (const state of [...term.while, ...suspended]) {
    if (!(state in spec.states)) add(`${at}/while`, `names the state "${state}", which is not there.`);
    else if (spec.states[state]!.ends) add(`${at}/while`, `runs in "${state}", where the procedure ends.`);
  }
  for (const state of suspended)
    if (!term.while.includes(state))
      add(`${at}/suspendedIn`, `"${state}" is not among the states it is for.`);
  for (const step of stepsOver(term)) checkTaken(spec, { at: `${at}/over`, step, from: running }, add);
  const isForObjections = term.over !== 'tell' && term.over.objected !== undefined;
  if (isForObjections && !Object.values(spec.steps).some(({ objection }) => objection))
    add(`${at}/over`, 'waits for objections, and nothing here can be objected to.');
}

function checkUse(spec: ProcedureSpec, add: Add): void {
  const steps = Object.values(spec.steps);
  const panels = Object.values(spec.states).flatMap(({ panel }) => (panel ? [panel] : []));
  const unused = (part: 'actors' | 'forms', used: ReadonlySet<string | undefined>): void => {
    for (const key of Object.keys(spec[part])) if (!used.has(key)) add(`/${part}/${key}`, 'is used nowhere.');
  };
  unused('actors', new Set([...steps.flatMap(({ by }) => by), ...panels.map(({ by }) => by)]));
  unused('forms', new Set([...steps.map(({ form }) => form), ...panels.map(({ form }) => form)]));
}
