import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateSigningKey, type SigningKey } from '@finharbor/kernel';
import { writeDidDocument } from '../participants/did-document.ts';
import { didWebOf } from '../participants/did-web.ts';

/** What a path answers. */
export type Page = { readonly status?: number; readonly text: string };

/** A participant whose document is served. */
export type Resident = { readonly did: string; readonly key: SigningKey };

/** A web server of this machine that participants' documents lie on. */
export type DataSpaceWeb = AsyncDisposable & {
  readonly origin: string;
  /** Answers by path; what is put here is served from then on. */
  readonly pages: Map<string, Page>;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** A new participant under a path of its own, its document served. */
  readonly settle: (name: string) => Resident;
  /** Serves the participant's document with these keys, and no others. */
  readonly publish: (resident: Resident, keys?: readonly SigningKey[]) => void;
};

/** Starts the web server, for tests of who takes part in a data space. */
export async function dataSpaceWeb(): Promise<DataSpaceWeb> {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const server = createServer(({ url = '/' }, response) => {
    asked.push(url);
    const page = pages.get(url) ?? { status: 404, text: '' };
    response.writeHead(page.status ?? 200).end(page.text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const publish: DataSpaceWeb['publish'] = ({ did, key }, keys = [key]) => {
    const document = writeDidDocument({ did, keys: keys.map(({ publicKey }) => publicKey), services: [] });
    pages.set(`/${did.split(':').at(-1)}/did.json`, { text: JSON.stringify(document) });
  };
  return {
    origin,
    pages,
    asked,
    publish,
    settle: (name) => {
      const resident = { did: didWebOf(new URL(`${origin}/${name}`)), key: generateSigningKey() };
      publish(resident);
      return resident;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
