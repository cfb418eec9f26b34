import { canonicalJson, type Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Verified } from '../documents.ts';
import { isCounterTo } from '../usage/changed-contract.ts';

type Reader = Pick<NodeContext, 'store'>;

/** A counter-offer that stands to its contract as it must, and the contract that has come of it, where its consumer has signed one. */
export type CounterFile = {
  readonly asked: Verified<'contract'>;
  readonly counter: Verified<'counter_offer'>;
  readonly accepted: Verified<'contract'> | undefined;
};

/** A counter-offer by its document id; undefined where there is none here, or where it changes what its provider may not. */
export async function findCounterOffer(ctx: Reader, id: string): Promise<CounterFile | undefined> {
  const [counter] = await ctx.store.documents.find('counter_offer', { id });
  const [asked] = counter ? await ctx.store.documents.find('contract', { id: counter.body.contract }) : [];
  return asked && counter && (await fileOf(ctx, asked, counter));
}

/** What providers have answered to a contract with other terms, the earliest first. */
export async function counterOffersTo(
  ctx: Reader,
  asked: Verified<'contract'>,
): Promise<readonly CounterFile[]> {
  const counters = await ctx.store.documents.find('counter_offer', { contract: asked.id });
  const files = await Promise.all(counters.map((counter) => fileOf(ctx, asked, counter)));
  return files.filter((file) => file !== undefined);
}

/** The counter-offer that a contract accepts, of whichever provider: it has the very terms. */
export async function acceptedCounterOffer(
  ctx: Reader,
  { id, body }: Verified<'contract'>,
): Promise<CounterFile | undefined> {
  if (body.previous === undefined) return undefined;
  const [asked] = await ctx.store.documents.find('contract', { id: body.previous });
  const all = asked ? await counterOffersTo(ctx, asked) : [];
  return all.find(({ accepted }) => accepted?.id === id);
}

async function fileOf(
  ctx: Reader,
  asked: Verified<'contract'>,
  counter: Verified<'counter_offer'>,
): Promise<CounterFile | undefined> {
  const { documents } = ctx.store;
  const products = await documents.find('product', { issuer: counter.issuer });
  if (!isCounterTo(asked, counter, products)) return undefined;
  const terms = canonicalJson(counter.body.terms as unknown as Json);
  const following = await documents.find('contract', { previous: asked.id, issuer: asked.issuer });
  const accepted = following.find(({ body }) => canonicalJson(body as unknown as Json) === terms);
  return { asked, counter, accepted };
}
