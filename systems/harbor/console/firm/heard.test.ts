import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeHeard } from './heard.ts';

const fingerprint = '0123 4567 89ab cdef 0011 2233 4455 66af';

test('what a steward types is the same only where it is the fingerprint’s last two groups, whole', () => {
  for (const typed of ['4455 66af', '445566af', ' 44 55 66 AF ', '4455 66AF'])
    assert.equal(judgeHeard(fingerprint, typed), 'same', typed);
  for (const typed of ['', '66af', '4455 66a'])
    assert.equal(judgeHeard(fingerprint, typed), 'unfinished', typed);
  for (const typed of ['2233 4455', '4455 66ae', '0123 4567', '2233 4455 66af', '4455 66af0', fingerprint])
    assert.equal(judgeHeard(fingerprint, typed), 'differs', typed);
});
