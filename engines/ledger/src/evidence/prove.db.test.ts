import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transferFlags } from '../model/transfer.ts';
import type { AccountProof, Placed } from './proof.ts';
import { proveAccount, proveEntry } from './prove.ts';
import { openScene, type Scene, transfer } from './testing.ts';
import { verifyAccountProof } from './verify-account.ts';
import { verifyEntryProof } from './verify-entry.ts';
import { proofWords } from './words.ts';

const { pending, postPendingTransfer } = transferFlags;
const everAfter = 2n ** 63n - 1n;

let scene: Scene;
const times: bigint[] = [];

before(async () => {
  scene = await openScene();
  const { ledger, clock } = scene;
  await ledger.createAccounts([1n, 4n, 7n, 8n].map((id) => ({ id, ledger: 1, code: 1 })));
  await scene.checkpoint();
  for (let k = 1; k <= 20; k++) {
    clock.advance(1000);
    const of = k % 3 === 0 ? { debitAccountId: 4n, creditAccountId: 7n } : {};
    const how = k === 10 ? { flags: pending } : {};
    const [made] = await ledger.createTransfers([transfer(BigInt(k), { ...of, ...how })]);
    times.push(made!.timestamp);
    if (k === 7 || k === 14) await scene.checkpoint(3);
  }
  await ledger.createTransfers([
    transfer(21n, { pendingId: 10n, amount: 4n, flags: postPendingTransfer }),
    transfer(22n, { debitAccountId: 99n }),
  ]);
  await scene.checkpoint();
});
after(() => scene[Symbol.asyncDispose]());

const prove = async (accountId: bigint, from: bigint, to: bigint): Promise<AccountProof> => {
  const proving = await proveAccount(scene, { accountId, from, to });
  assert.equal(proving.kind, 'proof');
  return (proving as typeof proving & { kind: 'proof' }).proof;
};
const verify = (proof: unknown, accountId: bigint) =>
  verifyAccountProof(proof, { ...scene.policy, accountId });

test('an account sees all its entries, on their sides, with their amounts', async () => {
  const verdict = await verify(JSON.parse(JSON.stringify(await prove(4n, 0n, everAfter))), 4n);
  assert.ok(verdict.kind === 'proven');
  const { entries, isFromOpening, account } = verdict.statement;
  assert.deepEqual(
    entries.map(({ id, side, amount }) => [id, side, amount]),
    [
      ...Array.from({ length: 20 }, (_, k) => [BigInt(k + 1), (k + 1) % 3 === 0 ? 'debit' : 'credit', 10n]),
      [21n, 'credit', 4n],
    ],
  );
  assert.deepEqual([isFromOpening, account.id, account.ledger], [true, 4n, 1]);
});

test('a time in the middle is whole, and one without entries is shown to have none', async () => {
  const some = await verify(await prove(7n, times[3]!, times[12]!), 7n);
  assert.ok(some.kind === 'proven');
  assert.deepEqual(
    some.statement.entries.map(({ id }) => id),
    [6n, 9n, 12n],
  );
  assert.equal(some.statement.isFromOpening, false);
  const none = await verify(await prove(7n, times[3]!, times[4]!), 7n);
  assert.ok(none.kind === 'proven');
  assert.deepEqual(none.statement.entries, []);
  const never = await verify(await prove(8n, 0n, everAfter), 8n);
  assert.ok(never.kind === 'proven');
  assert.deepEqual([never.statement.entries, never.statement.isFromOpening], [[], true]);
});

test('a proof shows of other accounts nothing but hashes', async () => {
  const text = JSON.stringify(await prove(8n, 0n, everAfter));
  for (const id of [1n, 4n, 7n]) {
    const proof = await prove(id, 0n, everAfter);
    for (const { record } of [proof.opening, ...proof.entries]) assert.ok(!text.includes(record));
  }
});

const without = <Item>(list: readonly Item[], at: number): Item[] => list.filter((_, k) => k !== at);
const altered = (placed: Placed, change: (record: Uint8Array) => void): Placed => {
  const record = Uint8Array.fromBase64(placed.record);
  change(record);
  return { ...placed, record: record.toBase64() };
};

test('what is left out, added, altered or moved is noticed', async () => {
  const proof = await prove(4n, times[3]!, times[12]!);
  const other = await prove(1n, times[3]!, times[12]!);
  const longer = await prove(4n, 0n, everAfter);
  const reasonOf = async (change: Partial<AccountProof>): Promise<string> => {
    const verdict = await verify({ ...proof, ...change }, 4n);
    return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
  };
  const { entries, stretches } = proof;
  assert.equal(await reasonOf({}), 'proven');
  assert.equal(await reasonOf({ entries: without(entries, 0) }), 'thread_broken');
  assert.equal(await reasonOf({ entries: without(entries, 4) }), 'thread_broken');
  assert.equal(await reasonOf({ entries: entries.slice(0, -1) }), 'end_wrong');
  assert.equal(await reasonOf({ entries: entries.toReversed() }), 'thread_broken');
  assert.equal(await reasonOf({ entries: [entries[0]!, ...entries] }), 'thread_broken');
  assert.equal(await reasonOf({ entries: [...entries, longer.entries[13]!] }), 'entry_out_of_time');
  assert.equal(await reasonOf({ from: '0' }), 'thread_broken');
  assert.equal(await reasonOf({ to: everAfter.toString() }), 'end_wrong');
  assert.equal(await reasonOf({ to: times[11]!.toString() }), 'entry_out_of_time');
  assert.equal(await reasonOf({ end: longer.end, stretches: longer.stretches }), 'end_wrong');
  assert.equal(await reasonOf({ stretches: without(stretches, 1) }), 'entry_not_included');
  assert.equal(await reasonOf({ stretches: [...stretches, stretches[0]!] }), 'stretch_repeated');
  assert.equal(await reasonOf({ opening: other.opening }), 'opening_wrong');
  const bigger = altered(entries[2]!, (record) => record.set([1], 75));
  assert.equal(await reasonOf({ entries: entries.with(2, bigger) }), 'entry_not_included');
  const elsewhere = { ...entries[2]!, index: entries[2]!.index + 1 };
  assert.equal(await reasonOf({ entries: entries.with(2, elsewhere) }), 'entry_not_included');
  const [first] = stretches;
  const forged = { ...first!, leaf: first!.leaf.replace('"number":0', '"number":9') };
  assert.equal(await reasonOf({ stretches: stretches.with(0, forged) }), 'entry_not_included');
});

test('one entry is proven by itself, and what is not logged is not', async () => {
  const { log, policy, ledger, url } = scene;
  const proving = await proveEntry({ url, log }, times[5]!);
  assert.ok(proving.kind === 'proof');
  const verdict = await verifyEntryProof(JSON.parse(JSON.stringify(proving.proof)), policy);
  assert.ok(verdict.kind === 'proven');
  assert.deepEqual([verdict.entry.id, verdict.entry.timestamp], [6n, times[5]]);
  const reasonOf = async (
    change: Partial<typeof policy>,
    proof: unknown = proving.proof,
  ): Promise<string> => {
    const refused = await verifyEntryProof(proof, { ...policy, ...change });
    return refused.kind === 'refused' ? refused.reason : refused.kind;
  };
  assert.equal(await reasonOf({ journal: 'example.com/other' }), 'journal_unknown');
  assert.equal(await reasonOf({ quorum: 1 }), 'quorum_missed');
  assert.equal(await reasonOf({}, { ...proving.proof, more: 1 }), 'malformed');
  const entry = altered(proving.proof.entry, (record) => record.set([9], 111));
  assert.equal(await reasonOf({}, { ...proving.proof, entry }), 'entry_not_included');
  assert.equal((await proveEntry(scene, times[5]! + 1n)).kind, 'unknown');
  const [made] = await ledger.createTransfers([transfer(99n, { debitAccountId: 8n, creditAccountId: 7n })]);
  assert.equal((await proveEntry(scene, made!.timestamp)).kind, 'not_logged');
  assert.equal((await proveAccount(scene, { accountId: 77n, from: 0n, to: 1n })).kind, 'unknown');
});

test('the verdict is told in both languages, with what it does not prove', async () => {
  const verdict = await verify(await prove(7n, 0n, everAfter), 7n);
  const [en, zh] = [proofWords(verdict, 'en'), proofWords(verdict, 'zh')];
  assert.match(en.proven[0]!, /account 7 has 6 entries/);
  assert.match(zh.proven[0]!, /账户 7 共有 6 笔/);
  assert.match(en.proven.at(-1)!, /No witness/);
  assert.equal(en.notProven.length, zh.notProven.length);
  const refused = await verify({}, 7n);
  assert.deepEqual(proofWords(refused, 'en').proven, []);
  assert.match(proofWords(refused, 'zh').notProven[0]!, /malformed/);
});
