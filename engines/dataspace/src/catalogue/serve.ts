import type { Json } from '@finharbor/kernel';
import type { ConnectorContext } from '../context.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { catalogForm, datasetForm, serviceAt } from './form.ts';

const pageSize = 100;

/** The answer to a question about the catalogue. */
export type CatalogueAnswer =
  | {
      readonly kind: 'found';
      readonly type: 'Catalog' | 'Dataset';
      readonly body: object;
      readonly links: readonly string[];
    }
  | { readonly kind: 'bad_question'; readonly detail: string }
  | { readonly kind: 'unknown' };

/** A page of the catalogue as this participant may see it; `parameters` are those of a link that a page before gave. */
export async function answerCatalog(
  context: ConnectorContext,
  {
    participant,
    message,
    parameters,
  }: {
    readonly participant: string;
    readonly message: WireMessage | undefined;
    readonly parameters: URLSearchParams;
  },
): Promise<CatalogueAnswer> {
  const filter = message?.filter ?? readFilter(parameters.get('filter'));
  if (!filter) return { kind: 'bad_question', detail: 'The filter in this link cannot be read.' };
  const page = await context.catalogue.datasets({
    participant,
    filter,
    cursor: parameters.get('cursor') ?? undefined,
    limit: pageSize,
  });
  if (page.kind === 'bad_question') return page;
  const links = [
    ...linkTo(context, { cursor: page.previous, filter, relation: 'previous' }),
    ...linkTo(context, { cursor: page.next, filter, relation: 'next' }),
  ];
  const body = catalogForm(page.datasets, {
    participant: context.participants.self,
    service: serviceAt(context.address),
  });
  return { kind: 'found', type: 'Catalog', body, links };
}

/** One data set, where this participant may see it. */
export async function answerDataset(
  context: ConnectorContext,
  id: string,
  participant: string,
): Promise<CatalogueAnswer> {
  const dataset = await context.catalogue.dataset(id, participant);
  if (!dataset) return { kind: 'unknown' };
  return {
    kind: 'found',
    type: 'Dataset',
    body: datasetForm(dataset, serviceAt(context.address)),
    links: [],
  };
}

/** The link holds the filter too: it is followed by a plain GET, or by the same message again. */
function linkTo(
  { address }: ConnectorContext,
  page: { readonly cursor: string | undefined; readonly filter: readonly Json[]; readonly relation: string },
): readonly string[] {
  if (page.cursor === undefined) return [];
  const parameters = new URLSearchParams({ cursor: page.cursor });
  if (page.filter.length > 0)
    parameters.set('filter', Buffer.from(JSON.stringify(page.filter)).toString('base64url'));
  return [`<${address}/catalog/request?${parameters}>; rel="${page.relation}"`];
}

function readFilter(text: string | null): readonly Json[] | undefined {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? (value as readonly Json[]) : undefined;
  } catch {
    return undefined;
  }
}
