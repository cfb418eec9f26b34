import {
  type Attached,
  type CaseState,
  isBlind,
  isOneOf,
  mayAttach,
  ownsStep,
  type Procedure,
  type Published,
  type Standing,
  seatOf,
  type Verdict,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { CaseworkContext } from '../context.ts';
import { type ListedLetter, lettersOf } from '../letters/read.ts';
import { namesOf, type Seen } from '../person.ts';
import { type Objection, objectionsTo, objectsToOf } from '../public/objections.ts';
import type { Values } from '../schemas.ts';
import { seenRevision } from './seen.ts';

type Named = { readonly name: string; readonly title: Bilingual };

/** A step that is open to the caller now. */
export type OpenStep = Named & {
  readonly to: string;
  readonly form: string | null;
  readonly asksReason: boolean;
  /** Documents that have to be attached first and are not there. */
  readonly missing: readonly string[];
};

/** A term as it runs. */
export type RunningView = Named & {
  readonly startedOn: string;
  readonly dueMs: number;
  readonly promisedMs: number | null;
  readonly isSuspended: boolean;
  readonly isProvisional: boolean;
  readonly isPromiseOver: boolean;
  readonly isOver: boolean;
  readonly extendedDays: number;
  readonly basis: Bilingual | null;
};

/** A panel, to those who may know of it: its office, and each seat for itself; of an open one everybody. */
export type SeenPanel = {
  readonly form: string;
  readonly quorum: number;
  readonly isBlind: boolean;
  /** The caller's own seat. */
  readonly mySeat: number | null;
  /** The office alone knows who sits where. */
  readonly seats: readonly { readonly account: string; readonly weight: number }[] | null;
  readonly opinions: readonly { readonly seat: number; readonly verdict: Verdict; readonly form: unknown }[];
};

/** What the caller may do besides steps. */
export type May = {
  readonly assign: boolean;
  readonly seat: boolean;
  readonly exclude: boolean;
  readonly comment: boolean;
  readonly internal: boolean;
  readonly attach: readonly string[];
  readonly extend: readonly string[];
  /** The form of the opinion that is asked for. */
  readonly opine: string | null;
};

/** A case as one person may see it. */
export type CaseView = {
  readonly id: string;
  readonly number: string;
  readonly procedure: Named & { readonly version: number };
  readonly subject: string;
  readonly state: Named;
  readonly ended: { readonly outcome: string; readonly atMs: number } | null;
  readonly openedAtMs: number;
  readonly revision: number;
  readonly standing: Exclude<Standing, 'none'>;
  readonly applicant: { readonly party: string; readonly account: string };
  readonly assignee: string | null;
  readonly forms: Readonly<Record<string, unknown>>;
  readonly documents: readonly (Named & { readonly files: readonly Attached[] })[];
  readonly terms: readonly RunningView[];
  readonly steps: readonly OpenStep[];
  readonly may: May;
  readonly panel: SeenPanel | null;
  readonly excluded: readonly string[];
  readonly published: Published | null;
  /** The number of the case that this one objects to. */
  readonly objectsTo: string | null;
  /** To the office alone: the cases that object to what was published of this one. */
  readonly objections: readonly Objection[];
  readonly letters: readonly ListedLetter[];
  readonly isWatched: boolean;
  readonly names: Values;
};

/** A case as somebody may see it: nothing that the history keeps from them stands in it, nor how much of it there is. */
export async function caseView(ctx: CaseworkContext, seen: Seen): Promise<CaseView> {
  const { spec, stored, by, standing } = seen;
  const { id, number, subject, state } = stored;
  const isOffice = standing === 'office';
  const [revision, watch, objectsTo, objections, letters] = await Promise.all([
    seenRevision(ctx.db, seen),
    ctx.db
      .selectFrom('case_watch')
      .select('account')
      .where('account', '=', by.account)
      .where('case_id', '=', id)
      .executeTakeFirst(),
    objectsToOf(ctx, id),
    objectionsTo(ctx, seen),
    lettersOf(ctx.db, seen),
  ]);
  const panel = panelView(seen);
  const assignee = isOffice ? state.assignee : null;
  const excluded = isOffice ? state.excluded : [];
  const named = [state.applicant.account, ...(assignee ? [assignee] : []), ...excluded];
  return {
    ...{ id, number, subject, revision, standing, assignee, excluded, panel, objectsTo, objections, letters },
    procedure: { name: spec.name, title: spec.title, version: spec.version },
    state: { name: state.state, title: spec.states[state.state]!.title },
    ...{ ended: state.ended, openedAtMs: state.openedAtMs, applicant: state.applicant, forms: state.forms },
    documents: Object.entries(spec.documents ?? {}).map(([name, { title }]) => ({
      ...{ name, title },
      files: state.documents[name] ?? [],
    })),
    terms: runningTerms(spec, state),
    steps: openSteps(seen),
    may: mayOf(seen),
    published: state.published,
    isWatched: watch !== undefined,
    names: await namesOf(ctx, [...named, ...(panel?.seats ?? []).map(({ account }) => account)]),
  };
}

/** The steps that are somebody's to take now. */
function openSteps({ spec, stored: { state }, by }: Seen): readonly OpenStep[] {
  if (state.ended) return [];
  return Object.entries(spec.steps)
    .filter(([, step]) => ownsStep(spec, { state, step }, by))
    .map(([name, { title, to, form, asksReason, needs = [] }]) => ({
      ...{ name, title, to, form: form ?? null, asksReason: asksReason ?? false },
      missing: needs.filter((one) => (state.documents[one]?.length ?? 0) === 0),
    }));
}

function runningTerms({ terms = {} }: Procedure, state: CaseState): readonly RunningView[] {
  return Object.entries(state.terms).map(([name, running]) => ({
    ...{ name, title: terms[name]!.title, basis: terms[name]!.basis ?? null, startedOn: running.startedOn },
    ...{ dueMs: running.dueMs, promisedMs: running.promisedMs, isSuspended: running.suspended !== null },
    ...{ isProvisional: running.isProvisional, isPromiseOver: running.isPromiseOver, isOver: running.isOver },
    extendedDays: running.extendedDays,
  }));
}

function mayOf(seen: Seen): May {
  const { spec, stored, by, standing } = seen;
  const { state } = stored;
  const isOffice = standing === 'office';
  const isOpen = state.ended === null;
  const { panel } = spec.states[state.state]!;
  const mine = seatOf(state, by);
  const isAsked = isOpen && panel && mine !== undefined && !state.opinions.some((one) => one.seat === mine);
  return {
    ...{
      assign: isOffice && isOpen,
      seat: isOffice && isOpen,
      exclude: by.account !== state.applicant.account,
      internal: isOffice,
    },
    comment: mayWrite(seen),
    attach: isOpen && mayAttach(spec, state, by) ? Object.keys(spec.documents ?? {}) : [],
    extend: Object.entries(state.terms).flatMap(([name, { extendedDays, isOver }]) => {
      const extension = spec.terms?.[name]?.extension;
      const isMine = extension && isOneOf(spec, { state, actors: extension.by }, by);
      return isOpen && isMine && extendedDays === 0 && !isOver ? [name] : [];
    }),
    opine: isAsked ? panel.form : null,
  };
}

/** Whether somebody may write what everybody with the case reads: a seat of a blind panel would give itself away. */
export function mayWrite({ spec, standing }: Pick<Seen, 'spec' | 'standing'>): boolean {
  return standing !== 'seat' || !isBlind(spec);
}

function panelView({ spec, stored: { state }, standing, seat }: Seen): SeenPanel | null {
  const now = spec.states[state.state]!.panel;
  const panel = now ?? Object.values(spec.states).find((one) => one.panel)?.panel;
  const blind = isBlind(spec);
  const isOffice = standing === 'office';
  if (!panel || (blind && standing === 'applicant')) return null;
  if (!now && state.seats.length === 0) return null;
  const opinions = state.opinions.filter((one) => isOffice || !blind || one.seat === seat);
  return {
    ...{ form: panel.form, quorum: panel.quorum, isBlind: blind, mySeat: seat ?? null },
    seats: isOffice ? state.seats : null,
    opinions,
  };
}
