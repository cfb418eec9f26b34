import type { Binning } from '@finharbor/fusion';
import type { NodeContext } from './context.ts';
import type { Body, Field } from './documents.ts';
import type { Row } from './store.ts';
import { termsOf } from './training-terms.ts';

/**
 * A column of an own data set's sample: what it is called, whether it holds numbers, the share of rows without a value, of few values
 * which, and of numbers the least, the greatest and at how many decimal places they stand (6 at most).
 */
export type OwnColumn = {
  readonly name: string;
  readonly kind: Field['kind'];
  readonly missing: number;
  readonly values: readonly (string | number)[];
  readonly range: { readonly min: number; readonly max: number; readonly decimals: number } | null;
};

/** An own data set: its name and last load where they are known, how many rows, and its columns as the first `sampled` rows have them. */
export type OwnDataset = {
  readonly id: string;
  readonly name: string | null;
  readonly loadedAtMs: number | null;
  readonly rows: number;
  readonly sampled: number;
  readonly columns: readonly OwnColumn[];
};

/** A model this party holds its share of, with its own columns of it; categories are those that had a bin of their own. */
export type OwnModel = {
  readonly id: string;
  readonly job: string;
  readonly contract: string;
  readonly trainedAtMs: number;
  readonly columns: readonly (Field & { readonly options: readonly string[] })[];
};

const sampled = 2000;
const fewValues = 12;
const mostDecimals = 6;

/** This party's data sets, described by their first rows. They never leave this node. */
export async function ownDatasets(ctx: NodeContext): Promise<readonly OwnDataset[]> {
  const sets = await ctx.store.data.list(sampled);
  return sets.map(({ product, sample, ...known }) => ({
    id: product,
    ...known,
    sampled: sample.length,
    columns: columnsOf(sample),
  }));
}

function columnsOf(rows: readonly Row[]): readonly OwnColumn[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) => {
    const present = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
    const values = [...new Set(present)];
    const isNumeric = values.every((value) => typeof value === 'number');
    return {
      name,
      kind: isNumeric ? 'numeric' : 'category',
      missing: 1 - present.length / rows.length,
      values: values.length <= fewValues ? values : [],
      range: isNumeric && values.length > 0 ? rangeOf(values as readonly number[]) : null,
    };
  });
}

function rangeOf(values: readonly number[]): NonNullable<OwnColumn['range']> {
  const places = values.map((value) => {
    const at = Array.from({ length: mostDecimals }, (_, places) => places);
    return at.find((places) => Number(value.toFixed(places)) === value) ?? mostDecimals;
  });
  return {
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
    decimals: places.reduce((most, value) => Math.max(most, value)),
  };
}

/** The models this party can score with as the consumer that trained them, newest first. */
export async function ownModels(ctx: NodeContext): Promise<readonly OwnModel[]> {
  const models = await ctx.store.results.models();
  const found = await Promise.all(
    models.map(async (model) => {
      const job = await ctx.store.jobs.get(model.jobId);
      const request = job?.request as unknown as Body<'job'> | undefined;
      if (!job || !request || request.roster[0] !== ctx.party) return undefined;
      const binnings = model.binnings as unknown as { readonly [field: string]: Binning };
      const fields = termsOf(request.plan).features[ctx.party] ?? [];
      const columns = fields.map((field) => ({ ...field, options: optionsOf(binnings[field.name]) }));
      return {
        id: model.id,
        job: model.jobId,
        contract: model.contractId,
        trainedAtMs: job.updatedAtMs,
        columns,
      };
    }),
  );
  return found.filter((model) => model !== undefined).toSorted((a, b) => b.trainedAtMs - a.trainedAtMs);
}

function optionsOf(binning: Binning | undefined): readonly string[] {
  return binning?.kind === 'category' ? binning.groups.flat() : [];
}
