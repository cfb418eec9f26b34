import { listDemoPeople } from '@finharbor/access/contract';
import { getHarbor } from '@finharbor/harbor/contract';
import { type Bilingual, typedClient } from '@finharbor/kernel/contract';

/** One door of the demonstration: a process and everybody one can be there. */
export type Door = {
  readonly url: string;
  readonly name: Bilingual;
  readonly registrar: boolean;
  readonly people: Awaited<ReturnType<ReturnType<typeof clientAt>['listDemoPeople']>>['body'];
};

/** Everybody of the demonstration, at the hub and at every party's node; a node that does not answer is left out. */
export async function readDoors(hub: Bilingual): Promise<readonly Door[]> {
  const { body } = await typedClient({ getHarbor }, location.origin).getHarbor({});
  const places = [
    { url: location.origin, name: hub, registrar: false },
    ...body.parties
      .filter(({ party }) => party !== body.party)
      .map(({ url, name, registrar }) => ({ url, name, registrar })),
  ];
  const doors = await Promise.allSettled(
    places.map(async (place) => ({ ...place, people: (await clientAt(place.url).listDemoPeople({})).body })),
  );
  return doors.flatMap((door) => (door.status === 'fulfilled' ? [door.value] : []));
}

function clientAt(url: string) {
  return typedClient({ listDemoPeople }, url);
}
