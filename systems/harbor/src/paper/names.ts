import type { PaperLanguage } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';

/** What a document calls the parties and the products it speaks of; who is not known keeps the short name or the number. */
export type Names = {
  /** Whether it is the party that prints. */
  readonly isOwn: (party: string) => boolean;
  readonly party: (party: string) => string;
  readonly product: (id: string) => string;
};

/** The names a node knows, in one language. */
export async function namesAt(ctx: NodeContext, language: PaperLanguage): Promise<Names> {
  const [peers, products] = await Promise.all([ctx.store.peers.list(), ctx.store.documents.find('product')]);
  const parties = new Map(peers.map(({ party, name }) => [party, name[language]]));
  const titles = new Map(products.map(({ id, body }) => [id, body.title[language]]));
  const own = ctx.name[language];
  return {
    isOwn: (party) => party === ctx.party,
    party: (party) => (party === ctx.party ? own : (parties.get(party) ?? party)),
    product: (id) => titles.get(id) ?? id,
  };
}
