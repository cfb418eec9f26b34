import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import { clients } from './client.ts';

function seen(headers: IncomingHttpHeaders, { from = '10.0.0.9', proxies = ['10.0.0.9'] } = {}) {
  const { hook, current } = clients(proxies);
  let client = current();
  hook({ headers, socket: { remoteAddress: from } }, undefined, () => {
    client = current();
  });
  return client;
}

test('the address is the socket’s; a trusted proxy’s last hop in its place, never an earlier one', () => {
  const forwarded = { 'x-forwarded-for': '1.1.1.1, 203.0.113.7' };
  assert.equal(seen(forwarded).address, '203.0.113.7');
  assert.equal(seen(forwarded, { proxies: [] }).address, '10.0.0.9');
  assert.equal(seen(forwarded, { from: '10.0.0.8' }).address, '10.0.0.8');
  assert.equal(seen({ 'x-forwarded-for': '203.0.113.7, <script>' }).address, '10.0.0.9');
  assert.equal(seen({}).address, '10.0.0.9');
  assert.equal(seen(forwarded, { from: '::ffff:10.0.0.9' }).address, '203.0.113.7');
});

test('of what a browser says of itself two hundred characters are kept', () => {
  assert.equal(seen({ 'user-agent': 'x'.repeat(5000) }).userAgent.length, 200);
  assert.equal(seen({}).userAgent, '');
});
