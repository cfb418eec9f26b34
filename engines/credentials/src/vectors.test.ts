import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { digestOf } from './sd-jwt/disclosure.ts';
import { isSignedBy } from './sd-jwt/jws.ts';
import { presentCredential } from './sd-jwt/present.ts';
import { readSdJwt } from './sd-jwt/read.ts';
import { packList, statusAt, unpackList } from './status/list.ts';
import { issued, issuerJwk } from './testing/rfc9901.ts';

test('RFC 9901, 4.2.3: the digest of a disclosure', () => {
  const disclosure = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
  assert.equal(digestOf(disclosure), 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
});

test('RFC 9901, 5.1: the issued SD-JWT is signed by its issuer, and its ten disclosures find their places', () => {
  const read = readSdJwt(issued)!;
  assert.ok(isSignedBy(read.issued, createPublicKey({ key: issuerJwk, format: 'jwk' })));
  assert.deepEqual(structuredClone(read.claims), {
    ...{ iss: 'https://issuer.example.com', iat: 1683000000, exp: 1883000000, sub: 'user_42' },
    nationalities: ['US', 'DE'],
    cnf: {
      jwk: {
        ...{ kty: 'EC', crv: 'P-256', x: 'TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc' },
        y: 'ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ',
      },
    },
    ...{
      given_name: 'John',
      family_name: 'Doe',
      email: 'johndoe@example.com',
      phone_number: '+1-202-555-0101',
    },
    ...{ phone_number_verified: true, birthdate: '1940-01-01', updated_at: 1570000000 },
    address: { street_address: '123 Main St', locality: 'Anytown', region: 'Anystate', country: 'US' },
  });
});

test('RFC 9901, 5.2: what is not disclosed is not there, elements of arrays included', () => {
  const shown = readSdJwt(presentCredential(issued, { disclose: ['given_name'] }))!;
  assert.equal(shown.claims.given_name, 'John');
  assert.deepEqual(shown.claims.nationalities, []);
  assert.deepEqual(shown.disclosed, ['given_name']);
});

/** Token Status List, 4.1 and appendix: entries of one and of two bits. */
const lists = [
  { bits: 1, lst: 'eNrbuRgAAhcBXQ', statuses: [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1] },
  { bits: 2, lst: 'eNo76fITAAPfAgc', statuses: [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3] },
] as const;

for (const { bits, lst, statuses } of lists)
  test(`Token Status List, 4: a list of ${bits} bits is packed and read as the document says`, () => {
    assert.deepEqual(packList({ bits, size: statuses.length }, statuses.entries()), { bits, lst });
    const read = unpackList({ bits, lst })!;
    assert.deepEqual(
      statuses.map((_, at) => statusAt(read, at)),
      [...statuses],
    );
    assert.equal(statusAt(read, 8 * read.entries.length), undefined);
  });
