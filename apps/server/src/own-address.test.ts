import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HubConfig } from './config.ts';
import { ownAddress } from './own-address.ts';

const config = { party: 'hub', name: { en: 'Harbor', zh: '港' } } as HubConfig;

test('passkeys hold at the public address; on loopback at localhost; at another IP address nowhere', () => {
  const siteAt = (publicUrl: string) => {
    const site = ownAddress({ ...config, publicUrl }).site();
    return site && [site.id, ...site.origins];
  };
  assert.deepEqual(siteAt('https://harbor.example'), ['harbor.example', 'https://harbor.example']);
  assert.deepEqual(siteAt('http://127.0.0.1:8080'), ['localhost', 'http://localhost:8080']);
  for (const address of ['http://10.0.0.5:8080', 'http://[::1]:8080'])
    assert.equal(siteAt(address), undefined);
  const own = ownAddress(config);
  assert.equal(own.site(), undefined, 'not known before it listens');
  own.listening('http://127.0.0.1:9000');
  assert.equal(own.site()?.origins[0], 'http://localhost:9000');
});
