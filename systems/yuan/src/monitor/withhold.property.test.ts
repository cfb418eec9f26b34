import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fewest, withheld } from './withhold.ts';

const cells = fc.array(fc.nat({ max: 40 }), { maxLength: 8 });

test('what is told is of ten people or of nobody, and so is what follows from the total', () => {
  fc.assert(
    fc.property(cells, (persons) => {
      const rows = persons.map((count, at) => ({ key: String(at), persons: count }));
      const held = withheld(rows);
      const sum = rows.filter(({ key }) => held.has(key)).reduce((all, one) => all + one.persons, 0);
      for (const { key, persons: count } of rows) assert.ok(held.has(key) || count === 0 || count >= fewest);
      const total = persons.reduce((all, count) => all + count, 0);
      assert.ok(sum === 0 || sum >= fewest || sum === total);
    }),
  );
});

test('nothing is withheld without need', () => {
  assert.deepEqual([...withheld([{ key: 'a', persons: 10 }])], []);
  assert.deepEqual(
    [
      ...withheld([
        { key: 'a', persons: 9 },
        { key: 'b', persons: 8 },
        { key: 'c', persons: 10 },
      ]),
    ],
    ['b', 'a'],
  );
});
