import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressGroup } from './address-group.ts';

test('an IPv4 address counts as itself, an IPv6 address as its first 64 bits, however it is written', () => {
  assert.equal(addressGroup('203.0.113.7'), '203.0.113.7');
  assert.equal(addressGroup('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(addressGroup('::ffff:cb00:7107'), '203.0.113.7');
  for (const same of [
    '2001:db8:0:1::7',
    '2001:DB8::1:2:3:4:5',
    '2001:db8:0:1:ffff:ffff:ffff:ffff',
    '2001:db8:0:1::',
  ])
    assert.equal(addressGroup(same), '2001:db8:0:1::/64', same);
  assert.equal(addressGroup('2001:db8:0:2::7'), '2001:db8:0:2::/64');
  assert.equal(addressGroup('fe80::1%eth0'), 'fe80:0:0:0::/64');
  assert.equal(addressGroup('::1'), '0:0:0:0::/64');
});

test('what is no address counts for nothing', () => {
  for (const text of ['', 'unknown', '203.0.113', '203.0.113.256', '2001:db8::1::2', 'a b'])
    assert.equal(addressGroup(text), undefined);
});
