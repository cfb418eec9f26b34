import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileName } from './file-name.ts';

const pdf = (given: string) => fileName(given, 'application/pdf');

test('a name keeps what is a name and loses what is more', () => {
  assert.equal(pdf('公司章程（终稿）.PDF'), '公司章程（终稿）.pdf');
  assert.equal(pdf('../../etc/方案.pdf'), '方案.pdf');
  assert.equal(pdf('C:\\Users\\ma\\方案.pdf'), '方案.pdf');
  assert.equal(pdf('a\r\nSet-Cookie: x=1.pdf'), 'aSet-Cookie_ x=1.pdf');
  assert.equal(pdf('"; rm -rf *.pdf'), '_; rm -rf _.pdf');
  assert.equal(pdf('invoice\u202Efdp.exe'), 'invoicefdp.exe.pdf', 'nothing turns it around');
  assert.equal(pdf('e\u0301tat\u200b.pdf'), 'état.pdf');
  assert.equal(pdf('...'), 'file.pdf');
  assert.equal(pdf('a/'), 'file.pdf');
  assert.equal(pdf('.pdf'), 'pdf.pdf');
  assert.equal(pdf('nul.pdf'), '_nul.pdf');
  assert.equal(fileName('照片.jpeg', 'image/jpeg'), '照片.jpeg');
  assert.equal(fileName('x.html', 'image/png'), 'x.html.png');
});

test('any name comes out short, visible, with its ending, and is left as it is a second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = pdf(given);
      assert.ok(Buffer.byteLength(name) <= 201 && name.length > 4 && name.endsWith('.pdf'), name);
      assert.doesNotMatch(name, /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]|^[. ]/u);
      assert.equal(pdf(name), name);
    }),
  );
});
