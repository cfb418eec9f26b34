import type { Catalogue, Dataset } from '@finharbor/dataspace';
import { catalogue } from '../catalogue.ts';
import { contractFile } from '../contracts.ts';
import { formats } from '../delivery/formats.ts';
import { deliveriesOf } from '../delivery/ways.ts';
import type { Verified } from '../documents.ts';
import { contractState } from '../domain.ts';
import type { NegotiatorContext } from './context.ts';
import { datasetIdOf, productIdOf } from './names.ts';
import { offerOf } from './offers.ts';

/**
 * This party's products as connectors see them. Besides what all may see, each participant is shown the terms that it has itself
 * drawn up and signed: those it can ask for.
 */
export function contractCatalogue(parts: NegotiatorContext): Catalogue {
  return {
    async datasets({ participant, filter, cursor, limit }) {
      if (filter.length > 0)
        return { kind: 'bad_question', detail: 'This catalogue knows no filter; ask for all of it.' };
      const own = (await catalogue(parts.ctx.store)).filter(({ party }) => party === parts.ctx.party);
      const from = cursor === undefined ? 0 : Number(cursor);
      if (!Number.isSafeInteger(from) || from < 0)
        return { kind: 'bad_question', detail: 'There is no such page.' };
      const page = own.slice(from, from + limit);
      const datasets = await Promise.all(page.map(({ id }) => datasetOf(parts, id, participant)));
      return {
        kind: 'page',
        datasets: datasets.filter((one) => one !== undefined),
        ...(from + limit < own.length && { next: String(from + limit) }),
        ...(from > 0 && { previous: String(Math.max(0, from - limit)) }),
      };
    },
    async dataset(id, participant) {
      const productId = productIdOf(id);
      if (productId === undefined) return undefined;
      // What the asker has just signed is perhaps on its way here only.
      await parts.sync();
      return datasetOf(parts, productId, participant);
    },
  };
}

async function datasetOf(
  parts: NegotiatorContext,
  productId: string,
  participant: string,
): Promise<Dataset | undefined> {
  const { ctx, parties } = parts;
  const [product] = await ctx.store.documents.find('product', { id: productId });
  if (!product || product.issuer !== ctx.party) return undefined;
  const asker = await parties.ofParticipant(participant);
  const drawn = asker ? await drawnUpBy(parts, asker.party, productId) : [];
  const { title, description } = product.body;
  return {
    '@id': datasetIdOf(productId),
    hasPolicy: drawn.map((contract) => offerOf(contract, ctx.party)),
    distribution: deliveriesOf(product.body).map((way) => ({ format: formats[way] })),
    properties: {
      'dct:title': languages(title),
      'dct:description': languages(description),
    },
  };
}

function languages({ en, zh }: { readonly en: string; readonly zh: string }) {
  return [
    { '@language': 'en', '@value': en },
    { '@language': 'zh-Hans', '@value': zh },
  ];
}

/** Contracts that a party has signed as their consumer and that still may come to be. */
async function drawnUpBy(
  { ctx }: NegotiatorContext,
  consumer: string,
  productId: string,
): Promise<readonly Verified<'contract'>[]> {
  const contracts = await ctx.store.documents.find('contract', { issuer: consumer });
  const files = await Promise.all(
    contracts
      .filter(({ body }) => body.products.includes(productId) && body.providers.includes(ctx.party))
      .map(({ id }) => contractFile(ctx, id)),
  );
  const open = files.filter((file) => {
    const state = contractState(file, ctx.clock.nowMs());
    return state !== 'ended' && state !== 'declined' && state !== 'expired';
  });
  return open.map(({ contract }) => contract);
}
