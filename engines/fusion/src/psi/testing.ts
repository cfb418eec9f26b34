import { systemRandom } from '@finharbor/kernel';
import { type Channel, memoryChannels } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { type Alignment, align } from './align.ts';

/** The meshes of parties within one process, in the order given. */
export function localMeshes(parties: readonly string[], session: string = 'session'): Mesh[] {
  const channels = parties.map(() => new Map<string, Channel>());
  for (const [i, a] of parties.entries())
    for (const [j, b] of parties.entries()) {
      if (j <= i) continue;
      const [atA, atB] = memoryChannels(a, b);
      channels[i]!.set(b, atA);
      channels[j]!.set(a, atB);
    }
  return parties.map((self, i) => ({
    ...{ session, self, parties, channels: channels[i]! },
    progress: () => {},
  }));
}

/** Aligns one list a mesh with the system's randomness. */
export function alignAll(
  meshes: readonly Mesh[],
  lists: readonly (readonly string[])[],
): Promise<Alignment[]> {
  return Promise.all(meshes.map((mesh, i) => align(mesh, { ids: lists[i]!, random: systemRandom })));
}

/** What becomes of a message: others in its place, or none. */
export type Tamper = (label: string, payload: Uint8Array) => readonly Uint8Array[];

/** The mesh of a party whose messages to `victim` are changed on their way out. */
export function tampered(mesh: Mesh, victim: string, tamper: Tamper): Mesh {
  const honest = mesh.channels.get(victim)!;
  const send = async (label: string, payload: Uint8Array): Promise<void> => {
    for (const changed of tamper(label, payload)) await honest.send(label, changed);
  };
  return { ...mesh, channels: new Map([...mesh.channels, [victim, { ...honest, send }]]) };
}

/** The mesh of a party that also hands everything it receives to `observe`. */
export function observed(mesh: Mesh, observe: (label: string, payload: Uint8Array) => void): Mesh {
  const channels = [...mesh.channels].map(([party, channel]): [string, Channel] => {
    const receive = async (label: string): Promise<Uint8Array<ArrayBuffer>> => {
      const payload = await channel.receive(label);
      observe(label, payload);
      return payload;
    };
    return [party, { ...channel, receive }];
  });
  return { ...mesh, channels: new Map(channels) };
}
