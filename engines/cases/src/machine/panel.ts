import type { Panel, ProcedureSpec } from '../definition/procedure.ts';
import type { CaseState } from './state.ts';

/**
 * The step that a panel's opinions call for; undefined where there is none, or more has to be said. It is decided once everybody
 * has spoken, or earlier where nothing that is still unsaid could change the result. Who is excluded has no say.
 */
export function outcomeOf({ states }: Pick<ProcedureSpec, 'states'>, state: CaseState): string | undefined {
  const { panel } = states[state.state]!;
  if (!panel || state.ended || state.opinions.length < panel.quorum) return undefined;
  const weightOf = (seat: number): number => state.seats[seat]?.weight ?? 0;
  const said = (verdict: string): number =>
    state.opinions
      .filter((one) => one.verdict === verdict)
      .reduce((sum, { seat }) => sum + weightOf(seat), 0);
  const spoken = new Set(state.opinions.map(({ seat }) => seat));
  const open = state.seats.reduce(
    (sum, { account, weight }, seat) =>
      spoken.has(seat) || state.excluded.includes(account) ? sum : sum + weight,
    0,
  );
  const passes = (pro: number, contra: number): boolean =>
    pro > 0 && pro * 1_000 >= panel.passesAt * (pro + contra);
  const { min = 0, max = 0 } = panel.scores ?? {};
  const scored = (rest: number): boolean => scoresSuffice(panel, state, { open, rest });
  const worst = passes(said('for'), said('against') + open) && scored(min);
  const best = passes(said('for') + open, said('against')) && scored(max);
  if (worst !== best) return undefined;
  return worst ? panel.passed : panel.failed;
}

/** Whether the mean of each head suffices where whoever has not spoken would give `rest`. Who abstains gives none. */
function scoresSuffice(
  { scores }: Panel,
  { opinions, seats }: CaseState,
  { open, rest }: { readonly open: number; readonly rest: number },
): boolean {
  if (!scores) return true;
  const given = opinions.flatMap(({ seat, verdict, form }) =>
    verdict === 'abstain'
      ? []
      : [{ weight: seats[seat]?.weight ?? 0, form: form as Readonly<Record<string, number>> }],
  );
  const weights = given.reduce((sum, { weight }) => sum + weight, open);
  return scores.heads.every(
    (head) =>
      given.reduce((sum, { weight, form }) => sum + weight * form[head]!, open * rest) >=
      scores.atLeast * weights,
  );
}
