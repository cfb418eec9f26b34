import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Binning, type BinningOptions, binOf, type ColumnValue, fitBinning } from './binning.ts';

const numeric = fc.array(
  fc.option(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    {
      freq: 6,
    },
  ),
  { minLength: 1, maxLength: 300 },
);
const category = fc.array(
  fc.option(
    fc.oneof(
      fc.constantFrom('A', 'B', 'missing', 'other', '', '__proto__', '金'),
      fc.string({ maxLength: 2 }),
    ),
    {
      freq: 6,
    },
  ),
  { minLength: 1, maxLength: 300 },
);
const limits = fc.record({
  minShare: fc.constantFrom(0, 0.05, 0.2, 0.5),
  minRows: fc.integer({ min: 1, max: 20 }),
});

function everyProperty(column: readonly ColumnValue[], options: BinningOptions): void {
  const least = Math.max(Math.ceil((options.minShare ?? 0.05) * column.length), options.minRows);
  if (column.length < least) {
    assert.throws(() => fitBinning(column, options), { code: 'fusion.too_few_rows' });
    return;
  }
  const binning = fitBinning(column, options);
  const bins = column.map((value) => binOf(binning, value));
  const counts = binning.labels.map((_, bin) => bins.filter((held) => held === bin).length);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    column.length,
    'each value in one bin that exists',
  );
  for (const count of counts) assert.ok(count >= least, `${count} < ${least}`);
  const again = JSON.parse(JSON.stringify(binning)) as Binning;
  assert.deepEqual(again, binning);
  assert.deepEqual(
    column.map((value) => binOf(again, value)),
    bins,
  );
  assert.ok(binOf(binning, null) < counts.length);
}

describe('binning', () => {
  it('puts each number into one bin that is large enough, keeps their order and survives JSON', () => {
    fc.assert(
      fc.property(
        numeric,
        limits,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (column, limit, unseen) => {
          const options: BinningOptions = { kind: 'numeric', ...limit };
          everyProperty(column, options);
          if (column.length < Math.max(Math.ceil(limit.minShare * column.length), limit.minRows)) return;
          const binning = fitBinning(column, options);
          const sorted = [...column.filter((value) => value !== null), unseen].sort((a, b) => a - b);
          const bins = sorted.map((value) => binOf(binning, value));
          assert.deepEqual(
            bins,
            bins.toSorted((a, b) => a - b),
          );
          assert.ok(bins.every((bin) => bin < binning.labels.length));
        },
      ),
    );
  });

  it('puts each category into one bin that is large enough and survives JSON', () => {
    fc.assert(
      fc.property(category, limits, fc.string(), (column, limit, unseen) => {
        const options: BinningOptions = { kind: 'category', ...limit };
        everyProperty(column, options);
        if (column.length < Math.max(Math.ceil(limit.minShare * column.length), limit.minRows)) return;
        const binning = fitBinning(column, options);
        assert.ok(binning.kind === 'category');
        if (!column.includes(unseen)) assert.equal(binOf(binning, unseen), binning.other);
      }),
    );
  });
});
