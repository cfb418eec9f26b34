import { Dice } from './dice.ts';

/** What a step of a simulation may be. */
export type Act = 'ask' | 'again' | 'network' | 'clock' | 'tick' | 'kill' | 'open' | 'lookOver' | 'tooMuch';

/** What a run is like: how busy, how unlucky, how large. Each seed has its own, so that faults meet in all mixtures. */
export type Profile = {
  readonly weights: Readonly<Record<Act, number>>;
  /** How likely each thing on a connection ends it instead. */
  readonly loss: number;
  readonly startMs: number;
  readonly entriesARound: number;
  /** How many of the latest entries a start reads even if pages have them: a writer knows no older ids. */
  readonly remembered: number;
  readonly mostInBatch: number;
  /** Accounts that come with each request to open accounts, so that there are pages of them. */
  readonly fillers: number;
  readonly largeShare: number;
  /** How likely an event is an earlier one once more, and how likely it settles another. */
  readonly againShare: number;
  readonly settleShare: number;
  /** How likely something in an event is wrong or rare. */
  readonly oddShare: number;
  readonly areIdsRising: boolean;
};

/** Today, and a day on which the longest timeout no longer fits. */
const starts = [1_795_000_000_000, 1_795_000_000_000, 7_223_372_036_854];

/** Writers that start often and remember little, asked for what was made long ago, and nothing else to make them look into the journal. */
const forgetful: Partial<Profile> = {
  ...{ entriesARound: 1, remembered: 1, settleShare: 0, oddShare: 0, againShare: 0.1, mostInBatch: 4 },
  ...{ largeShare: 0, fillers: 0, loss: 0.002 },
};
const forgetfulShare = 0.2;

/** The profile of a seed. */
export function profileOf(seed: number): Profile {
  const dice = new Dice(seed, 0x70726f66);
  const usual = usualProfile(dice);
  return dice.chance(forgetfulShare)
    ? { ...usual, ...forgetful, weights: { ...usual.weights, kill: 6, clock: dice.pick([0, 10]) } }
    : usual;
}

function usualProfile(dice: Dice): Profile {
  return {
    weights: {
      ask: dice.pick([40, 80, 120]),
      again: dice.pick([0, 5, 15]),
      network: dice.pick([60, 120, 200]),
      clock: dice.pick([5, 20, 40]),
      tick: dice.pick([0, 4, 10]),
      kill: dice.pick([0, 3, 8]),
      open: dice.pick([0, 2, 6]),
      lookOver: 2,
      tooMuch: 1,
    },
    loss: dice.pick([0, 0.005, 0.02, 0.05]),
    startMs: dice.pick(starts),
    entriesARound: dice.pick([1, 5, 20, 60, 200]),
    remembered: dice.pick([1, 10, 50, 2 ** 17]),
    mostInBatch: dice.pick([1, 4, 12]),
    fillers: dice.pick([0, 0, 0, 300]),
    largeShare: dice.pick([0, 0, 0.2]),
    againShare: dice.pick([0.03, 0.1, 0.3]),
    oddShare: dice.pick([0, 0.01, 0.1]),
    settleShare: dice.pick([0, 0.1, 0.3]),
    areIdsRising: dice.chance(0.5),
  };
}
