import { createRequire } from 'node:module';
import {
  type Binning,
  type TrainedParty,
  type TrainingPlan,
  type TrainingRecord,
  trainingRecord,
} from '@finharbor/fusion';
import { canonicalJson, sha256 } from '@finharbor/kernel';

const { version, dependencies } = createRequire(import.meta.url)('../../package.json') as {
  readonly version: string;
  readonly dependencies: { readonly [name: string]: string };
};

/** What one party trained on: its rows in the order all parties share, by firm, each column as its bins. */
export type TrainedOn = {
  readonly party: string;
  /** The data set. */
  readonly source: string;
  readonly firms: readonly string[];
  readonly binnings: { readonly [feature: string]: Binning };
  readonly features: readonly { readonly feature: string; readonly bin: Uint8Array }[];
};

/** Everything a party's own record of a training is made of. */
export type RecordedTraining = {
  readonly plan: TrainingPlan;
  readonly session: string;
  readonly trained: TrainedParty;
  readonly on: TrainedOn;
  /** 32 bytes that its holder keeps: with them and the same rows the commitment comes out again. */
  readonly salt: Uint8Array;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
};

/** This party's record of a training (JR/T 0221-2021): what it knows itself, and a commitment to the rows it brought. */
export function recordOf({ on, salt, trained, ...rest }: RecordedTraining): TrainingRecord {
  const { party, source, firms, binnings } = on;
  const labels = Object.fromEntries(
    Object.entries(binnings).map(([feature, binning]) => [feature, binning.labels]),
  );
  return trainingRecord({
    ...rest,
    trained,
    report: trained.report,
    data: [{ party, rows: firms.length, commitment: commitmentTo(on, salt), source }],
    labels: { [party]: labels },
    versions: versions(),
  });
}

/** SHA-256 over the salt, what the bins are, the firms' codes a line each, and each column's bins, a byte a row. */
export function commitmentTo(
  { source, firms, binnings, features }: Omit<TrainedOn, 'party'>,
  salt: Uint8Array,
): string {
  const named = features.map(({ feature }) => ({ feature, labels: binnings[feature]!.labels }));
  const head = canonicalJson({ source, rows: firms.length, features: named });
  const digest = sha256(salt, head, '\n', firms.join('\n'), '\n', ...features.map(({ bin }) => bin));
  return Buffer.from(digest).toString('hex');
}

/** What the program that trained consists of, by version. */
function versions(): Readonly<Record<string, string>> {
  const { node, openssl, v8 } = process.versions;
  return {
    '@finharbor/harbor': version,
    '@finharbor/fusion': dependencies['@finharbor/fusion']!,
    node,
    ...{ openssl: openssl ?? '', v8: v8 ?? '' },
  };
}
