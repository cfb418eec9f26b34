import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didWebOf, didWebUrl } from './did-web.ts';

const strict = { loopback: false };

test('the examples of the did:web method lie where it says', () => {
  const examples = {
    'did:web:w3c-ccg.github.io': 'https://w3c-ccg.github.io/.well-known/did.json',
    'did:web:w3c-ccg.github.io:user:alice': 'https://w3c-ccg.github.io/user/alice/did.json',
    'did:web:example.com%3A3000:user:alice': 'https://example.com:3000/user/alice/did.json',
    'did:web:example.com%3A443': 'https://example.com/.well-known/did.json',
  };
  for (const [did, url] of Object.entries(examples)) assert.equal(didWebUrl(did, strict)?.href, url);
});

test('an address and its identifier lead to each other', () => {
  for (const did of ['did:web:bank.example', 'did:web:bank.example%3A8443', 'did:web:hub.example:bank:a']) {
    const root = didWebUrl(did, strict)!.href.replace(/\/(\.well-known\/)?did\.json$/, '');
    assert.equal(didWebOf(new URL(root)), did);
  }
});

test('http is for this machine by name, and only where that is allowed', () => {
  const did = 'did:web:localhost%3A8080:bank';
  assert.equal(didWebUrl(did, { loopback: true })?.href, 'http://localhost:8080/bank/did.json');
  assert.equal(didWebUrl(did, strict)?.protocol, 'https:');
  for (const other of ['did:web:localhost.example', 'did:web:example.com'])
    assert.equal(didWebUrl(other, { loopback: true })?.protocol, 'https:', other);
});

test('what could mean two places, or an address in numbers, is no identifier', () => {
  for (const did of [
    'did:web:127.0.0.1',
    'did:web:127.1',
    'did:web:0x7f000001',
    'did:web:2130706433',
    'did:web:169.254.169.254',
    'did:web:bank.example:..:etc',
    'did:web:bank.example:%2e%2e:etc',
    'did:web:bank.example:a%2Fb%2F..',
    'did:web:bank.example/etc',
    'did:web:user@bank.example',
    'did:web:bank.example%3A99999',
    'did:web:bank.example%2Fpath',
    'did:web:bank.example?query',
    'did:web:',
    'did:web::a',
    'did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw',
    `did:web:${'a'.repeat(600)}`,
  ])
    assert.equal(didWebUrl(did, { loopback: true }), undefined, did);
});
