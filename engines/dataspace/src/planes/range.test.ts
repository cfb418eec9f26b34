import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentRange, readContentRange, wantedOf } from './range.ts';

const version = { size: 10_000, etag: '"v1"' };
const asked = (range: string | undefined, ifRange?: string) => wantedOf({ range, ifRange }, version);
const part = (from: number, to: number) => ({ kind: 'part', span: { from, to } });

describe('Range (RFC 9110, section 14)', () => {
  it('reads the examples of the standard, for a representation of 10,000 bytes', () => {
    assert.deepEqual(asked('bytes=0-499'), part(0, 500));
    assert.deepEqual(asked('bytes=500-999'), part(500, 1000));
    assert.deepEqual(asked('bytes=-500'), part(9500, 10_000));
    assert.deepEqual(asked('bytes=9500-'), part(9500, 10_000));
    assert.deepEqual(asked('bytes=0-99999'), part(0, 10_000));
    assert.deepEqual(asked('bytes=-99999'), part(0, 10_000));
  });

  it('cannot be satisfied beyond the end', () => {
    for (const range of ['bytes=10000-', 'bytes=10000-10001', 'bytes=-0'])
      assert.deepEqual(asked(range), { kind: 'unsatisfiable' }, range);
    assert.deepEqual(wantedOf({ range: 'bytes=-5', ifRange: undefined }, { size: 0, etag: '"e"' }), {
      kind: 'unsatisfiable',
    });
  });

  it('is the whole where it is left out, cannot be read, or is of another version', () => {
    for (const range of [
      undefined,
      'bytes=',
      'bytes=-',
      'bytes=5-1',
      'rows=0-1',
      'bytes=0-1,5-6',
      'bytes=x-1',
    ])
      assert.deepEqual(asked(range), { kind: 'whole' }, String(range));
    assert.deepEqual(asked('bytes=0-1', '"v0"'), { kind: 'whole' });
    assert.deepEqual(asked('bytes=0-1', 'W/"v1"'), { kind: 'whole' });
    assert.deepEqual(asked('bytes=0-1', 'Thu, 26 Nov 2026 08:00:00 GMT'), { kind: 'whole' });
    assert.deepEqual(asked('bytes=0-1', '"v1"'), part(0, 2));
  });

  it('says which part an answer is', () => {
    const field = contentRange({ from: 42, to: 1234 }, 1234);
    assert.equal(field, 'bytes 42-1233/1234');
    assert.deepEqual(readContentRange(field), { from: 42, to: 1234, size: 1234 });
    for (const other of [undefined, 'bytes 42-1233/*', 'bytes */1234'])
      assert.equal(readContentRange(other), undefined);
  });
});
