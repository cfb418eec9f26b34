import { canonicalJson, fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { unseen } from '../regression/pair.ts';
import { toNumbers } from '../ring/words.ts';
import type { Opened } from '../shares/transcript.ts';
import { declaredOpenings } from './disclosures.ts';
import { agreeOnShape, greet, hello } from './handshake.ts';
import { placeFeatures } from './layout.ts';
import { type ModelShare, textWords } from './model-share.ts';
import { halfOf, meeting } from './pair.ts';
import { checkPlan, mismatch, type ScoringPlan } from './plan.ts';
import { scoringProgram, totalStep } from './score-program.ts';
import { type PartyOptions, runSession, type StageTraffic } from './session.ts';

/** One party's outcome of a private scoring. */
export type ScoredParty = {
  readonly kind: 'scored';
  /** At the label holder only. */
  readonly score?: FirmScore;
  readonly stages: readonly StageTraffic[];
  readonly opened: readonly Opened[];
};

/** What the label holder learns: the total, rounded to 5 points, and the features that cost most points, worst first. */
export type FirmScore = {
  readonly total: number;
  readonly reasons: readonly { readonly party: string; readonly feature: string }[];
};

/** What a party scores with: its model share and the firm's bin per own feature, in the model's order. */
export type ScoreOptions = PartyOptions & {
  readonly plan: ScoringPlan;
  readonly share: ModelShare;
  readonly row: readonly number[];
};

/**
 * One party's side of scoring one firm. Leaks: the total rounded to 5 and three feature names to the label holder, as
 * `disclosures(plan)` lists. Adversary, and what `dealer` is in a plan without one, as in `trainParty`. Errors: `fusion.bad_model`, `fusion.bad_rows`,
 * `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`. Source: one-time truth tables, Ishai et al. 2013.
 */
export async function scoreParty(mesh: Mesh, dealer: Channel, options: ScoreOptions): Promise<ScoredParty> {
  const { plan, share, row } = options;
  const half = halfOf(mesh, dealer, options);
  const session = { mesh, dealer, plan, options, correlations: half?.correlations };
  const { result, stages } = await runSession(session, async (running) => {
    checkPlan(plan);
    checkModel(mesh, options);
    const own = share.features[mesh.self]!;
    await greet(mesh, dealer, hello(plan, mesh.session, 1));
    const features = own.map(({ feature, bins }) => ({ feature, bins, bin: new Uint8Array(0) }));
    const shape = await agreeOnShape(mesh, dealer, { rows: { count: 1, features }, cellSizes: [1] });
    for (const party of mesh.parties)
      if (canonicalJson(shape.features[party]!) !== canonicalJson(share.features[party]!))
        mismatch(party, 'list of features');
    const places = placeFeatures(plan.parties, shape.features);
    const { setting, transcript, ...dealt } = await running.engine(declaredOpenings(plan, places));
    const engine = half?.engine(setting) ?? dealt.engine;
    transcript.record('features', places.features.length);
    const shares = {
      row,
      points: textWords(share.points, places.bins),
      most: textWords(share.most, places.features.length),
      base: textWords(share.base, 1),
    };
    const scoring = { engine, plan, places, own: shares };
    const [opened] = await Promise.all([
      scoringProgram(scoring, running),
      half?.make({
        ...meeting(plan, mesh.session),
        program: (made) => scoringProgram({ ...scoring, engine: made }, unseen),
      }),
    ]);
    return { opened, places, transcript };
  });
  const { opened, places, transcript } = result;
  const outcome = { kind: 'scored' as const, stages, opened: transcript.opened() };
  if (!opened.total || !opened.reasons) return outcome;
  const reasons = Array.from(toNumbers(opened.reasons), (index) => places.features[index]!);
  return {
    ...outcome,
    score: {
      total: toNumbers(opened.total)[0]! * totalStep,
      reasons: reasons.map(({ party, feature }) => ({ party, feature })),
    },
  };
}

function checkModel(mesh: Mesh, { plan, share, row }: ScoreOptions): void {
  const bad = (detail: string): never =>
    fail('fusion.bad_model', `The model share cannot be used: ${detail}.`);
  if (share.model !== plan.model) bad('it is of another model than the plan names');
  if (share.party !== mesh.self) bad('it belongs to another party');
  if (share.parties.join('\n') !== plan.parties.join('\n') || share.labelHolder !== plan.labelHolder)
    bad('it was trained by other parties');
  const own = share.features[mesh.self] ?? bad('it lists no features of this party');
  if (Object.values(share.features).flat().length < 3)
    bad('a scorecard needs at least three features to give reasons');
  if (
    row.length !== own.length ||
    row.some((bin, f) => !Number.isInteger(bin) || bin < 0 || bin >= own[f]!.bins)
  )
    fail(
      'fusion.bad_rows',
      'The firm needs one bin for each of this party’s features, within the feature’s bins.',
    );
}
