import type { Catalogue, Dataset } from '@finharbor/dataspace';
import type { Offer } from '@finharbor/dataspace/policy';
import { catalogue } from '../catalogue.ts';
import { contractFile } from '../contracts.ts';
import { formats } from '../delivery/formats.ts';
import { deliveriesOf } from '../delivery/ways.ts';
import type { Verified } from '../documents.ts';
import { contractState } from '../domain.ts';
import { type LifeFile, mayBeContracted, productLife } from '../life/listing.ts';
import { lifeFileOf, lifeFiles, newestVersion } from '../life/read.ts';
import type { NegotiatorContext } from './context.ts';
import { datasetIdOf, productIdOf } from './names.ts';
import { offerOf, standingOffers } from './offers.ts';

/**
 * This party's products as connectors see them. Each participant is shown the terms that it has itself drawn up and signed, which it can ask
 * for, and of products that may be contracted the standing offers, which say what always holds. A product with neither is not shown.
 */
export function contractCatalogue(parts: NegotiatorContext): Catalogue {
  const { ctx } = parts;
  return {
    async datasets({ participant, filter, cursor, limit }) {
      if (filter.length > 0)
        return { kind: 'bad_question', detail: 'This catalogue knows no filter; ask for all of it.' };
      const own = (await catalogue(ctx.store)).filter(({ party }) => party === ctx.party);
      const from = cursor === undefined ? 0 : Number(cursor);
      if (!Number.isSafeInteger(from) || from < 0)
        return { kind: 'bad_question', detail: 'There is no such page.' };
      const page = own.slice(from, from + limit);
      const [drawn, lives] = [await drawnUpBy(parts, participant), await lifeFiles(ctx)];
      const datasets = page.map(({ id, body }) => {
        const file = lives({ holder: ctx.party, product: body.product });
        return datasetOf({ id, body }, [
          ...offersOf(ctx.party, drawn, id),
          ...(mayBeOffered(ctx, file, id) ? standingOffers(id, body) : []),
        ]);
      });
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
      const [version] = await ctx.store.documents.find('product', { id: productId });
      if (!version || version.issuer !== ctx.party) return undefined;
      const product = { holder: ctx.party, product: version.body.product };
      const newest = await newestVersion(ctx, product);
      const isOffered =
        newest.id === version.id && mayBeOffered(ctx, await lifeFileOf(ctx, product), version.id);
      return datasetOf(version, [
        ...offersOf(ctx.party, await drawnUpBy(parts, participant), version.id),
        ...(isOffered ? standingOffers(version.id, version.body) : []),
      ]);
    },
  };
}

type Version = Pick<Verified<'product'>, 'id' | 'body'>;

/** The protocol knows no data set without an offer. */
function datasetOf({ id, body }: Version, offers: readonly Offer[]): Dataset | undefined {
  if (offers.length === 0) return undefined;
  return {
    '@id': datasetIdOf(id),
    hasPolicy: offers,
    distribution: deliveriesOf(body).map((way) => ({ format: formats[way] })),
    properties: {
      'dct:title': languages(body.title),
      'dct:description': languages(body.description),
    },
  };
}

function offersOf(
  provider: string,
  drawn: readonly Verified<'contract'>[],
  product: string,
): readonly Offer[] {
  return drawn
    .filter(({ body }) => body.products.includes(product))
    .map((contract) => offerOf(contract, provider));
}

function mayBeOffered(
  { hubParty, clock }: NegotiatorContext['ctx'],
  file: LifeFile,
  version: string,
): boolean {
  return (
    mayBeContracted(productLife(file, version, { registry: hubParty, nowMs: clock.nowMs() })) === undefined
  );
}

function languages({ en, zh }: { readonly en: string; readonly zh: string }) {
  return [
    { '@language': 'en', '@value': en },
    { '@language': 'zh-Hans', '@value': zh },
  ];
}

/** Contracts with this party that a participant has signed as their consumer and that still may come to be. */
async function drawnUpBy(
  { ctx, parties }: NegotiatorContext,
  participant: string,
): Promise<readonly Verified<'contract'>[]> {
  const asker = await parties.ofParticipant(participant);
  if (!asker) return [];
  const contracts = await ctx.store.documents.find('contract', { issuer: asker.party });
  const files = await Promise.all(
    contracts.filter(({ body }) => body.providers.includes(ctx.party)).map(({ id }) => contractFile(ctx, id)),
  );
  return files
    .filter((file) => /^(proposed|not_yet_valid|in_force)$/.test(contractState(file, ctx.clock.nowMs())))
    .map(({ contract }) => contract);
}
