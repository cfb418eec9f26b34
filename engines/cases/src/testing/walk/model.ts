import type { Json } from '@finharbor/kernel';
import type { CaseFacts, ProcedureSpec } from '../../definition/procedure.ts';
import type { Seat, Verdict } from '../../machine/state.ts';
import { dueDay, endOf, type Span } from './days.ts';

/** A term as the model keeps it: when it ran, and what became of it. */
export type ModelTerm = {
  /** As it began: a later version of its procedure changes it no more. */
  readonly days: number;
  readonly promisedDays: number | undefined;
  readonly spans: readonly Span[];
  readonly extendedDays: number;
  readonly isPromiseOver: boolean;
  readonly isOver: boolean;
};

/** What somebody said on a panel. */
export type Said = {
  readonly account: string;
  readonly verdict: Verdict;
  readonly form: Readonly<Record<string, unknown>>;
};

/** A case as the model has it, by accounts and days. */
export type Model = {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly state: string;
  readonly applicant: { readonly party: string; readonly account: string };
  readonly assignee: string | null;
  readonly forms: Readonly<Record<string, Json>>;
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly took: Readonly<Record<string, readonly string[]>>;
  readonly seats: readonly Seat[];
  /** The actor whose panel they were named for; null while it is open whose. */
  readonly sits: string | null;
  readonly said: readonly Said[];
  readonly excluded: readonly string[];
  readonly terms: Readonly<Record<string, ModelTerm>>;
  readonly effects: number;
};

/** When a term and its promise are over; undefined while they stand still, or are not promised. */
export function endsOf(
  spec: ProcedureSpec,
  { name, term }: { readonly name: string; readonly term: ModelTerm },
): { readonly dueMs: number | undefined; readonly promisedMs: number | undefined } {
  const { days, promisedDays } = term;
  const isBusiness = spec.terms![name]!.counts !== 'calendar';
  const endMs = (count: number): number | undefined => {
    const day = dueDay(term.spans, { days: count, isBusiness });
    return day === undefined ? undefined : endOf(day);
  };
  return {
    dueMs: endMs(days + term.extendedDays),
    promisedMs: promisedDays === undefined ? undefined : endMs(promisedDays),
  };
}

/** What a panel's opinions come to: the step, if whatever is still unsaid, in every combination, leads to the same. */
export function tally(spec: ProcedureSpec, model: Model): string | undefined {
  const { panel } = spec.states[model.state]!;
  if (!panel || model.said.length < panel.quorum) return undefined;
  const weightOf = (account: string): number =>
    model.seats.find((seat) => seat.account === account)?.weight ?? 0;
  const open = model.seats.filter(
    ({ account }) => !model.said.some((one) => one.account === account) && !model.excluded.includes(account),
  );
  const passes = (votes: readonly Said[]): boolean => {
    const sum = (verdict: Verdict): number =>
      votes
        .filter((one) => one.verdict === verdict)
        .reduce((total, { account }) => total + weightOf(account), 0);
    const isFor = sum('for') > 0 && sum('for') * 1_000 >= panel.passesAt * (sum('for') + sum('against'));
    return isFor && (panel.scores?.heads ?? []).every((head) => meanOf(votes, head) >= panel.scores!.atLeast);
  };
  const meanOf = (votes: readonly Said[], head: string): number => {
    const counted = votes.filter(({ verdict }) => verdict !== 'abstain');
    const total = (of: (one: Said) => number): number =>
      counted.reduce((sum, one) => sum + weightOf(one.account) * of(one), 0);
    return total(({ form }) => Number(form[head])) / total(() => 1);
  };
  const { heads, min, max } = panel.scores ?? { heads: [], min: 0, max: 0 };
  const verdicts = [min, max].flatMap((score) =>
    (['for', 'against', 'abstain'] as const).map((verdict) => ({
      verdict,
      form: Object.fromEntries(heads.map((head) => [head, score])),
    })),
  );
  const results = new Set<boolean>();
  for (let way = 0; way < verdicts.length ** open.length; way++) {
    const rest = open.map(({ account }, at) => ({
      account,
      ...verdicts[Math.floor(way / verdicts.length ** at) % verdicts.length]!,
    }));
    results.add(passes([...model.said, ...rest]));
  }
  if (results.size > 1) return undefined;
  return results.has(true) ? panel.passed : panel.failed;
}

/** What guards and effects are told. */
export function factsOf({ id, number, applicant, forms, files }: Model, atMs: number): CaseFacts {
  const documents = Object.fromEntries(Object.entries(files).map(([name, list]) => [name, list.length]));
  return { id, number, applicant, forms, documents, atMs };
}
