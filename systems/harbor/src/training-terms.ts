import type { Json } from '@finharbor/kernel';
import { findContract } from './contracts.ts';
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

/** What a job would use of a party's data: by its plan, by the training of the model it scores with, by the proposal it runs, or all of what it delivers. */
export async function dataAskedOf(
  store: Store,
  party: string,
  job: Body<'job'>,
): Promise<DataUse | undefined> {
  if (job.kind === 'intersect' || job.kind === 'statistics') return proposedUse(store, party, job);
  if (job.kind === 'deliver') return allOfProduct(store, party, job);
  const terms = job.kind === 'train' ? termsOf(job.plan) : await termsOfModel(store, job.model ?? '');
  const source = terms?.sources?.[party];
  const fields = terms?.features?.[party];
  return source === undefined || fields === undefined ? undefined : { source, fields };
}

async function allOfProduct(store: Store, party: string, job: Body<'job'>): Promise<DataUse | undefined> {
  const id = (await findContract({ store }, job.contract))?.contract.body.products[0];
  const [product] = id === undefined ? [] : await store.documents.find('product', { id, issuer: party });
  return product && { source: product.body.product, fields: product.body.fields };
}
