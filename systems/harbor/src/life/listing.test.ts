import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantText } from '@finharbor/kernel';
import type { Body, Verified } from '../documents.ts';
import { type LifeFile, mayBeContracted, mayBeUsed, productLife } from './listing.ts';
import { reviewItems } from './review.ts';
import { dayMs, dayZero, History, productNumber } from './rights/testing.ts';

const version = 'a'.repeat(64);
const holder = 'tax';
const registry = 'hub';
const answers = reviewItems.map((item) => ({ item, verdict: 'met', finding: '' }) as const);

let count = 0;
function signed<T extends 'compliance_review' | 'listing_change' | 'listing_rules'>(
  type: T,
  issuer: string,
  body: Body<T>,
): Verified<T> {
  count += 1;
  const id = count.toString(16).padStart(64, '1');
  return { id, type, issuer, audience: ['*'], issuedAtMs: dayZero + count, body };
}
const review = (change: Partial<Body<'compliance_review'>> = {}, issuer = registry) =>
  signed('compliance_review', issuer, {
    product: productNumber,
    holder,
    version,
    decision: 'listed',
    level: 'general',
    answers,
    reason: '',
    ...change,
  });
const change = (issuer: string, what: Body<'listing_change'>['change']) =>
  signed('listing_change', issuer, { product: productNumber, holder, change: what, reason: 'Said.' });
const rules = (atMs: number, issuer = registry) =>
  signed('listing_rules', issuer, { reviewedFrom: instantText(atMs) });

function registered(): History {
  const history = new History();
  history.certify(history.register(holder, 'initial').id);
  return history;
}
const fileOf = (part: Partial<LifeFile> = {}): LifeFile => ({
  ...registered().file,
  registrations: registered().registrations,
  certificates: registered().certificates,
  decisions: [],
  holder,
  product: productNumber,
  reviews: [],
  changes: [],
  rules: [],
  ...part,
});
const lifeOf = (part: Partial<LifeFile> = {}, nowMs = dayZero + dayMs) =>
  productLife(fileOf(part), version, { registry, nowMs });
const stateOf = (part: Partial<LifeFile>) => lifeOf(part).state;

test('a version goes from registration by review to the list', () => {
  assert.equal(stateOf({ registrations: [], certificates: [] }), 'registration');
  assert.equal(stateOf({}), 'review');
  assert.equal(stateOf({ reviews: [review({ decision: 'returned' })] }), 'review');
  assert.equal(stateOf({ reviews: [review({ decision: 'returned' }), review()] }), 'listed');
  assert.equal(stateOf({ reviews: [review(), review({ decision: 'returned' })] }), 'review');
  assert.equal(stateOf({ reviews: [review({ version: 'b'.repeat(64) })] }), 'review');
});

test('nobody but the registry lists, and nobody its own party’s product', () => {
  assert.equal(stateOf({ reviews: [review({}, 'bank')] }), 'review');
  const ofHub = { ...fileOf(), holder: registry, reviews: [review({ holder: registry })] };
  assert.equal(productLife(ofHub, version, { registry, nowMs: dayZero + dayMs }).review, undefined);
});

test('no version is listed with core data, an item unmet or one left out', () => {
  const unmet = answers.map((answer) =>
    answer.item === 'terms' ? { ...answer, verdict: 'not_met' as const, finding: 'No.' } : answer,
  );
  const twice = [...answers.slice(1), answers[1]!];
  for (const bad of [
    { level: 'core' as const },
    { answers: unmet },
    { answers: answers.slice(1) },
    { answers: twice },
  ])
    assert.equal(stateOf({ reviews: [review(bad)] }), 'review');
});

test('each side lifts its own suspension only, and nobody a withdrawal', () => {
  const reviews = [review()];
  const both = [change(holder, 'suspended'), change(registry, 'suspended')];
  assert.equal(stateOf({ reviews, changes: both }), 'suspended');
  assert.equal(stateOf({ reviews, changes: [...both, change(holder, 'resumed')] }), 'suspended');
  const resumed = [...both, change(holder, 'resumed'), change(registry, 'resumed')];
  assert.equal(stateOf({ reviews, changes: resumed }), 'listed');
  assert.equal(stateOf({ reviews, changes: [change('bank', 'suspended')] }), 'listed');
  const gone = [change(holder, 'withdrawn'), change(holder, 'resumed'), change(registry, 'resumed')];
  assert.equal(stateOf({ reviews, changes: gone }), 'withdrawn');
});

test('a version that is not listed is contracted until the registry’s instant, and not from it on', () => {
  const at = dayZero + 5 * dayMs;
  const bare = { registrations: [], certificates: [] };
  const refusalAt = (nowMs: number, part: Partial<LifeFile>) => mayBeContracted(lifeOf(part, nowMs));
  assert.equal(refusalAt(at, bare), undefined);
  assert.equal(refusalAt(at - 1, { ...bare, rules: [rules(at)] }), undefined);
  assert.equal(refusalAt(at, { ...bare, rules: [rules(at)] }), 'product.not_listed');
  assert.equal(refusalAt(at, { ...bare, rules: [rules(at, 'bank')] }), undefined);
  assert.equal(refusalAt(at, { rules: [rules(at)], reviews: [review()] }), undefined);
  assert.equal(refusalAt(at, { changes: [change(holder, 'suspended')] }), 'product.suspended');
});

test('uses go on without a review, and stop with a suspension, a withdrawal and the end of a right', () => {
  const bare = { registrations: [], certificates: [], rules: [rules(dayZero)] };
  assert.equal(mayBeUsed(lifeOf(bare), holder), undefined);
  for (const what of ['suspended', 'withdrawn'] as const)
    assert.equal(
      mayBeUsed(lifeOf({ ...bare, changes: [change(registry, what)] }), holder),
      `product.${what}`,
    );
  const history = registered();
  const [certificate] = history.certificates;
  history.register(registry, 'revocation', { certificate: certificate!.id });
  const { registrations, certificates } = history;
  assert.equal(mayBeUsed(lifeOf({ registrations, certificates }), holder), 'product.right_ended');
});
