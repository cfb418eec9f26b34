import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Side = { readonly providerId: string; readonly connectorAddress: string };

/** What the kit asks a connector to begin as a consumer. */
export type Begin = {
  readonly negotiation: (
    asked: Side & { readonly offerId: string; readonly datasetId: string },
  ) => Promise<unknown>;
  readonly transfer: (
    asked: Side & { readonly agreementId: string; readonly format: string },
  ) => Promise<unknown>;
};

/** Two addresses of the kit's own, outside of the protocol, at which it has the connector begin something. */
export type Webhooks = AsyncDisposable & { readonly negotiation: string; readonly transfer: string };

/** Listens for the kit on loopback. */
export async function openWebhooks(begin: Begin): Promise<Webhooks> {
  const hear = async (incoming: IncomingMessage): Promise<unknown> => {
    const asked = await json(incoming);
    return incoming.url === '/negotiation'
      ? await begin.negotiation(texts(asked, ['providerId', 'connectorAddress', 'offerId', 'datasetId']))
      : await begin.transfer(texts(asked, ['providerId', 'connectorAddress', 'agreementId', 'format']));
  };
  const server = createServer((incoming, reply) => {
    hear(incoming).then(
      () => reply.writeHead(200).end(),
      (error: unknown) => reply.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    negotiation: `${root}/negotiation`,
    transfer: `${root}/transfer`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function texts<Name extends string>(value: unknown, names: readonly Name[]): Readonly<Record<Name, string>> {
  const fields = value as Readonly<Record<Name, unknown>>;
  const wrong = names.filter((name) => typeof fields[name] !== 'string');
  if (wrong.length > 0) throw new Error(`The kit sent no ${wrong.join(', ')}.`);
  return fields as Readonly<Record<Name, string>>;
}
