import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagWidth } from './session.ts';

test('tags are short where nobody cheats, but never so short that those of one long list meet each other', () => {
  const width = (receiverSize: number, senderSize: number): number =>
    tagWidth({ adversary: 'semi-honest' }, { receiverSize, senderSize });
  assert.equal(width(2 ** 20, 2 ** 20), 10);
  assert.equal(width(2 ** 20, 1), 8);
  assert.equal(width(1, 2 ** 20), 10);
  assert.equal(tagWidth({ adversary: 'malicious' }, { receiverSize: 1, senderSize: 1 }), 16);
});
