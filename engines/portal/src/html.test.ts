import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentText, html } from './html.ts';

const made = (part: Parameters<typeof html>[1]): string =>
  documentText(html`<p title="${String(part)}">${part}</p>`);

test('whatever text is put in, it is text: of a document with it, a parser finds the tags of the template alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      assert.match(made(text), /^<p title="[^"<>]*">[^<>]*<\/p>$/s);
    }),
  );
  for (const text of [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='x",
    '</p><!--',
    ']]>',
    '&lt;b&gt;',
  ])
    assert.doesNotMatch(made(text).slice(3, -4).replace('">', ''), /[<>]/, text);
});

test('what no document may have is replaced: control characters, halves of pairs', () => {
  assert.equal(
    documentText(html`${'a\u0000\u0007\u009f\ufffe\ud800b\tc\n'}`),
    'a\ufffd\ufffd\ufffd\ufffd\ufffdb\tc\n',
  );
});

test('text of a value is never taken for a template, whatever shape a value has', () => {
  const forged = JSON.parse('{"text":"<b>"}') as string;
  assert.throws(() => documentText(html`<p>${forged}</p>`));
  assert.equal(
    documentText(html`<p>${['<b>', html`<i>${'<'}</i>`, undefined, false]}</p>`),
    '<p>&lt;b&gt;<i>&lt;</i></p>',
  );
});

test('an address leads to this site or by http, never to a script or to another site without saying so', () => {
  const link = (to: string): string => documentText(html`<a href="${to}">x</a>`);
  for (const to of ['/open/en', '#main', '?q=1', 'https://example.org/'])
    assert.equal(link(to), `<a href="${to}">x</a>`);
  for (const to of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//example.org',
    '/\\example.org',
    '',
  ])
    assert.throws(() => link(to), /leads to no address/, to);
});

test('a template that could run a script, or takes a part where none can be escaped, is refused', () => {
  const refused = [
    () => html`<script>${'x'}</script>`,
    () => html`<p onclick="${'x'}">y</p>`,
    () => html`<p style="${'x'}">y</p>`,
    () => html`<p title=${'x'}>y</p>`,
    () => html`<p ${'title'}="x">y</p>`,
    () => html`<${'p'}>y</p>`,
    () => html`<!-- ${'x'} -->`,
    () => html`<p title="${html`<b>x</b>` as unknown as string}">y</p>`,
  ];
  for (const template of refused) assert.throws(template, Error);
});
