import type { Procedure } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { type Someone, type TestCasework, testCasework } from '../testing.ts';

/** Who looks: nobody of these may learn what is hidden. */
export const readers = ['owner', 'colleague', 'stranger', 'seat', 'excluded'] as const;
/** Who acts in sight of the office alone, and who is only ever named there. */
const others = ['clerk', 'chief', 'hidden1', 'hidden2', 'hidden3', 'hidden4', 'office1', 'office2'] as const;

/** Somebody of a world by name. */
export type Name = (typeof readers)[number] | (typeof others)[number];

/** What one of two worlds keeps hidden: all that they differ in. */
export type Hidden = {
  /** Of the second and third seat of every panel. */
  readonly seats: readonly [Name, Name];
  /** What these two say; what comes of it is the same. */
  readonly verdicts: readonly [string, string];
  /** Of the office, excluded from every second case. */
  readonly barred: Name;
  /** So often the office says something to itself where it says something. */
  readonly said: number;
  /** In every text that is hidden. */
  readonly mark: string;
};

/** A process with the same people and other secrets than its twin. */
export type World = {
  readonly cases: TestCasework;
  readonly people: Readonly<Record<Name, Someone>>;
  readonly hidden: Hidden;
};

/** Every text that is hidden begins so, and the names of those who are. */
export const hiddenMark = 'HIDDEN-';
/** So begins what the reader on the panel says: for everybody else it is hidden. */
export const ownMark = 'OWN-';

const procedures: readonly Procedure[] = [
  {
    ...grant,
    steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } },
    states: {
      ...grant.states,
      // By simple majority: for and against of the same two come to the same, whoever says which.
      judged: { ...grant.states.judged!, panel: { ...grant.states.judged!.panel!, passesAt: 501 } },
    },
  },
];

const roles: Readonly<Record<Name, readonly [party: string, ...roles: string[]]>> = {
  owner: ['firm:91440300MA5EXAMPL1', 'owner'],
  colleague: ['firm:91440300MA5EXAMPL1', 'owner'],
  stranger: ['firm:91440300MA5EXAMPL2', 'owner'],
  seat: ['hub', 'guest'],
  excluded: ['hub', 'clerk'],
  clerk: ['hub', 'clerk'],
  chief: ['hub', 'chief'],
  hidden1: ['hub', 'guest'],
  hidden2: ['hub', 'guest'],
  hidden3: ['hub', 'guest'],
  hidden4: ['hub', 'guest'],
  office1: ['hub', 'clerk'],
  office2: ['hub', 'clerk'],
};
const names: readonly Name[] = [...readers, ...others];
const isHidden = (name: Name): boolean => /^(hidden|office)/.test(name);

const secrets: readonly [Hidden, Hidden] = [
  {
    ...{ seats: ['hidden1', 'hidden2'], verdicts: ['for', 'against'], barred: 'office1', said: 1 },
    mark: `${hiddenMark}first`,
  },
  {
    ...{ seats: ['hidden3', 'hidden4'], verdicts: ['against', 'for'], barred: 'office2', said: 3 },
    mark: `${hiddenMark}other, and longer than the first`,
  },
];

/** Two processes, each with a database of its own, that differ in what is hidden and in nothing else. */
export async function twins(): Promise<readonly [World, World]> {
  return [await world(secrets[0]), await world(secrets[1])];
}

async function world(hidden: Hidden): Promise<World> {
  const cases = await testCasework(procedures, (nth) => {
    const name = names[nth - 1]!;
    return isHidden(name) ? `${hiddenMark}${name}` : `Somebody (${name})`;
  });
  const people: Partial<Record<Name, Someone>> = {};
  // One after the other: their order is their name.
  for (const name of names) people[name] = await cases.someone(...roles[name]);
  return { cases, people: people as Record<Name, Someone>, hidden };
}
