import type { Actor, Procedure } from '../definition/procedure.ts';
import type { CaseEvent, CaseState, Doer, Hearer } from './state.ts';

/** What somebody is told of an event: nothing of what was filled in, said or decided about whom, which a queue and its failures would keep. */
export type HeardEvent = Pick<CaseEvent, 'audience'> &
  (
    | { readonly type: 'stepped'; readonly to: string }
    | { readonly type: 'promise_over' | 'term_over'; readonly term: string }
    | { readonly type: 'assigned' | 'seated' | 'commented' | 'recounted' }
  );

/** Somebody who is told of an event. */
export type Heard = { readonly event: HeardEvent; readonly to: readonly Hearer[] };

type Told = { readonly state: CaseState; readonly event: CaseEvent; readonly by: Doer };

/** Who is told of an event: whoever it moves to act, and the applicant of what the office has done. */
export function hearersOf(spec: Procedure, { state, event, by }: Told): readonly Heard[] {
  const isTold = (hearer: Hearer): boolean =>
    !('account' in hearer) ||
    (hearer.account !== accountOf(by) &&
      !state.excluded.includes(hearer.account) &&
      // What the office says to itself is not said to the applicant by naming them in it.
      (event.audience === 'all' || hearer.account !== state.applicant.account));
  // Nobody learns from it who else sits on the panel.
  if (event.type === 'seated')
    return event.seats
      .filter(({ account, weight }) => weight > 0 && isTold({ account }))
      .map(({ account }) => ({
        event: { type: event.type, audience: event.audience },
        to: [{ account }],
      }));
  const told = toldOf(event);
  const to = told ? toWhom(spec, { state, event, by }).filter(isTold) : [];
  return told && to.length > 0 ? [{ event: told, to }] : [];
}

function toldOf(event: CaseEvent): HeardEvent | undefined {
  const { audience } = event;
  switch (event.type) {
    case 'stepped':
      return { type: event.type, audience, to: event.to };
    case 'promise_over':
    case 'term_over':
      return { type: event.type, audience, term: event.term };
    case 'assigned':
    case 'commented':
      return { type: event.type, audience };
    case 'recounted': {
      const moves = Object.values(event.terms).some(({ wasMs, dueMs }) => wasMs !== dueMs);
      return moves ? { type: event.type, audience } : undefined;
    }
    default:
      return undefined;
  }
}

function toWhom(spec: Procedure, { state, event, by }: Told): readonly Hearer[] {
  switch (event.type) {
    case 'stepped': {
      const applicant =
        by !== 'clock' && by.account === state.applicant.account
          ? []
          : [{ account: state.applicant.account }];
      return [...applicant, ...alongsideOf(spec, state), ...turnOf(spec, state)];
    }
    case 'assigned':
      return event.to === null ? [] : [{ account: event.to }];
    case 'commented':
      return [
        ...event.mentions.map((account) => ({ account })),
        ...(event.audience === 'all' ? [{ account: state.applicant.account }] : []),
      ];
    case 'promise_over':
    case 'term_over':
      return turnOf(spec, state);
    case 'recounted':
      return [{ account: state.applicant.account }, ...alongsideOf(spec, state), ...turnOf(spec, state)];
    default:
      return [];
  }
}

/** Whose turn it is: the office's people who may take a step from here, or the one who has the case; the panel's where there is one. */
function turnOf(spec: Procedure, state: CaseState): readonly Hearer[] {
  const { panel } = spec.states[state.state]!;
  const seated = state.seats.filter(({ weight }) => weight > 0).map(({ account }) => ({ account }));
  if (panel && seated.length > 0) return seated;
  // Whoever may name a panel that nobody sits on.
  if (panel) return officeOf(spec);
  const names = new Set(
    Object.values(spec.steps)
      .filter(({ from }) => from.includes(state.state))
      .flatMap(({ by }) => by),
  );
  const actors = [...names].flatMap((name): readonly Actor[] =>
    spec.actors[name] ? [spec.actors[name]] : [],
  );
  return actors.flatMap((actor): readonly Hearer[] => {
    if (actor.side === 'applicant') return [{ account: state.applicant.account }];
    if (actor.side === 'seat') return [];
    if (actor.assigned && state.assignee !== null) return [{ account: state.assignee }];
    return [{ party: spec.office, roles: actor.roles }];
  });
}

/** Those of the parties that apply together with the applicant who could apply themselves. */
function alongsideOf({ actors }: Procedure, { alongside }: CaseState): readonly Hearer[] {
  const roles = Object.values(actors).flatMap((actor) =>
    actor.side === 'applicant' ? (actor.roles ?? []) : [],
  );
  return alongside.map((party) => ({ party, roles: [...new Set(roles)] }));
}

function officeOf(spec: Procedure): readonly Hearer[] {
  return Object.values(spec.actors).flatMap((actor) =>
    actor.side === 'office' ? [{ party: spec.office, roles: actor.roles }] : [],
  );
}

function accountOf(by: Doer): string | undefined {
  return by === 'clock' ? undefined : by.account;
}
