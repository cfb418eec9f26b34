import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError } from '@finharbor/kernel';
import type { Journal } from '../engine/journal.ts';
import { Replay } from '../machine/replay.ts';
import { createTransferStatus } from '../model/status.ts';
import { Database } from './database.ts';
import type { Parts } from './life.ts';
import { simulate } from './simulate.ts';
import { simulateMany } from './simulate-many.ts';

const steps = 300;

test('100 seeds keep every promise, and meet every fault and every status', async () => {
  const counts = await simulateMany({ from: 0, runs: 100, steps });
  const faults = ['kill', 'clock steps back', 'connection lost before', 'connection lost after'];
  const outcomes = ['told', 'told late', 'ledger.taken_over', 'ledger.writer_gone', 'look', 'accounts'];
  const missed = [...faults, ...outcomes, 'refused', 'saved'].filter((what) => !counts[what]);
  assert.deepEqual(missed, []);
  assert.ok(counts.months! > 100, `${counts.months} months`);
  const statuses = Object.keys(createTransferStatus).filter((status) => !counts[status]);
  assert.deepEqual(statuses, []);
});

test('the same seed is the same run, to the last line', async () => {
  const lines = async (seed: number): Promise<readonly string[]> => {
    const said: string[] = [];
    const run = await simulate({ seed, steps, log: (line) => said.push(line) });
    return [...said, JSON.stringify(run)];
  };
  const first = await lines(3);
  assert.notDeepEqual(await lines(4), first);
  assert.deepEqual(await lines(3), first);
});

class LosesTheLastGroup extends Database {
  #held: Parameters<Database['append']> | undefined;

  override append(...group: Parameters<Database['append']>): 'kept' | 'idUsed' {
    if (this.#held) super.append(...this.#held);
    this.#held = group;
    return 'kept';
  }

  override takeOver(): number {
    this.#held = undefined;
    return super.takeOver();
  }
}

class HasNoFence extends Database {
  override append(rows: Parameters<Database['append']>[0]): 'kept' | 'idUsed' {
    return super.append(rows, this.epoch);
  }
}

class TellsTheOldestPages extends Database {
  override latestPages(): ReturnType<Database['latestPages']> {
    const oldest = [...this.pages.values()].toSorted((a, b) => Number(b.asOf - a.asOf));
    return [...new Map(oldest.map((image) => [`${image.kind}:${image.page}`, image])).values()];
  }
}

class IgnoresAges extends Replay {
  override page(image: Parameters<Replay['page']>[0]): void {
    super.page({ ...image, asOf: 0n });
  }
}

const wrapped = (change: (journal: Journal, database: Database) => Partial<Journal>): Partial<Parts> => ({
  journal: (journal, database) => ({ ...journal, ...change(journal, database) }),
});

const faulty: Readonly<Record<string, Partial<Parts>>> = {
  'a database that loses the last group': { database: () => new LosesTheLastGroup() },
  'a database without a fence': { database: () => new HasNoFence() },
  'pages of which not the latest are read': { database: () => new TellsTheOldestPages() },
  'a start that ignores how old pages are': { replay: (books) => new IgnoresAges(books) },
  'a start that reads only what is in no page': {
    reading: (reading) => ({ ...reading, entries: (afterNs) => reading.entries(afterNs).slice(1) }),
  },
  'a writer that tells before it is kept': wrapped((journal) => ({
    async append(addition) {
      journal.append(addition).catch(() => {});
      return 'kept';
    },
  })),
  'ids of ended months that nobody looks for': wrapped(() => ({ mayHold: () => () => false })),
  'a journal that finds nothing': wrapped(() => ({ find: async () => new Map() })),
  'pages that are saved although their group is not': wrapped((journal, database) => ({
    async append(addition) {
      const result = await journal.append(addition);
      if (result === 'idUsed') database.savePages(addition.images);
      return result;
    },
  })),
  'pages that say they are younger than they are': wrapped((journal) => ({
    append: (addition) =>
      journal.append({
        ...addition,
        images: addition.images.map((image) => ({ ...image, asOf: image.asOf + 2n })),
      }),
  })),
  'rounds that are over with their first page': wrapped((journal) => ({
    append: (addition) =>
      journal.append({ ...addition, replayFrom: addition.images[0]?.asOf ?? addition.replayFrom }),
  })),
};

for (const [what, parts] of Object.entries(faulty))
  test(`${what} would be found within 30 seeds`, async () => {
    for (let seed = 0; seed < 30; seed++) {
      const run = await simulate({ seed, steps, parts });
      if (run.kind === 'broken') return;
    }
    assert.fail('It was not found.');
  });

test('a run that fails is told in few steps, which fail in the same way', async () => {
  const plan = { from: 0, runs: 30, steps, parts: faulty['a database without a fence']! };
  const failure = await simulateMany(plan).then(
    () => assert.fail('It was not found.'),
    (error: FinharborError) => error,
  );
  assert.equal(failure.code, 'ledger.simulation_failed');
  const [, seed, only] = /--seed (\d+) --steps 300 --only ([\d,]+)/.exec(failure.publicMessage)!;
  const some = only!.split(',').map(Number);
  assert.ok(some.length < 60, `${some.length} steps`);
  const again = await simulate({ ...plan, seed: Number(seed), only: some });
  assert.ok(again.kind === 'broken');
  assert.ok(failure.publicMessage.includes(again.breach.message));
});
