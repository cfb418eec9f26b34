import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { decodeStatusList, encodeStatusList, statusListSize } from './status-list.ts';

// The encodedList of the example credential in Bitstring Status List v1.0, section 2.2.
const example = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA';

const packed = (bytes: Uint8Array): string => `u${gzipSync(bytes).toString('base64url')}`;

test('the list of the specification has no place set', () => {
  const isSet = decodeStatusList(example)!;
  for (let position = 0; position < statusListSize; position++)
    if (isSet(position) !== false) assert.fail(`place ${position}`);
  assert.equal(isSet(statusListSize), undefined);
});

test('the first place is the leftmost bit', () => {
  const bytes = new Uint8Array(statusListSize / 8);
  bytes[0] = 0b1000_0001;
  bytes[1] = 0b0100_0000;
  const isSet = decodeStatusList(packed(bytes))!;
  assert.deepEqual(
    [0, 1, 7, 8, 9].map((position) => isSet(position)),
    [true, false, true, false, true],
  );
});

test('exactly the places that were set come back', () => {
  const places = [0, 7, 8, 4711, statusListSize - 1];
  const isSet = decodeStatusList(encodeStatusList(places))!;
  const found = Array.from({ length: statusListSize }, (_, position) => position).filter(isSet);
  assert.deepEqual(found, places);
  assert.throws(() => encodeStatusList([statusListSize]), { code: 'dataspace.status_out_of_range' });
});

test('a list that is too short, blows up, or is none is not read', () => {
  for (const text of [
    packed(new Uint8Array(statusListSize / 8 - 1)),
    packed(new Uint8Array(2_000_000)),
    example.slice(1),
    `z${example.slice(1)}`,
    example.slice(0, 30),
    'u',
    '',
  ])
    assert.equal(decodeStatusList(text), undefined, text.slice(0, 20));
});
