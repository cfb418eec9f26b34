import { setImmediate } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { cancellable } from '../cancel.ts';
import type { Mesh } from '../mesh.ts';
import { toNumbers, type Words } from '../ring/words.ts';
import { failLearning } from '../scorecard/faults.ts';
import { planDigest } from '../scorecard/plan.ts';
import { type PartyOptions, type Running, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Opened } from '../shares/transcript.ts';
import { agreedColumns, agreeOnColumns } from './agree.ts';
import { type PreparedColumns, prepareColumns, type RegressionData } from './columns.ts';
import { layOutRegression, type RegressionLayout } from './layout.ts';
import { regressionOpenings } from './openings.ts';
import { type PairHalf, type PairPhases, pairHalf, unseen } from './pair.ts';
import { regressionParty } from './party-engine.ts';
import { checkRegressionPlan, type RegressionPlan } from './plan.ts';
import { type Fitted, regressionProgram } from './program.ts';
import { sigmoidSeries } from './waves.ts';

/** What a party brings to a regression. */
export type RegressionOptions = PartyOptions & {
  readonly plan: RegressionPlan;
  readonly data: RegressionData;
  /** Ends the session at once on this side; the others are told `fusion.peer_gone`. */
  readonly signal?: AbortSignal;
};

/** A coefficient of the columns as given; the intercept's name is empty. */
export type Coefficient = {
  readonly party: string;
  readonly name: string;
  readonly value: number;
  /** From the inverse of the (penalised) observed information, where the plan asks for it. */
  readonly standardError?: number;
};

/** One party's outcome of a regression. */
export type RegressedParty = {
  /** `not_converged`: the steps of the plan were not enough; nothing but that was opened. */
  readonly kind: 'converged' | 'not_converged';
  /** Steps of the fit, then of each fold's fit. */
  readonly iterations: readonly number[];
  /** Where the plan shows them to this party; first the intercept, then the columns in the roster's order. */
  readonly coefficients?: readonly Coefficient[];
  /** Where the plan has folds: the mean of (outcome − probability)², each row predicted by a fit that did not see its fold. */
  readonly heldOutBrier?: number;
  /** This party's additive share of the coefficients of centred columns at unit scale, 20 bits after the point. */
  readonly share: Words;
  readonly stages: readonly StageTraffic[];
  /** Where there is no dealer, what each phase cost. */
  readonly phases?: PairPhases;
  /** Every label opened in this session and how many values. */
  readonly opened: readonly Opened[];
};

/**
 * One party's side of a logistic regression over columns that two or more parties hold of the same rows in the same order.
 * Newton's method on shares to convergence; Hessians of a sample of rows while steps are taken, of all for standard errors.
 * Shape: rows ≤ 2^21, columns ≤ 511. Adversary: semi-honest, static, all parties but one, dealer not colluding; with the plan's
 * `dealer: 'none'` one of two, and `dealer` is a second channel to the other party. Leaks: what
 * `regressionDisclosures` lists. Errors: `fusion.bad_plan`, `fusion.bad_rows`, `fusion.plan_mismatch`, `fusion.session_used`,
 * `fusion.peer_gone`, `fusion.malformed_message`, `fusion.aborted`, `fusion.out_of_reach`. Source: Mohassel, Zhang 2017; Zheng et al. 2023; docs/crypto.md.
 */
export async function regressParty(
  mesh: Mesh,
  dealer: Channel,
  options: RegressionOptions,
): Promise<RegressedParty> {
  const { plan, data, signal } = options;
  checkRegressionPlan(plan);
  checkParts(mesh.self, options);
  const prepared = prepareColumns(data);
  const { self, parties } = mesh;
  const { clock } = options;
  const half = plan.dealer === 'none' ? pairHalf({ parties, self, channel: dealer, clock }) : undefined;
  const from = clock.nowMs();
  const channels = [...mesh.channels.values(), dealer];
  const session = { mesh, dealer, plan, options, correlations: half?.correlations };
  const { result, stages } = await cancellable(channels, signal, () =>
    runSession(session, (running) => {
      signal?.throwIfAborted();
      return fit({ mesh, dealer, options, half, prepared }, running);
    }),
  );
  const phases = half?.phases(mesh, clock.nowMs() - from);
  return { ...outcomeOf(plan, { ...result, stages }), ...(phases && { phases }) };
}

type Fit = {
  readonly mesh: Mesh;
  readonly dealer: Channel;
  readonly options: RegressionOptions;
  readonly half: PairHalf | undefined;
  readonly prepared: PreparedColumns;
};

async function fit(
  { mesh, dealer, options, half, prepared }: Fit,
  running: Running,
): Promise<Omit<Ended, 'stages'>> {
  const { plan, data } = options;
  const shape = await agreeOnColumns(mesh, dealer, { plan, rows: data.rows, columns: prepared.shapes });
  const layout = layOutRegression(plan, shape);
  const { setting, transcript } = await running.engine(regressionOpenings(plan, layout));
  const engine = half?.engine(setting) ?? regressionParty(setting, dealer);
  const series = sigmoidSeries(plan.centreLogit);
  const onChunk = async (work: string, rows: number): Promise<void> => {
    mesh.progress(work, rows, layout.rows);
    await setImmediate();
  };
  const all = { engine, plan, layout, series, data: { ...data, prepared }, onChunk };
  const { session } = mesh;
  const [fitted] = await Promise.all([
    regressionProgram(all, running),
    half?.make({
      purpose: planDigest(plan, session),
      agree: (roster) => agreedColumns(roster, { plan, session }),
      program: (made) => regressionProgram({ ...all, engine: made, onChunk: () => setImmediate() }, unseen),
    }),
  ]);
  return { layout, fitted, opened: transcript.opened() };
}

function checkParts(self: string, { plan, data }: RegressionOptions): void {
  const { outcome, offset, rows } = data;
  const due = (name: string, part: ArrayLike<number> | undefined, holder: string | undefined): void => {
    if ((part !== undefined) !== (holder === self) || (part && part.length !== rows))
      fail('fusion.bad_rows', `The ${name} is due at its holder, with one number a row, and nowhere else.`);
  };
  due('outcome', outcome, plan.labelHolder);
  due('offset', offset, plan.offsetHolder);
  if (outcome?.some((label) => label > 1)) fail('fusion.bad_rows', 'An outcome is 0 or 1.');
  if (outcome && (!outcome.includes(0) || !outcome.includes(1)))
    fail('fusion.bad_rows', 'Both outcomes must occur.');
  if (offset?.some((value) => !(Math.abs(value) <= 64)))
    fail('fusion.bad_rows', 'An offset must lie within ±64.');
}

type Ended = {
  readonly layout: RegressionLayout;
  readonly fitted: Fitted;
  readonly opened: readonly Opened[];
  readonly stages: readonly StageTraffic[];
};

function outcomeOf(plan: RegressionPlan, { layout, fitted, opened, stages }: Ended): RegressedParty {
  if (fitted.failures) failLearning('fusion.out_of_reach');
  return {
    kind: fitted.converged ? 'converged' : 'not_converged',
    iterations: fitted.iterations,
    share: fitted.weights.words,
    stages,
    opened,
    ...(fitted.opened && { coefficients: coefficientsOf(plan, layout, fitted.opened) }),
    ...(fitted.opened?.squares && { heldOutBrier: brierOf(layout, fitted.opened.squares) }),
  };
}

function coefficientsOf(
  plan: RegressionPlan,
  { blocks, columns, precision, scaleBits, traceBits }: RegressionLayout,
  opened: NonNullable<Fitted['opened']>,
): Coefficient[] {
  const values = toNumbers(opened.coefficients);
  const variances = opened.variances && toNumbers(opened.variances);
  const unit = 2 ** -(precision.inverse + scaleBits + traceBits);
  return columns.map(({ name, exponent }, j) => ({
    party: j === 0 ? plan.labelHolder : blocks.find(({ to }) => j < to)!.party,
    name,
    value: values[j]! * 2 ** -(precision.weight + exponent),
    ...(variances && { standardError: Math.sqrt(variances[j]! * unit) * 2 ** -exponent }),
  }));
}

function brierOf({ rows, precision }: RegressionLayout, squares: Words): number {
  return (toNumbers(squares)[0]! * 2 ** (-2 * precision.residual)) / rows;
}
