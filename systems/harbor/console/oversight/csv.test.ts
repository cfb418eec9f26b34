import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from './csv.ts';

test('a spreadsheet reads Chinese, commas, quotes and lines as they were, and takes no cell for a formula', () => {
  assert.equal(
    csvOf([
      ['用途', 'a,b', 'say "yes"', 'two\nlines'],
      ['=1+1', '+1', '-1', '@x'],
      ['=a,"b"', '1-1', '', '\t=1'],
    ]),
    '\uFEFF用途,"a,b","say ""yes""","two\nlines"\r\n' +
      "'=1+1,'+1,'-1,'@x\r\n" +
      '"\'=a,""b""",1-1,,\'\t=1\r\n',
  );
});
