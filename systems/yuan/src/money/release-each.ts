import type { CreateResult, CreateTransferStatus } from '@finharbor/ledger';
import { findMade, type TillContext } from './carry-out.ts';
import { type Link, linked } from './chain.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { linksOf, type Release } from './purse.ts';

/** Moves money out of purses, each release for itself, in one request to the ledger; at most 1,000 at once. */
export async function releaseEach(
  ctx: TillContext,
  releases: readonly Release[],
): Promise<readonly Outcome[]> {
  const chains = releases.map(linksOf);
  const results = await ctx.ledger.createTransfers(chains.flatMap(linked));
  let at = 0;
  return Promise.all(
    chains.map((links) => {
      const own = results.slice(at, at + links.length);
      at += links.length;
      return outcomeIn(ctx, links, own);
    }),
  );
}

async function outcomeIn(
  ctx: TillContext,
  links: readonly Link[],
  results: readonly CreateResult<CreateTransferStatus>[],
): Promise<Outcome> {
  const made = results[0]!.status === 'existsWithDifferentFlags' ? await findMade(ctx, links) : undefined;
  return made ?? outcomeOf(links, results);
}
