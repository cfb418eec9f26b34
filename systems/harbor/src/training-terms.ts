import type { Json } from '@finharbor/kernel';
import type { Body, Field } from './documents.ts';
import type { DataUse } from './judge-use.ts';
import { proposedUse } from './proposals/find.ts';
import type { Store } from './store.ts';

/** The terms of a training as they stand in the signed job. */
export type TrainingTerms = {
  readonly smallestGroup: number;
  /** Each party's columns. */
  readonly features: { readonly [party: string]: readonly Field[] };
  /** Each party's data set. */
  readonly sources: { readonly [party: string]: string };
  readonly label: string;
  readonly foldKey: string;
  readonly foldSeed: string;
  readonly folds: number;
  readonly period: string;
  readonly outOfTimeFrom: number;
};

/** Reads a training's terms from its plan. */
export function termsOf(plan: { readonly [key: string]: Json }): TrainingTerms {
  return plan as unknown as TrainingTerms;
}

/** The terms a model was trained under, or undefined where this party holds no share of it. */
export async function termsOfModel(store: Store, model: string): Promise<TrainingTerms | undefined> {
  const stored = await store.results.model(model);
  const training = stored && (await store.jobs.get(stored.jobId));
  return training && termsOf((training.request as unknown as Body<'job'>).plan);
}

/** What a job would use of a party's data: by its plan, by the training of the model it scores with, or by the proposal it runs. */
export async function dataAskedOf(
  store: Store,
  party: string,
  job: Body<'job'>,
): Promise<DataUse | undefined> {
  if (job.kind === 'intersect' || job.kind === 'statistics') return proposedUse(store, party, job);
  const terms = job.kind === 'train' ? termsOf(job.plan) : await termsOfModel(store, job.model ?? '');
  const source = terms?.sources?.[party];
  const fields = terms?.features?.[party];
  return source === undefined || fields === undefined ? undefined : { source, fields };
}
