import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wasFiled } from './filed.ts';

test('a file was filed where a step was taken before it was taken away', () => {
  const attached = { type: 'attached', data: { document: 'plan', file: { sha256: 'a', name: 'a.pdf' } } };
  const detached = (document: string, sha256: string) => ({ type: 'detached', data: { document, sha256 } });
  const stepped = { type: 'stepped', data: { step: 'file' } };
  assert.equal(wasFiled([attached, stepped, detached('plan', 'a')], attached), true);
  assert.equal(wasFiled([attached, detached('plan', 'b'), detached('lease', 'a'), stepped], attached), true);
  assert.equal(wasFiled([attached, detached('plan', 'a'), stepped], attached), false);
  assert.equal(wasFiled([stepped, attached], attached), false);
});
