import type { Panel, Procedure } from '../definition/procedure.ts';
import type { CaseEvent, CaseState, Doer } from './state.ts';
import { extendedTerm, type Moment, movedTerms, withRecounted } from './terms.ts';
import { isUnsent } from './who.ts';

/** An event with who caused it and when. */
export type Happened = { readonly event: CaseEvent; readonly by: Doer; readonly moment: Moment };

/** A case before its first event. */
export function unopened(
  { name, version, first }: Procedure,
  applicant: CaseState['applicant'],
  openedAtMs: number,
): CaseState {
  return {
    ...{ procedure: name, version, state: first, applicant, openedAtMs },
    ...{
      alongside: [],
      assignee: null,
      forms: {},
      documents: {},
      took: {},
      seats: [],
      seatsFor: null,
      opinions: [],
      excluded: [],
      terms: {},
    },
    ...{ published: null, ended: null },
  };
}

/** A case after an event. */
export function evolve(spec: Procedure, state: CaseState, { event, by, moment }: Happened): CaseState {
  switch (event.type) {
    case 'opened':
      return { ...state, terms: movedTerms(spec, state, moment) };
    case 'stepped':
      return stepped(spec, state, { event, by, moment });
    case 'opined':
      return { ...state, opinions: [...state.opinions, event.opinion] };
    case 'assigned':
      return { ...state, assignee: event.to };
    case 'seated':
      return {
        ...state,
        seats: event.seats,
        seatsFor: spec.states[state.state]!.panel?.by ?? null,
        opinions: state.opinions.filter(({ seat }) => (event.seats[seat]?.weight ?? 0) > 0),
      };
    case 'excluded':
      return without(state, event.account);
    case 'attached': {
      const files = state.documents[event.document] ?? [];
      return { ...state, documents: { ...state.documents, [event.document]: [...files, event.file] } };
    }
    case 'detached': {
      const files = (state.documents[event.document] ?? []).filter(({ sha256 }) => sha256 !== event.sha256);
      return { ...state, documents: { ...state.documents, [event.document]: files } };
    }
    case 'extended': {
      const running = extendedTerm(
        spec.terms![event.term]!,
        { running: state.terms[event.term]!, days: event.days },
        moment,
      );
      return { ...state, terms: { ...state.terms, [event.term]: running } };
    }
    case 'promise_over':
    case 'term_over': {
      const running = state.terms[event.term]!;
      const over = event.type === 'promise_over' ? { isPromiseOver: true } : { isOver: true };
      return { ...state, terms: { ...state.terms, [event.term]: { ...running, ...over } } };
    }
    case 'recounted':
      return { ...state, terms: withRecounted(state.terms, event.terms) };
    case 'migrated': {
      const moved = {
        ...{ ...state, version: event.to, state: event.state, forms: event.forms },
        documents: onlyIn(spec.documents, filesUnder(state.documents, event.documents)),
        took: renamed(state.took, event.steps, (who) => who),
        seatsFor: spec.states[event.state]!.panel?.by ?? state.seatsFor,
      };
      return { ...moved, alongside: alongsideOf(spec, moved), terms: movedTerms(spec, moved, moment) };
    }
    case 'commented':
      return state;
  }
}

/** The files of a case whose documents have other names, or go. */
export function filesUnder(
  documents: CaseState['documents'],
  names: Readonly<Record<string, string | null>>,
): CaseState['documents'] {
  return renamed(documents, names, ({ sha256 }) => sha256);
}

/** Lists under other names: those that come together are one list, without what is the same twice; those under null are none. */
function renamed<T>(
  lists: Readonly<Record<string, readonly T[]>>,
  names: Readonly<Record<string, string | null>>,
  keyOf: (one: T) => string,
): Readonly<Record<string, readonly T[]>> {
  const next: Record<string, readonly T[]> = {};
  // By name: a case that is read again has them in another order than one that was kept in mind.
  for (const old of Object.keys(lists).toSorted()) {
    const list = lists[old]!;
    const name = Object.hasOwn(names, old) ? names[old]! : old;
    if (name === null) continue;
    const there = next[name] ?? [];
    next[name] = [...there, ...list.filter((one) => !there.some((other) => keyOf(other) === keyOf(one)))];
  }
  return next;
}

function onlyIn<T>(
  wanted: object | undefined,
  lists: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(lists).filter(([name]) => Object.hasOwn(wanted ?? {}, name)));
}

type Stepped = Happened & { readonly event: Extract<CaseEvent, { type: 'stepped' }> };

function stepped(spec: Procedure, before: CaseState, { event, by, moment }: Stepped): CaseState {
  const { form } = spec.steps[event.step]!;
  const took = before.took[event.step] ?? [];
  const who = by === 'clock' ? 'clock' : by.account;
  const target = spec.states[event.to]!;
  const moved: CaseState = {
    ...before,
    state: event.to,
    forms: form !== undefined && event.form !== null ? { ...before.forms, [form]: event.form } : before.forms,
    took: { ...before.took, [event.step]: took.includes(who) ? took : [...took, who] },
    ...seatsAt(before, target.panel),
    // A panel that is asked again begins anew.
    opinions: target.panel && event.from !== event.to ? [] : before.opinions,
    published: event.published ?? before.published,
    ended: target.ends ? { outcome: target.ends, atMs: moment.atMs } : null,
  };
  return { ...moved, alongside: alongsideOf(spec, moved), terms: movedTerms(spec, moved, moment) };
}

/** Nobody is shown a case by being named in it before it is sent. */
function alongsideOf(spec: Procedure, state: CaseState): readonly string[] {
  if (!spec.alongside || isUnsent(spec, state)) return [];
  const { party } = state.applicant;
  return [...new Set(spec.alongside(state.forms))].filter((one) => one !== party && one !== spec.office);
}

/** Who sat on one panel has no say in that of others: their seats are given up before it. */
function seatsAt(
  { seats, seatsFor }: CaseState,
  panel: Panel | undefined,
): Pick<CaseState, 'seats' | 'seatsFor'> {
  if (!panel) return { seats, seatsFor };
  const areOthers = seatsFor !== null && seatsFor !== panel.by;
  return {
    seats: areOthers ? seats.map(({ account }) => ({ account, weight: 0 })) : seats,
    seatsFor: panel.by,
  };
}

function without(state: CaseState, account: string): CaseState {
  return {
    ...state,
    excluded: state.excluded.includes(account) ? state.excluded : [...state.excluded, account],
    assignee: state.assignee === account ? null : state.assignee,
    opinions: state.opinions.filter(({ seat }) => state.seats[seat]?.account !== account),
  };
}
