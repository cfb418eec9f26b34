import { FinharborError, type Json } from '@finharbor/kernel';
import { type Answer, send, under } from '../http/send.ts';
import type { Participants } from '../participants/port.ts';
import { readMessage } from '../protocol/validate.ts';
import { context, readReason } from '../protocol/wire.ts';
import { readDataset } from './form.ts';
import type { Dataset, Peer } from './port.ts';

const mostBytes = 10 * 1024 * 1024;

/** Asks another connector on behalf of this one. */
export type CatalogueClient = {
  readonly catalog: (peer: Peer, filter: readonly Json[]) => AsyncGenerator<readonly Dataset[]>;
  readonly dataset: (peer: Peer, id: string) => Promise<Dataset | undefined>;
};

/** A client that follows the links of pages as far as its caller reads. */
export function catalogueClient(participants: Participants, timeoutMs: number): CatalogueClient {
  const ask = (peer: Peer, method: 'GET' | 'POST', asked: { url: string; body?: string }): Promise<Answer> =>
    send(participants, {
      ...asked,
      method,
      audience: peer.peer,
      signal: AbortSignal.timeout(timeoutMs),
      mostBytes,
    });
  return {
    async *catalog(peer, filter) {
      const body = JSON.stringify({
        '@context': context,
        '@type': 'CatalogRequestMessage',
        ...(filter.length > 0 ? { filter } : {}),
      });
      let url: string | undefined = under(peer.address, '/catalog/request');
      while (url !== undefined) {
        const answer: Answer = await ask(peer, 'POST', { url, body });
        if (answer.status !== 200) refuse(answer);
        yield datasetsOf(answer);
        url = nextLink(answer.links, url);
      }
    },
    dataset: async (peer, id) => {
      const url = under(peer.address, `/catalog/datasets/${encodeURIComponent(id)}`);
      const answer = await ask(peer, 'GET', { url });
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) refuse(answer);
      return readDataset(read<Dataset>('Dataset', answer));
    },
  };
}

type Catalog = {
  readonly participantId?: string;
  readonly service?: readonly { readonly endpointURL: string }[];
  readonly dataset?: readonly Dataset[];
  readonly catalog?: readonly Catalog[];
};

/** A catalogue may hold others; here they are one list, of which each says whose it is. */
function datasetsOf(answer: Answer): readonly Dataset[] {
  const flat = ({ dataset = [], catalog = [] }: Catalog, source: Peer | undefined): readonly Dataset[] => [
    ...dataset.map((one) => ({ ...readDataset(one), ...(source && { source }) })),
    ...catalog.flatMap((one) => flat(one, sourceOf(one) ?? source)),
  ];
  return flat(read<Catalog>('Catalog', answer), undefined);
}

function sourceOf({ participantId, service: [service] = [] }: Catalog): Peer | undefined {
  return participantId !== undefined && service
    ? { peer: participantId, address: service.endpointURL }
    : undefined;
}

function read<T>(type: string, { body }: Answer): T {
  const message = readMessage(type, body);
  if (message.kind === 'message') return message.message as unknown as T;
  throw new FinharborError({
    code: 'dataspace.peer_answer_invalid',
    publicMessage: `The other connector's answer is not a ${type}.`,
    fields: message.faults,
  });
}

function refuse({ status, body }: Answer): never {
  const message = readMessage('CatalogError', body);
  const said =
    message.kind === 'message'
      ? readReason(message.message, { code: `${status}`, text: [] })
      : { code: `${status}`, text: [] };
  throw new FinharborError({
    code: 'dataspace.catalogue_refused',
    publicMessage: `The other connector does not show its catalogue: ${[said.code, ...said.text].join(' ')}`,
  });
}

/** The credential is for this connector: a link to another host is not followed. */
function nextLink(links: string, current: string): string | undefined {
  for (const [, target = '', parameters = ''] of links.matchAll(/<([^>]*)>([^,]*)/g)) {
    if (!/;\s*rel="?next"?\s*(;|$)/.test(parameters)) continue;
    const url = new URL(target, current);
    return url.origin === new URL(current).origin && url.href !== current ? url.href : undefined;
  }
  return undefined;
}
