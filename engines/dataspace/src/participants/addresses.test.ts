import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithinReach } from './addresses.ts';

const outside = { loopback: false, inside: false };
const everywhere = { loopback: true, inside: true };

test('public addresses are within reach, in either family', () => {
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    assert.equal(isWithinReach(address, outside), true, address);
});

test('this machine and private networks are so only where allowed, each by itself', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']) {
    assert.equal(isWithinReach(address, outside), false, address);
    assert.equal(isWithinReach(address, { loopback: false, inside: true }), false, address);
    assert.equal(isWithinReach(address, { loopback: true, inside: false }), true, address);
  }
  for (const address of [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ]) {
    assert.equal(isWithinReach(address, { loopback: true, inside: false }), false, address);
    assert.equal(isWithinReach(address, { loopback: false, inside: true }), true, address);
  }
});

test('link-local, multicast, documentation and embedded addresses never are', () => {
  for (const address of [
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
    '192.0.2.1',
    '2001:db8::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '::127.0.0.1',
    'localhost',
    '',
  ])
    assert.equal(isWithinReach(address, everywhere), false, address);
});
