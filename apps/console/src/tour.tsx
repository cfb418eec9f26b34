import { Card, LinkButton, useAlong, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { Door } from './people.ts';

type Person = Door['people'][number];
type Stop = { readonly id: string; readonly door: Door; readonly person: Person; readonly to: string };

/** The main job from its beginning to its end: who does what next, each step one press away. */
export function Tour({ doors }: { readonly doors: readonly Door[] }): ReactElement {
  const say = useBilingual();
  const text = useText('shell');
  const along = useAlong();
  return (
    <ol className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {stopsOf(doors).map(({ id, door, person, to }, at) => (
        <li key={`${id} ${door.url}`} className="grid">
          <Card>
            <p className="text-accent text-sm" aria-hidden="true">
              {at + 1}
            </p>
            <p className="font-medium">{text(`tour.${id}`)}</p>
            <p className="mb-3 text-quiet text-sm">
              {say(person.name)}, {say(door.name)}
            </p>
            <LinkButton
              href={along(`${door.url}/app/enter/${person.login}?to=${encodeURIComponent(to)}`)}
              variant="secondary"
            >
              {text(`tour.go.${id}`)}
            </LinkButton>
          </Card>
        </li>
      ))}
    </ol>
  );
}

/** Who of the demonstration does which part. A part whose door is closed just now is left out. */
function stopsOf(doors: readonly Door[]): readonly Stop[] {
  const at =
    (door: Door | undefined, role: string) =>
    (id: string, to: string): readonly Stop[] => {
      const person = door?.people.find(({ roles }) => roles.includes(role));
      return door && person ? [{ id, door, person, to }] : [];
    };
  const bank = doors.find(({ people }) => people.some(({ roles }) => roles.includes('analyst')));
  const offices = doors.filter(({ people }) => people.some(({ roles }) => roles.includes('steward')));
  const hub = doors.find(({ people }) => people.some(({ roles }) => roles.includes('owner')));
  return [
    ...at(bank, 'approver')('ask', '/contracts/new'),
    ...offices.flatMap((office) => at(office, 'approver')('approve', '/contracts?turn=own')),
    ...at(bank, 'analyst')('train', '/jobs/new'),
    ...at(bank, 'approver')('publish', '/loan-products/new'),
    ...at(hub, 'owner')('key', '/firm'),
    ...at(
      offices.find(({ registrar }) => registrar),
      'steward',
    )('vouch', '/firm-keys'),
    ...at(hub, 'owner')('apply', '/loans'),
    ...at(hub, 'bureau')('oversee', '/oversight'),
  ];
}
