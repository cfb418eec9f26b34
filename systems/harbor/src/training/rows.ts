import { type BinnedFeature, type Binning, binOf, fitBinning, type PartyRows } from '@finharbor/fusion';
import { sha256 } from '@finharbor/kernel';
import type { Field } from '../documents.ts';
import type { Row, Store } from '../store.ts';
import type { TrainingTerms } from '../training-terms.ts';

/** A party's rows without the firms that have withdrawn. */
export async function usableRows(
  store: Pick<Store, 'data' | 'documents'>,
  product: string,
): Promise<ReadonlyMap<string, Row>> {
  const [rows, withdrawals] = await Promise.all([
    store.data.rows(product),
    store.documents.find('withdrawal'),
  ]);
  const gone = new Set(withdrawals.map(({ body }) => body.uscc));
  return new Map([...rows].filter(([uscc]) => !gone.has(uscc)));
}

/** Columns as bins, and how the bins were cut. */
export type Binned = {
  readonly binnings: { readonly [field: string]: Binning };
  readonly features: readonly BinnedFeature[];
};

/** Bins are fitted on the aligned rows, by this party alone, without any label. */
export function binAll(fields: readonly Field[], rows: readonly Row[], minRows: number): Binned {
  const binnings: { [field: string]: Binning } = {};
  const features = fields.map(({ name, kind }): BinnedFeature => {
    const column = rows.map((row) => row[name] ?? null);
    const binning = fitBinning(column, { kind, minRows });
    binnings[name] = binning;
    const bin = Uint8Array.from(column, (value) => binOf(binning, value));
    return { feature: name, bins: binning.labels.length, bin };
  });
  return { binnings, features };
}

/** What the label holder adds to its rows. What is neither 0 nor 1 as an outcome is refused by the training, a missing one too. */
export function outcomeOf(terms: TrainingTerms, rows: readonly Row[]): NonNullable<PartyRows['outcome']> {
  return {
    label: Uint8Array.from(rows, (row) => labelOf(row[terms.label])),
    fold: Uint8Array.from(rows, (row) => foldOf(terms, String(row[terms.foldKey]))),
    period: Uint8Array.from(rows, (row) => (Number(row[terms.period]) >= terms.outOfTimeFrom ? 1 : 0)),
  };
}

/** A column of offsets; a value that is no number, or missing, is refused by the training. */
export function offsetOf(column: string, rows: readonly Row[]): Float64Array {
  return Float64Array.from(rows, (row) => {
    const value = row[column];
    return typeof value === 'number' ? value : Number.NaN;
  });
}

const noLabel = 255;

function labelOf(value: Row[string] | undefined): number {
  const label = value === null || value === undefined || value === '' ? noLabel : Number(value);
  return label === 0 || label === 1 ? label : noLabel;
}

/** The fold of a row: floor(folds · u), u the first 32 bits of SHA-256("seed:key") as a fraction. */
function foldOf({ foldSeed, folds }: TrainingTerms, key: string): number {
  const digest = sha256(`${foldSeed}:${key}`);
  return Math.floor((new DataView(digest.buffer).getUint32(0) / 2 ** 32) * folds);
}
