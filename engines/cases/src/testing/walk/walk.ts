import assert from 'node:assert/strict';
import { act, openCase, ring } from '../../cases.ts';
import type { Procedure } from '../../definition/procedure.ts';
import { type Moved, migrateCases } from '../../migration/migrate.ts';
import type { CaseMigration } from '../../migration/migration.ts';
import { type TestCases, testCases } from '../test-cases.ts';
import { agrees } from './agrees.ts';
import { type Wish, wish } from './commands.ts';
import { type Dice, diceOf } from './dice.ts';
import { expected } from './expect.ts';
import { checkHistory } from './history.ts';
import { type Moving, movedModel } from './migrated.ts';
import type { Model } from './model.ts';
import { clockDone, termsIn } from './moves.ts';
import { peopleOf } from './people.ts';

/** What a walk came to. */
export type Walked = {
  readonly steps: number;
  readonly cases: number;
  readonly refused: number;
  readonly ended: number;
  /** Cases that a migration moved, and those that stayed. */
  readonly moved: number;
  readonly stayed: number;
};

/** How far to walk, and by which numbers. */
export type Walk = {
  readonly steps: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** To the next version, in the middle of each case. */
  readonly migration?: CaseMigration;
};

/** Where clocks are set: before New Year, before the Spring Festival, on worked weekends, into years without a notice. */
const beginnings = [
  '2025-12-29',
  '2026-02-12',
  '2026-02-27',
  '2026-09-24',
  '2026-12-29',
  '2027-02-04',
  '2024-02-28',
];
const casesAtOnce = 8;
const roundsEach = 60;

/**
 * Random people do random things with cases of a procedure, at random times and at once, and everything that becomes of it is compared with a
 * small model that reads the definition alone; in the end the histories are read again. Throws where they differ, naming the seed.
 */
export async function walk(spec: Procedure, how: Walk): Promise<Walked> {
  try {
    return await walked(spec, how);
  } catch (cause) {
    throw new Error(`A walk with the seed ${how.seed} of ${spec.name} went wrong.`, { cause });
  }
}

async function walked(spec: Procedure, { steps, seed, signal, migration }: Walk): Promise<Walked> {
  const dice = diceOf(seed);
  const people = peopleOf(spec);
  const total = { steps: 0, cases: 0, refused: 0, ended: 0, moved: 0, stayed: 0 };
  await using cases = await testCases(migration ? [spec, migration.to] : [spec]);
  while (total.steps < steps && !signal?.aborted) {
    const startMs = Date.parse(`${dice.pick(beginnings)}T0${dice.roll(10)}:00:00+08:00`);
    cases.clock.advance(startMs - cases.clock.nowMs());
    cases.jobs.length = 0;
    const walkers = await Promise.all(
      Array.from({ length: casesAtOnce }, () => Walker.open({ spec, people, dice, cases })),
    );
    for (let round = 0; round < roundsEach; round++) {
      if (migration && round === roundsEach / 2) await migrated(cases, walkers, migration);
      if (dice.chance(0.25)) cases.clock.advance(aWhile(dice));
      if (dice.chance(0.2)) {
        await ring(cases.ctx);
        for (const one of walkers) one.rung();
      }
      await Promise.all(walkers.map((one) => one.round()));
    }
    for (const one of walkers) {
      await one.finish();
      total.steps += one.steps;
      total.refused += one.refused;
      total.cases += 1;
      total.ended += one.isEnded ? 1 : 0;
      total.moved += one.stands === 'moved' ? 1 : 0;
      total.stayed += one.stands === 'stayed' ? 1 : 0;
    }
  }
  return total;
}

/** Moves all cases, by two processes at once, and compares who stayed with what the model says. */
async function migrated(
  { ctx, database }: TestCases,
  walkers: readonly Walker[],
  migration: CaseMigration,
): Promise<void> {
  const [{ stayed }] = await Promise.all(
    [1, 2].map(() => migrateCases(ctx, database.db, migration)) as [Promise<Moved>, Promise<Moved>],
  );
  for (const one of walkers) await one.migrated(migration, stayed);
}

function aWhile(dice: Dice): number {
  const hour = 3_600_000;
  return (
    dice.pick([1, hour, 9 * hour, 24 * hour, 3 * 24 * hour, 12 * 24 * hour, 40 * 24 * hour]) + dice.roll(hour)
  );
}

type World = {
  readonly spec: Procedure;
  readonly people: ReturnType<typeof peopleOf>;
  readonly dice: Dice;
  readonly cases: TestCases;
};

/** One case and its model. */
class Walker {
  steps = 0;
  refused = 0;
  stands: 'as it was' | 'moved' | 'stayed' = 'as it was';
  readonly #first: Procedure;
  #world: World;
  #model: Model;

  private constructor(world: World, model: Model) {
    this.#world = world;
    this.#first = world.spec;
    this.#model = model;
  }

  static async open(world: World): Promise<Walker> {
    const { spec, people, cases } = world;
    const { clock } = cases;
    // Cases begin with the version that they are moved from.
    const ctx = { ...cases.ctx, procedures: [spec] };
    const stranger = people.find(({ account }) => account === 'stranger')!;
    const isForAll = Object.values(spec.actors).some((actor) => actor.side === 'applicant' && !actor.roles);
    assert.equal((await openCase(ctx, spec.name, stranger)).kind, isForAll ? 'done' : 'refused');
    const by = people.find(({ account }) => account === 'owner')!;
    const opened = await openCase(ctx, spec.name, by);
    assert.ok(opened.kind === 'done');
    const { id, number } = opened.case;
    const bare: Model = {
      ...{ id, number, revision: 1, state: spec.first, assignee: null, forms: {}, files: {}, took: {} },
      ...{ seats: [], sits: null, said: [], excluded: [], terms: {}, effects: 0 },
      applicant: { party: by.party, account: by.account },
    };
    const model = { ...bare, terms: termsIn(spec, bare, clock.nowMs()) };
    agrees(spec, opened.case, model);
    return new Walker(world, model);
  }

  get isEnded(): boolean {
    return this.#world.spec.states[this.#model.state]!.ends !== undefined;
  }

  /** The clock has done what was due. */
  rung(): void {
    const { spec, cases } = this.#world;
    this.#model = clockDone(spec, this.#model, cases.clock.nowMs());
  }

  /** A migration has been here. */
  async migrated(migration: CaseMigration, stayed: Moved['stayed']): Promise<void> {
    const { spec, cases } = this.#world;
    const moving: Moving = movedModel(migration, this.#model, cases.clock.nowMs());
    const { number, id } = this.#model;
    const code = moving.kind === 'stays' ? moving.code : undefined;
    assert.equal(
      stayed.find((one) => one.number === number)?.code,
      code,
      `${number}: ${JSON.stringify(this.#model)}`,
    );
    this.#model = moving.model;
    if (moving.kind === 'moves') this.#world = { ...this.#world, spec: migration.to };
    this.stands = moving.kind === 'moves' ? 'moved' : moving.kind === 'stays' ? 'stayed' : this.stands;
    agrees(moving.kind === 'moves' ? migration.to : spec, (await cases.ctx.store.read(id))!, this.#model);
  }

  /** One to three things that are wanted at once. */
  async round(): Promise<void> {
    const { spec, dice, cases } = this.#world;
    const atMs = cases.clock.nowMs();
    const count = dice.chance(0.3) ? 1 + dice.roll(3) : 1;
    const wishes: readonly Wish[] = Array.from({ length: count }, () => wish(this.#world, this.#model));
    const { id } = this.#model;
    const results = await Promise.all(
      wishes.map(async (one) => ({ one, done: await act(cases.ctx, { id, ...one }) })),
    );
    this.steps += count;
    // Whatever is asked for, what is due comes first.
    const seen = [clockDone(spec, this.#model, atMs)];
    const done = results.flatMap(({ one, done }) => (done.kind === 'done' ? [{ one, kept: done.case }] : []));
    const left = done.toSorted((a, b) => a.kept.head.revision - b.kept.head.revision);
    while (left.length > 0) {
      const { revision } = left[0]!.kept.head;
      const told = left
        .filter(({ kept }) => kept.head.revision === revision)
        .map((each) => ({
          ...each,
          says: seen.map((model) => expected(spec, model, { ...each.one, atMs })),
        }));
      // What changed nothing answers with the case as it found it: of two that answer with the same one, who made it comes first.
      const fitting = told.flatMap((each) => {
        const fits = each.says.findLast((say) => say.kind === 'done' && say.model.revision === revision);
        return fits?.kind === 'done' ? [{ ...each, model: fits.model }] : [];
      });
      const next = fitting[0] ?? assert.fail(this.#told(told[0]!.one, told[0]!.says));
      agrees(spec, next.kept, next.model);
      if (revision > seen.at(-1)!.revision) seen.push(next.model);
      left.splice(
        left.findIndex(({ one }) => one === next.one),
        1,
      );
    }
    for (const { one, done } of results) {
      if (done.kind === 'done') continue;
      this.refused += 1;
      const says = seen.map((model) => expected(spec, model, { ...one, atMs }));
      const isSaid = says.some((say) => say.kind === 'refused' && say.code === done.code);
      assert.ok(isSaid, `${done.code}: ${this.#told(one, says)}`);
    }
    this.#model = seen.at(-1)!;
  }

  async finish(): Promise<void> {
    const kept = await this.#world.cases.ctx.store.read(this.#model.id);
    // A round in which everything was refused at the door may have left what was due undone.
    agrees(this.#world.spec, kept!, this.#model);
    await checkHistory({ ...this.#world, first: this.#first, kept: kept!, model: this.#model });
  }

  #told({ by, command }: Wish, says: readonly unknown[]): string {
    return `${by.account} wants ${JSON.stringify(command)} of ${JSON.stringify(this.#model)}; the model says ${JSON.stringify(says)}`;
  }
}
