import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attachment } from './attachment.ts';

test('a Chinese name stands whole in the form of RFC 8187 and readable in ASCII beside it', () => {
  assert.equal(
    attachment('使用凭证 ab12.pdf'),
    `attachment; filename="_ ab12.pdf"; filename*=UTF-8''%E4%BD%BF%E7%94%A8%E5%87%AD%E8%AF%81%20ab12.pdf`,
  );
});

test('whatever a name holds, the field is one line of ASCII and names a file of no other folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (name) => {
      const field = attachment(name);
      const [, ascii = '', encoded = ''] =
        /^attachment; filename="([^"\\%]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*)$/.exec(field) ??
        [];
      assert.match(field, /^[\x20-\x7e]+$/);
      for (const saved of [ascii, decodeURIComponent(encoded)]) {
        assert.doesNotMatch(saved, /[/\\:\r\n"]/);
        assert.doesNotMatch(saved, /^\./);
        assert.notEqual(saved, '');
      }
    }),
  );
});

test('half a surrogate pair does not stop the answer', () => {
  assert.match(attachment('a\ud800b.pdf'), /filename\*=UTF-8''a%EF%BF%BDb\.pdf$/);
});
