import { latest, mayBegin, type Person, type Procedure, type StepSpec } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { CaseworkContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { Values } from '../schemas.ts';

/** A procedure in a list. */
export type ListedProcedure = {
  readonly name: string;
  readonly version: number;
  readonly title: Bilingual;
  readonly prefix: string;
  /** Whether the caller may begin one. */
  readonly mayBegin: boolean;
};

type Named = { readonly name: string; readonly title: Bilingual };

/** A procedure as data: enough to draw it, to make its screens, and to file a case of it. */
export type ProcedureView = ListedProcedure & {
  readonly office: string;
  readonly keptYears: number;
  readonly actors: readonly (Named & { readonly side: 'applicant' | 'office' | 'seat' })[];
  readonly states: readonly (Named & { readonly ends: string | null; readonly panel: PanelView | null })[];
  readonly steps: readonly StepView[];
  readonly forms: readonly (Named & { readonly schema: Values })[];
  readonly documents: readonly (Named & { readonly types: readonly string[]; readonly most: number })[];
  readonly terms: readonly TermView[];
};

/** What is said of a panel to everybody. */
export type PanelView = {
  readonly by: string;
  readonly form: string;
  readonly seats: number;
  readonly quorum: number;
  readonly passesAt: number;
  readonly isBlind: boolean;
  readonly passed: string;
  readonly failed: string;
};

/** A step. */
export type StepView = Named & {
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly string[];
  readonly form: string | null;
  readonly asksReason: boolean;
  readonly needs: readonly string[];
};

/** A term. */
export type TermView = Named & {
  readonly while: readonly string[];
  readonly suspendedIn: readonly string[];
  readonly days: number;
  readonly counts: 'business' | 'calendar';
  readonly promisedDays: number | null;
  readonly basis: Bilingual | null;
  /** The step the clock takes at its end; null where those whose turn it is are told. */
  readonly over: string | null;
  readonly extensionDays: number | null;
};

/** The procedures of this process, each in its latest version. */
export function listProcedures(ctx: CaseworkContext, by: Person): readonly ListedProcedure[] {
  const names = [...new Set(ctx.cases.procedures.map(({ name }) => name))];
  return names.map((name) => listed(latest(ctx.cases, name)!, by));
}

/** One of them whole. Errors: `case.procedure_unknown`. */
export function procedureView(
  ctx: CaseworkContext,
  { name, version }: { readonly name: string; readonly version?: number | undefined },
  by: Person,
): ProcedureView {
  const spec =
    version === undefined
      ? latest(ctx.cases, name)
      : ctx.cases.procedures.find((one) => one.name === name && one.version === version);
  if (!spec)
    return refuse('case.procedure_unknown', { en: 'There is no such procedure.', zh: '没有这个程序。' });
  return {
    ...listed(spec, by),
    office: spec.office,
    keptYears: spec.keptYears,
    actors: named(spec.actors, ({ side }) => ({ side })),
    states: named(spec.states, ({ ends, panel }) => ({
      ends: ends ?? null,
      panel: panel ? panelView(panel) : null,
    })),
    steps: named(spec.steps, stepView),
    forms: named(spec.forms, ({ schema }) => ({ schema: formSchema(schema) })),
    documents: named(spec.documents ?? {}, ({ types, most }) => ({ types, most: most ?? 10 })),
    terms: named(spec.terms ?? {}, (term) => ({
      ...{ while: term.while, suspendedIn: term.suspendedIn ?? [], days: term.days },
      ...{
        counts: term.counts ?? 'business',
        promisedDays: term.promisedDays ?? null,
        basis: term.basis ?? null,
      },
      over: term.over === 'tell' ? null : term.over.step,
      extensionDays: term.extension?.days ?? null,
    })),
  };
}

/** Steps as the definition has them, apart from their names. */
function stepView({ from, to, by, form, asksReason, needs }: StepSpec): Omit<StepView, keyof Named> {
  return { from, to, by, form: form ?? null, asksReason: asksReason ?? false, needs: needs ?? [] };
}

/** The JSON Schema of a form; each field has its `words` in both languages. */
function formSchema(schema: z.ZodObject): Values {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return rest;
}

function panelView({ by, form, seats, quorum, passesAt, isBlind, passed, failed }: PanelView): PanelView {
  return { by, form, seats, quorum, passesAt, isBlind, passed, failed };
}

function named<T extends { readonly title: Bilingual }, V>(
  parts: Readonly<Record<string, T>>,
  view: (part: T) => V,
): readonly (Named & V)[] {
  return Object.entries(parts).map(([name, part]) => ({ name, title: part.title, ...view(part) }));
}

function listed(spec: Procedure, by: Person): ListedProcedure {
  const { name, version, title, prefix } = spec;
  return { name, version, title, prefix, mayBegin: mayBegin(spec, by) };
}
