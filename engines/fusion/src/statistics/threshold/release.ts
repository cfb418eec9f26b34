import type { Shared } from '../../shares/engine.ts';
import { cutColumns } from '../../shares/matrix.ts';
import type { Query } from '../tables/share-table.ts';
import type { Table } from '../tables/table.ts';
import { divisionsOf } from './lines.ts';
import { visibleCells } from './suppress.ts';

/** A table ready to be opened, cells × (1 + moments): whether the cell is shown, then its moments, zeros where it is not. */
export async function withholdSmall(
  { engine, plan, rows }: Query,
  table: Table,
  sums: Shared,
): Promise<Shared> {
  const columns = table.moments.length;
  const counts = engine.local(table.cells, 1, () => cutColumns(sums.words, columns, [0, 1]));
  const visible = await visibleCells(engine, {
    counts,
    most: rows,
    smallestGroup: plan.smallestGroup,
    divisions: divisionsOf(table),
  });
  const spread = engine.local(table.cells, columns, () =>
    BigUint64Array.from(sums.words, (_, at) => visible.words[Math.floor(at / columns)]!),
  );
  const shown = await engine.entrywise(
    'threshold/shown',
    await engine.mask('threshold/visible', spread),
    await engine.mask('threshold/sums', sums),
  );
  return engine.local(table.cells, 1 + columns, () => {
    const words = new BigUint64Array(table.cells * (1 + columns));
    for (let cell = 0; cell < table.cells; cell++) {
      words[cell * (1 + columns)] = visible.words[cell]!;
      words.set(shown.words.subarray(cell * columns, (cell + 1) * columns), cell * (1 + columns) + 1);
    }
    return words;
  });
}
