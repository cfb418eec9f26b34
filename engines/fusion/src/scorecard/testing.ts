// Support for this package's tests: the sample data as three parties hold it, and sessions run in one process.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { systemClock } from '@finharbor/kernel';
import { type Channel, memoryChannels } from '@finharbor/link';
import { binOf, type ColumnValue, fitBinning } from '../binning.ts';
import type { Mesh } from '../mesh.ts';
import { regressInTheClear } from '../regression/clear.ts';
import type { MaskLedger } from './ledger.ts';
import { type Plan, type TrainingPlan, trainingPlan } from './plan.ts';
import { type BinnedFeature, countBins, type Outcome, type PartyRows } from './rows.ts';
import { serveDealer } from './serve-dealer.ts';
import type { PartyOptions } from './session.ts';
import { weightOfEvidence } from './woe.ts';

export const creditParties = ['bank', 'tax', 'social'] as const;

type Row = Readonly<Record<string, string>>;
type Column = { readonly party: string; readonly feature: string; readonly value: (row: Row) => ColumnValue };

const money = (text: string | undefined): number => Number((text ?? '').replace(/[$,\s]/g, '')) || 0;

const columns: readonly Column[] = [
  { party: 'bank', feature: 'GrAppv', value: (row) => money(row.GrAppv) },
  { party: 'bank', feature: 'SBA_Appv', value: (row) => money(row.SBA_Appv) },
  { party: 'bank', feature: 'DisbursementGross', value: (row) => money(row.DisbursementGross) },
  { party: 'bank', feature: 'Portion', value: (row) => money(row.SBA_Appv) / money(row.GrAppv) },
  { party: 'bank', feature: 'RevLineCr', value: (row) => row.RevLineCr! },
  { party: 'bank', feature: 'LowDoc', value: (row) => row.LowDoc! },
  { party: 'bank', feature: 'SameState', value: (row) => String(row.State === row.BankState) },
  { party: 'tax', feature: 'NAICS', value: (row) => row.NAICS!.slice(0, 2) },
  { party: 'tax', feature: 'NewExist', value: (row) => row.NewExist! },
  { party: 'tax', feature: 'Franchise', value: (row) => String(Number(row.FranchiseCode) > 1) },
  { party: 'tax', feature: 'UrbanRural', value: (row) => row.UrbanRural! },
  { party: 'tax', feature: 'State', value: (row) => row.State! },
  { party: 'social', feature: 'NoEmp', value: (row) => Number(row.NoEmp) },
  { party: 'social', feature: 'CreateJob', value: (row) => Number(row.CreateJob) },
  { party: 'social', feature: 'RetainedJob', value: (row) => Number(row.RetainedJob) },
];

function uniform(seed: string, id: string): number {
  return (
    Number.parseInt(createHash('sha256').update(`${seed}:${id}`).digest('hex').slice(0, 8), 16) / 2 ** 32
  );
}

/** The SBA loans that all three parties hold, binned, per party. */
export async function creditRows(): Promise<ReadonlyMap<string, PartyRows>> {
  const url = new URL('../../../../data/credit/sba-loans-2004-2006.csv', import.meta.url);
  const [head, ...lines] = (await readFile(url, 'utf8')).trim().split(/\r?\n/);
  const names = head!.split(',');
  const rows = lines
    .map((line): Row => Object.fromEntries(splitCsv(line).map((value, i) => [names[i]!, value])))
    .filter((row) => creditParties.every((party) => uniform(party, row.LoanNr_ChkDgt!) >= 0.1));
  const outcome: Outcome = {
    label: Uint8Array.from(rows, (row) => Number(row.MIS_Status === 'CHGOFF')),
    fold: Uint8Array.from(rows, (row) => Math.floor(5 * uniform('fold', row.LoanNr_ChkDgt!))),
    period: Uint8Array.from(rows, (row) => Number(Number(row.ApprovalFY) >= 2006)),
  };
  return new Map(
    creditParties.map((party) => {
      const features = columns
        .filter((column) => column.party === party)
        .map((column) => binned(column, rows));
      return [party, { count: rows.length, features, ...(party === 'bank' && { outcome }) }];
    }),
  );
}

function binned({ feature, value }: Column, rows: readonly Row[]): BinnedFeature {
  const values = rows.map(value);
  const binning = fitBinning(values, {
    kind: typeof values[0] === 'string' ? 'category' : 'numeric',
    minRows: 50,
  });
  return {
    feature,
    bins: binning.labels.length,
    bin: Uint8Array.from(values, (cell) => binOf(binning, cell)),
  };
}

function splitCsv(line: string): string[] {
  return Array.from(line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g), (match) => match[2] ?? match[1]!);
}

/** Channels among parties and from each to a dealer, all within this process. */
export function meshes(
  session: string,
  parties: readonly string[],
): {
  mesh: (party: string) => Mesh;
  dealer: (party: string) => Channel;
  dealing: ReadonlyMap<string, Channel>;
} {
  const ends = new Map(parties.map((party) => [party, new Map<string, Channel>()]));
  for (const [i, a] of parties.entries())
    for (const b of parties.slice(i + 1)) {
      const [left, right] = memoryChannels(a, b);
      ends.get(a)!.set(b, left);
      ends.get(b)!.set(a, right);
    }
  const pairs = new Map(parties.map((party) => [party, memoryChannels('hub', party)]));
  return {
    mesh: (self) => ({ session, self, parties, channels: ends.get(self)!, progress: () => undefined }),
    dealer: (party) => pairs.get(party)![1],
    dealing: new Map([...pairs].map(([party, [end]]) => [party, end])),
  };
}

/** A ledger that forgets when the process ends. */
export function memoryLedger(): MaskLedger {
  const seen = new Set<string>();
  return {
    async claim(session) {
      if (seen.has(session)) return 'used';
      seen.add(session);
      return 'fresh';
    },
  };
}

/** Fresh options of a party. */
export function partyOptions(): PartyOptions {
  return { ledger: memoryLedger(), clock: systemClock };
}

let sessions = 0;

/** A channel between two parties beside the mesh's, on which they make what a dealer would deal. */
export function secondChannels([a, b]: readonly string[]): (party: string) => Channel {
  const [left, right] = memoryChannels(a!, b!);
  return (party) => (party === a ? left : right);
}

/** Runs one session of all parties, and of the dealer if the plan has one, in this process. */
export async function together<T>(
  plan: Plan,
  work: (mesh: Mesh, dealer: Channel) => Promise<T>,
  session = `session-${++sessions}`,
): Promise<Map<string, T>> {
  const net = meshes(session, plan.parties);
  const dealt =
    plan.dealer === undefined && serveDealer(net.dealing, { plan, session, ledger: memoryLedger() });
  const dealerOf = plan.dealer === 'none' ? secondChannels(plan.parties) : net.dealer;
  const runs = plan.parties.map(
    async (party) => [party, await work(net.mesh(party), dealerOf(party))] as const,
  );
  const [results] = await Promise.all([Promise.all(runs), dealt]);
  return new Map(results);
}

/** A linear congruential generator: the same numbers on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A small invented data set for quick sessions: two features a party, two folds, labels that follow the features. */
export function smallRows(
  of: Partial<TrainingPlan> & { count?: number; seed?: number; bins?: readonly number[] },
): {
  plan: TrainingPlan;
  rows: ReadonlyMap<string, PartyRows>;
  cellSizes: readonly number[];
} {
  const { count = 80, seed = 1, bins = [2, 3], ...settings } = of;
  const parties = settings.parties ?? creditParties;
  const plan = trainingPlan({
    smallestGroup: 3,
    folds: 2,
    leadSteps: 1,
    steps: 1,
    labelHolder: 'bank',
    ...settings,
    parties,
  });
  const next = seeded(seed);
  const column = (bins: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => Math.floor(next() * bins));
  const features = new Map(
    parties.map((party) => [
      party,
      bins.map((size, f) => ({ feature: `f${f}`, bins: size, bin: column(size) })),
    ]),
  );
  const sum = (row: number): number =>
    [...features.values()].flat().reduce((total, { bin }) => total + bin[row]!, 0);
  const middle = (parties.length * bins.reduce((total, size) => total + size - 1, 0)) / 2 + 1.5;
  const outcome: Outcome = {
    label: Uint8Array.from({ length: count }, (_, row) => Number(sum(row) + 3 * next() > middle)),
    fold: column(2),
    period: Uint8Array.from({ length: count }, () => Number(next() < 0.25)),
  };
  const cellSizes = [0, 1, 2, 3].map(
    (cell) => outcome.fold.filter((k, i) => k + 2 * outcome.period[i]! === cell).length,
  );
  const rows = parties.map((party): [string, PartyRows] => [
    party,
    { count, features: features.get(party)!, ...(party === plan.labelHolder && { outcome }) },
  ]);
  return { plan, rows: new Map(rows), cellSizes };
}

/** A plan and everybody's rows. */
export type TrainingCase = { readonly plan: TrainingPlan; readonly rows: ReadonlyMap<string, PartyRows> };

/** The final model's fit in the clear: weights of evidence from exact counts over all rows. */
export function clearFit({ plan, rows }: TrainingCase): ReturnType<typeof regressInTheClear> {
  const { label } = rows.get(plan.labelHolder)!.outcome!;
  const [good, bad] = countBins({ bins: 2, bin: label }, () => true);
  const columns = plan.parties.flatMap((party) =>
    rows.get(party)!.features.map((feature) => {
      const of = (value: number) => countBins(feature, (row) => label[row] === value);
      const woe = weightOfEvidence({ bad: of(1), good: of(0) }, { bad: bad!, good: good! });
      return Float64Array.from(feature.bin, (bin) => woe[bin]!);
    }),
  );
  const offset = plan.offsetHolder === undefined ? undefined : rows.get(plan.offsetHolder)!.offset;
  return regressInTheClear(
    { columns, outcome: label, ...(offset && { offset }) },
    {
      ridge: plan.ridge ?? 1,
      classWeights: { negative: plan.classWeights?.good ?? 1, positive: plan.classWeights?.bad ?? 1 },
      centreLogit: 0,
    },
  );
}

/** The same rows with an offset at one party. */
export function withOffset(of: TrainingCase, holder: string): TrainingCase {
  const next = seeded(77);
  const held = of.rows.get(holder)!;
  const offset = Float64Array.from({ length: held.count }, () => 4 * next() - 1);
  return { plan: of.plan, rows: new Map([...of.rows, [holder, { ...held, offset }]]) };
}
