import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { brokenAt, brokenExtractAt, type Deed, extractOf, linked, noHead, type StoredLink } from './chain.ts';
import { person } from './testing/test-cases.ts';

const caseId = '01937f00-0000-7000-8000-000000000001';
const by = person('a', 'hub');
const deeds: readonly Deed[] = [
  { event: { type: 'opened', audience: 'all' }, by },
  { event: { type: 'commented', audience: 'office', text: 'Odd.', mentions: [] }, by },
  { event: { type: 'commented', audience: 'all', text: 'Hello.', mentions: [] }, by },
];
const chain = linked({ caseId, head: noHead, random: systemRandom }, { deeds, atMs: 1 });
const own = extractOf(
  caseId,
  chain.filter(({ audience }) => audience === 'all'),
);
const last = (links: readonly StoredLink[]) => links.at(-1)!.hash;

test('an extract verifies by itself, with the commitments of the whole chain, and tells of no other event', () => {
  assert.equal(brokenExtractAt(caseId, own, last(own)), undefined);
  assert.deepEqual(
    own.map(({ seq }) => seq),
    [1, 2],
  );
  assert.deepEqual(own[1]!.commitment, chain[2]!.commitment);
});

test('an extract does not pass for a whole chain, nor a part of one for an extract', () => {
  assert.equal(brokenAt(caseId, own, last(own)), 'The hash of event 1 is another.');
  assert.equal(brokenExtractAt(caseId, chain, last(chain)), 'The hash of event 1 is another.');
});

test('what is changed in an extract, left out, or of another case is named', () => {
  const changed = own.map((link) => (link.seq === 2 ? { ...link, body: { type: 'commented' } } : link));
  assert.equal(brokenExtractAt(caseId, changed, last(own)), 'Event 2 is not what was committed to.');
  assert.equal(brokenExtractAt(caseId, own.slice(0, 1), last(own)), 'The last hash is another.');
  assert.equal(brokenExtractAt(caseId, own.slice(1), last(own)), 'Event 1 is missing.');
  const other = '01937f00-0000-7000-8000-000000000002';
  assert.equal(brokenExtractAt(other, own, last(own)), 'The hash of event 1 is another.');
});
