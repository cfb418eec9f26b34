import type { Walked } from './moves.ts';
import { plain } from './sweep.ts';
import type { Name, World } from './world.ts';

/** A path within the case, or from the root where it has two slashes. */
type Probe = readonly [label: string, path: string, body: (world: World, one: Walked) => object];

const hiddenOf = ({ people, hidden }: World): string => people[hidden.seats[0]].account.id;
const barredOf = ({ people, hidden }: World): string => people[hidden.barred].account.id;

/** What somebody tries who wants to find out; all of it is refused, whoever it is. */
const probes: readonly Probe[] = [
  ['to mention a reviewer', '/comments', (world) => ({ text: 'You?', mentions: [hiddenOf(world)] })],
  ['to mention who is barred', '/comments', (world) => ({ text: 'You?', mentions: [barredOf(world)] })],
  ['to say it to the office alone', '/comments', () => ({ text: 'Psst.', isInternal: true })],
  ['to take the case', '/assignee', () => ({ to: 'me' })],
  ['to give it to who is barred', '/assignee', (world) => ({ to: barredOf(world) })],
  ['to seat a reviewer', '/seats', (world) => ({ seats: [{ account: hiddenOf(world) }] })],
  ['to exclude a reviewer', '/exclusions', (world) => ({ account: hiddenOf(world), reason: 'I know them.' })],
  ['to send it to the panel', '/steps/judge', () => ({})],
  ['a step at revision 99', '/steps/ask', () => ({ reason: 'Why?', revision: 99 })],
  ['to take what is next', '//cases/next', () => ({ procedure: 'grant' })],
  ['to begin it again', '//cases', (_world, { id }) => ({ procedure: 'grant', id })],
  ['to extend a term', '/extensions', () => ({ term: 'handling', reason: 'More time.' })],
];

/** What a reader is answered to each in both worlds. */
export async function probe(
  worlds: readonly [World, World],
  reader: Name | 'nobody',
  one: Walked,
): Promise<readonly (readonly [string, readonly [string, string]])[]> {
  return Promise.all(
    probes.map(async ([label, path, body]) => {
      const [first, other] = await Promise.all(
        worlds.map(async (world) => {
          const bearing = reader === 'nobody' ? {} : { authorization: world.people[reader].authorization };
          const answer = await fetch(
            world.cases.url + (path.startsWith('//') ? path.slice(1) : `/cases/${one.id}${path}`),
            {
              method: 'POST',
              headers: { 'content-type': 'application/json', ...bearing },
              body: JSON.stringify(body(world, one)),
            },
          );
          if (answer.ok && label !== 'to begin it again') throw new Error(`${reader} was let ${label}.`);
          return plain(world, answer);
        }),
      );
      return [label, [first!, other!]] as const;
    }),
  );
}
