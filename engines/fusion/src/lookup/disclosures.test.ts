import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observed } from '../psi/testing.ts';
import { lookupDisclosures, lookupStatement } from './disclosures.ts';
import { currentTable } from './store.ts';
import { labelOf, lookupMeshes, newPair } from './testing.ts';

test('a session sends what its disclosures say, to whom they say, and nothing else', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a', label: labelOf('1') }], { labelBytes: 1 });
  const heard = { holder: new Set<string>(), querier: new Set<string>() };
  const [holder, querier] = lookupMeshes();
  const meshes = [
    observed(holder, (label) => heard.holder.add(label)),
    observed(querier, (label) => heard.querier.add(label)),
  ] as const;
  await pair.ask(['a', 'b'], { meshes });
  const { manifest } = (await currentTable(pair.holder))!;
  for (const side of ['holder', 'querier'] as const) {
    const said = lookupDisclosures(manifest).filter(({ to }) => to === side || to === 'both');
    assert.deepEqual([...heard[side]].toSorted(), said.map(({ label }) => label).toSorted());
  }
});

test('what the holder hears has one length for any identifiers, and differs each time they are asked about', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a' }]);
  const heard: Uint8Array[][] = [];
  for (const ids of [['a'], ['a'], ['an identifier that is much longer and not there']]) {
    const messages: Uint8Array[] = [];
    const [holder, querier] = lookupMeshes();
    await pair.ask([], {});
    await pair.ask(ids, { meshes: [observed(holder, (_, message) => messages.push(message)), querier] });
    heard.push(messages);
  }
  const lengths = heard.map((messages) => messages.map(({ length }) => length));
  assert.deepEqual(lengths[0], lengths[1]);
  assert.deepEqual(lengths[0], lengths[2]);
  assert.notDeepEqual(heard[0], heard[1]);
});

test('the statement says in both languages what the table’s terms make of it', () => {
  const terms = { labelBytes: 8, mode: 'verifiable', largestQuery: 77 } as const;
  const { en, zh } = lookupStatement(terms);
  assert.match(en, /The holder learns: .* at most 77\./);
  assert.match(en, /with a proof of the key; .* what their labels are/);
  assert.match(zh, /至多 77 个/);
  assert.match(zh, /并附密钥使用证明；.*及其标签/);
  assert.equal(en.split('\n').length, zh.split('\n').length);
  assert.doesNotMatch(zh, /[A-Za-z]{2}/);
  const bare = lookupStatement({ ...terms, labelBytes: 0, mode: 'plain' });
  assert.doesNotMatch(bare.en, /proof|labels/);
  assert.doesNotMatch(bare.zh, /证明|标签/);
});
