import assert from 'node:assert/strict';
import { act } from '@finharbor/cases';
import { diceOf } from '@finharbor/cases/testing';
import { type Dice, isOver, move, type Walked } from './moves.ts';
import { plainNotices } from './notices.ts';
import { probe } from './probe.ts';
import { read, readingRoutes, targetsOf } from './sweep.ts';
import { hiddenMark, type Name, ownMark, readers, twins, type World } from './world.ts';

/** How far to walk, on how many cases; of each route so many addresses after each step. */
export type LeakWalk = {
  readonly steps: number;
  readonly seed: number;
  readonly cases?: number;
  readonly most?: number;
};

/** What a walk looked at: answers that were compared, addresses that were read; and how many of its cases came to their ends. */
export type LeakWalked = {
  readonly compared: number;
  readonly addresses: number;
  readonly officeDiffers: number;
  readonly ended: number;
};

type Reader = Name | 'nobody';
const everybody: readonly Reader[] = [...readers, 'nobody'];

/**
 * Two worlds with the same people in which the same is done, apart from what is hidden: who sits on blind panels and what each says, what
 * the office says to itself and how often, whose hands a case goes through, who is excluded and why. After each step all that can be read
 * is read by everybody from whom it is hidden, and what they get has to be the same in both, byte for byte. Throws the first difference.
 */
export async function leakWalk({ steps, seed, cases = 4, most = 2 }: LeakWalk): Promise<LeakWalked> {
  const worlds = await twins();
  const dice: Dice = diceOf(seed).pick;
  const routes = await readingRoutes(worlds[0]);
  const all = await opened(worlds, cases);
  const total = { compared: 0, addresses: 0, officeDiffers: 0 };
  for (let step = 0; step < steps; step++) {
    const going = all.filter((one) => !isOver(one));
    const one = dice(going.length > 0 && step % 8 !== 7 ? going : all);
    const done = await move(worlds, one, dice);
    for (const { cases: running } of worlds) running.clock.advance(60_000);
    const ids = [one.id, dice(all).id];
    const targets = routes.flatMap((route) => targetsOf(route, { ids: [...new Set(ids)], dice, most }));
    const where = `seed ${seed}, step ${step} (${done})`;
    for (const reader of everybody)
      await Promise.all(
        targets.map(async (target) => {
          const got = await both(worlds, (world) => read(world, reader, target.in(world)));
          same(got, `${where}: ${reader} reads ${target.label}`, reader);
          total.compared += 1;
        }),
      );
    for (const reader of everybody) {
      const told = await both(worlds, async (world) => plainNotices(world, reader));
      same(told, `${where}: what ${reader} is told`, reader);
      for (const [label, got] of await probe(worlds, reader, one))
        same(got, `${where}: ${reader} tries ${label}`, reader);
    }
    total.addresses += targets.length;
    const seen = await both(worlds, (world) => read(world, 'clerk', `/cases/${one.id}/events`));
    if (seen[0] !== seen[1]) total.officeDiffers += 1;
  }
  return { ...total, ended: all.filter(isOver).length };
}

async function opened(worlds: readonly [World, World], count: number): Promise<Walked[]> {
  const all = Array.from({ length: count }, (_, nth) => {
    const last = String(nth).padStart(12, '0');
    return { id: `01937f00-0000-7000-8000-${last}`, nth, opinions: 0, state: 'draft' };
  });
  for (const { id } of all)
    for (const { cases, people, hidden } of worlds) {
      await people.owner.client.postCase({ body: { procedure: 'grant', id } });
      // Who looks and is excluded is so in both, for other reasons.
      const by = { account: people.chief.account.id, party: 'hub', roles: ['chief'], isItself: true };
      const { id: account } = people.excluded.account;
      const reason = `${hidden.mark}: a friend`;
      await act(cases.ctx.cases, { id, by, command: { type: 'exclude', account, reason } });
    }
  return all;
}

function both(
  worlds: readonly [World, World],
  get: (world: World) => Promise<string>,
): Promise<readonly [string, string]> {
  return Promise.all([get(worlds[0]), get(worlds[1])]);
}

function same([first, other]: readonly [string, string], what: string, reader: Reader): void {
  assert.equal(first, other, what);
  assert.ok(!first.includes(hiddenMark), `${what}: ${first}`);
  if (reader !== 'seat') assert.ok(!first.includes(ownMark), `${what}: ${first}`);
}
