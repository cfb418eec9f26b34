import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Mesh } from '@finharbor/fusion';

// The part of @openmined/psi.js 2.0.6 that is used; it is installed beside the repository, so its own types are not at hand.
type Serial = { serializeBinary(): Uint8Array };
type Kind<T> = { deserializeBinary(bytes: Uint8Array): T };
type Library = {
  readonly dataStructure: { readonly Raw: unknown };
  readonly serverSetup: Kind<Serial>;
  readonly request: Kind<Serial>;
  readonly response: Kind<Serial>;
  readonly server: {
    createWithNewKey(reveal: boolean): {
      createSetupMessage(
        ...to: [rate: number, clients: number, ids: readonly string[], kind: unknown]
      ): Serial;
      processRequest(request: Serial): Serial;
    };
  };
  readonly client: {
    createWithNewKey(reveal: boolean): {
      createRequest(ids: readonly string[]): Serial;
      getIntersection(setup: Serial, response: Serial): readonly number[];
    };
  };
};

/** The same job by OpenMined's PSI: the sender is its server, the receiver its client. Returns the client's rows in common. */
export async function peerLibrary(
  mesh: Mesh,
  ids: readonly string[],
  folder: string,
): Promise<Uint32Array | undefined> {
  const load = createRequire(join(folder, 'package.json'))('@openmined/psi.js') as () => Promise<Library>;
  const psi = await load();
  const channel = [...mesh.channels.values()][0]!;
  if (mesh.self === 'sender') {
    const server = psi.server.createWithNewKey(true);
    const setup = server.createSetupMessage(0, ids.length, ids, psi.dataStructure.Raw);
    await channel.send('setup', setup.serializeBinary());
    const request = psi.request.deserializeBinary(await channel.receive('request'));
    await channel.send('response', server.processRequest(request).serializeBinary());
    return undefined;
  }
  const client = psi.client.createWithNewKey(true);
  await channel.send('request', client.createRequest(ids).serializeBinary());
  const setup = psi.serverSetup.deserializeBinary(await channel.receive('setup'));
  const response = psi.response.deserializeBinary(await channel.receive('response'));
  return Uint32Array.from(client.getIntersection(setup, response));
}
