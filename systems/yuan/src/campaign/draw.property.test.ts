import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '@finharbor/kernel';
import fc from 'fast-check';
import { commitmentTo } from './commitment.ts';
import { type Draw, draw, type Entry, type Prize } from './draw.ts';

const campaign = 'luohu-2026';

function secretOf(no: number, drawer: string): Uint8Array {
  return sha256(`${no} ${drawer}`);
}

function drawOf(no: number, facts: Pick<Draw, 'entries' | 'prizes' | 'quotas'>): Draw {
  const secrets = { operator: secretOf(no, 'operator'), bureau: secretOf(no, 'bureau') };
  const commitments = {
    operator: commitmentTo(secrets.operator, { campaign, drawer: 'operator' }),
    bureau: commitmentTo(secrets.bureau, { campaign, drawer: 'bureau' }),
  };
  return { campaign, entriesRoot: sha256('entries').toHex(), secrets, commitments, ...facts };
}

const districts = ['luohu', 'futian', 'nanshan'] as const;
const entriesOf = (count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, at) => ({ entry: `e${at}`, district: districts[at % 3]! }));
const small = fc.nat(6);
const prizes: fc.Arbitrary<readonly Prize[]> = fc.array(
  fc.record({ amountMinor: fc.bigInt(1n, 20_000n), count: small }),
  { maxLength: 4 },
);

test('no quota and no prize is given twice, the dearest go first, and the order in which entries come changes nothing', () => {
  fc.assert(
    fc.property(
      fc.record({
        no: fc.nat(),
        count: fc.nat(40),
        quotas: fc.record({ luohu: small, futian: small, shekou: small }),
        prizes,
        noise: fc.infiniteStream(fc.nat()),
      }),
      ({ no, count, quotas, prizes, noise }) => {
        const entries = entriesOf(count);
        const drawn = draw(drawOf(no, { entries, prizes, quotas }));
        assert(drawn.kind === 'drawn');
        const { wins } = drawn;
        assert.equal(new Set(wins.map(({ entry }) => entry)).size, wins.length);
        const given = (district: string): number => wins.filter((win) => win.district === district).length;
        for (const district of districts)
          assert(given(district) <= (quotas[district as 'luohu'] ?? 0), district);
        const places = districts.map((district) =>
          Math.min(
            quotas[district as 'luohu'] ?? 0,
            entries.filter((entry) => entry.district === district).length,
          ),
        );
        const all = prizes.reduce((sum, prize) => sum + prize.count, 0);
        assert.equal(
          wins.length,
          Math.min(
            all,
            places.reduce((sum, one) => sum + one, 0),
          ),
        );
        const amounts = prizes.flatMap((prize) => Array<bigint>(prize.count).fill(prize.amountMinor));
        amounts.sort((a, b) => Number(b - a));
        assert.deepEqual(
          wins.map(({ amountMinor }) => amountMinor),
          amounts.slice(0, wins.length),
        );
        const shuffled = entries
          .map((entry) => ({ entry, at: noise.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        assert.deepEqual(draw(drawOf(no, { entries: shuffled, prizes, quotas })), drawn);
      },
    ),
  );
});

test('every entry is as likely as every other', () => {
  const entries = entriesOf(30).map(({ entry }) => ({ entry, district: 'luohu' }));
  const rounds = 3_000;
  const wins = new Map<string, number>();
  for (let no = 0; no < rounds; no++) {
    const drawn = draw(
      drawOf(no, { entries, prizes: [{ amountMinor: 1n, count: 10 }], quotas: { luohu: 10 } }),
    );
    assert(drawn.kind === 'drawn');
    for (const { entry } of drawn.wins) wins.set(entry, (wins.get(entry) ?? 0) + 1);
  }
  const expected = (rounds * 10) / 30;
  // A win leaves fewer for the others, which shrinks the spread of counts by 20 / 29 of the variance.
  const spread = entries.reduce(
    (sum, { entry }) => sum + ((wins.get(entry) ?? 0) - expected) ** 2 / (expected * (20 / 30)),
    0,
  );
  // Chi-square of 29 degrees of freedom: 99.9 % of honest draws stay below 58.3. The secrets are fixed, and so is the outcome.
  assert(spread * (29 / 30) < 58.3, `${spread}`);
});

test('a secret that was not committed to, or the other’s commitment copied, voids the draw and names who broke the word', () => {
  const facts = drawOf(1, { entries: entriesOf(3), prizes: [], quotas: {} });
  for (const drawer of ['operator', 'bureau'] as const) {
    const secrets = { ...facts.secrets, [drawer]: secretOf(2, drawer) };
    assert.deepEqual(draw({ ...facts, secrets }), { kind: 'void', reason: `${drawer}_broke_word` });
  }
  const copied = { ...facts.secrets, bureau: facts.secrets.operator };
  const commitments = { ...facts.commitments, bureau: facts.commitments.operator };
  assert.equal(draw({ ...facts, secrets: copied, commitments }).kind, 'void');
  const short = { ...facts.secrets, bureau: new Uint8Array(8) };
  assert.equal(draw({ ...facts, secrets: short }).kind, 'void');
});

test('every secret and the list of entries count', () => {
  const asked = {
    entries: entriesOf(9),
    prizes: [{ amountMinor: 1n, count: 2 }],
    quotas: { luohu: 2 },
  };
  const facts = drawOf(1, asked);
  const others = { ...facts, entriesRoot: sha256('others').toHex() };
  const seeds = [facts, others, drawOf(2, asked)].map((one) => {
    const drawn = draw(one);
    assert(drawn.kind === 'drawn');
    return drawn.seed;
  });
  assert.equal(new Set(seeds).size, 3);
  const [entry] = facts.entries;
  assert.deepEqual(draw({ ...facts, entries: [entry!, entry!] }), { kind: 'void', reason: 'entry_twice' });
});
