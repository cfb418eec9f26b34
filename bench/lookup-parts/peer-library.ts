import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Channel } from '@finharbor/link';

// The part of @openmined/psi.js 2.0.6 that is used; it is installed beside the repository, so its own types are not at hand.
type Serial = { serializeBinary(): Uint8Array };
type Kind<T> = { deserializeBinary(bytes: Uint8Array): T };
type Server = {
  createSetupMessage(...to: [rate: number, clients: number, ids: readonly string[], kind: unknown]): Serial;
  processRequest(request: Serial): Serial;
};
type Library = {
  readonly dataStructure: { readonly BloomFilter: unknown };
  readonly serverSetup: Kind<Serial>;
  readonly request: Kind<Serial>;
  readonly response: Kind<Serial>;
  readonly server: { createWithNewKey(reveal: boolean): Server };
  readonly client: {
    createWithNewKey(reveal: boolean): {
      createRequest(ids: readonly string[]): Serial;
      getIntersection(setup: Serial, response: Serial): readonly number[];
    };
  };
};

/** False matches of a whole query, as our table has them at most. */
const falseRate = 2 ** -40;

let held: { readonly server: Server; readonly setup: Uint8Array } | undefined;

/**
 * Prepares OpenMined's server with a Bloom filter, since its Golomb-coded set has no room for so small a rate; returns how long
 * that took.
 */
export async function setUpAsPeer(folder: string, ids: readonly string[], asked: number): Promise<number> {
  const psi = await load(folder);
  const startMs = performance.now();
  const server = psi.server.createWithNewKey(true);
  const setup = server
    .createSetupMessage(falseRate, asked, ids, psi.dataStructure.BloomFilter)
    .serializeBinary();
  held = { server, setup };
  return performance.now() - startMs;
}

/** One query: the side that was set up answers, the other one asks and gets its rows in common, ascending. */
export async function askAsPeer(
  channel: Channel,
  folder: string,
  ids: readonly string[],
): Promise<readonly number[] | undefined> {
  const psi = await load(folder);
  if (held) {
    await channel.send('setup', held.setup);
    const request = psi.request.deserializeBinary(await channel.receive('request'));
    await channel.send('response', held.server.processRequest(request).serializeBinary());
    return undefined;
  }
  const client = psi.client.createWithNewKey(true);
  await channel.send('request', client.createRequest(ids).serializeBinary());
  const setup = psi.serverSetup.deserializeBinary(await channel.receive('setup'));
  const response = psi.response.deserializeBinary(await channel.receive('response'));
  return client.getIntersection(setup, response).toSorted((a, b) => a - b);
}

function load(folder: string): Promise<Library> {
  const library = createRequire(join(folder, 'package.json'))('@openmined/psi.js') as () => Promise<Library>;
  return library();
}
