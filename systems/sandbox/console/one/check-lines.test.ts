import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLines } from '@finharbor/sandbox/contract';
import { faultsOf } from './check-lines.ts';

test('each line that the server would not take says which it is and why, before anything is sent', () => {
  const table = [
    'indicator,day,value',
    'faults,2026-03-01,1',
    'faults,2026-03-02,many',
    'unheard,2026-03-01,1',
    'faults,2026-03-05,2',
  ];
  const faults = faultsOf(csvLines(table.join('\n'))!, [{ indicator: 'faults' }], '2026-03-04');
  assert.deepEqual(
    faults.map(({ line, why }) => [line, why]),
    [
      [3, 'form'],
      [4, 'indicator'],
      [5, 'future'],
    ],
  );
});
