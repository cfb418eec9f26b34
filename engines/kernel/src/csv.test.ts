import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv.ts';

test('a cell is quoted where it must be, and none begins as a formula would', () => {
  assert.equal(csvLine(['海港', 'a,b', 'a"b', 'a\nb', '']), '海港,"a,b","a""b","a\nb",\r\n');
  assert.equal(csvLine(['=1+1', '+1', '-1', '@a', '\ta', '\ra']), `'=1+1,'+1,'-1,'@a,'\ta,"'\ra"\r\n`);
});
