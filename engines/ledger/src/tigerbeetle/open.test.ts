import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { accountFilterFlags, mostEvents } from '../model/query.ts';
import { amountMax, transferFlags } from '../model/transfer.ts';
import { conformanceOf } from '../testing/conformance.ts';
import { loadClientPackage } from './client.ts';
import { openTigerBeetleLedger } from './open.ts';

const isInstalled: boolean = await loadClientPackage().then(
  () => true,
  () => false,
);

test('opening without a client to open it with, or without an address, says what is missing', async () => {
  const code = isInstalled ? 'ledger.client_not_started' : 'ledger.tigerbeetle_missing';
  await assert.rejects(openTigerBeetleLedger({ clusterId: 0n, addresses: [] }), { code });
});

const kind = { ledger: 1, code: 1 };
const address = process.env.FINHARBOR_TIGERBEETLE;

if (address === undefined)
  test('keeps what all backends promise', {
    skip: 'FINHARBOR_TIGERBEETLE names no server: ip:port of one whose cluster is 0, the one for tests',
  });
else againstServer(address);

function againstServer(address: string): void {
  // A session takes half a second to begin, and a cluster has 64.
  const opening = openTigerBeetleLedger({ clusterId: 0n, addresses: [address] });
  const stays = { async [Symbol.asyncDispose](): Promise<void> {} };
  conformanceOf('TigerBeetle', async () => ({ ledger: await opening, ...stays }));

  const openTwo = async (): Promise<readonly [debitAccountId: bigint, creditAccountId: bigint]> => {
    const first = BigInt(`0x${randomBytes(14).toString('hex')}`) << 16n;
    await (await opening).createAccounts([first, first + 1n].map((id) => ({ id, ...kind })));
    return [first, first + 1n];
  };

  test('TigerBeetle: the most rows there can be are told, though TigerBeetle answers with one less at once', async () => {
    const ledger = await opening;
    const [debitAccountId, creditAccountId] = await openTwo();
    const ids = Array.from({ length: mostEvents }, (_, k) => debitAccountId + BigInt(k));
    await ledger.createTransfers(
      ids.map((id) => ({ id, debitAccountId, creditAccountId, amount: 1n, ...kind })),
    );
    const { debits, reversed } = accountFilterFlags;
    const filter = { accountId: debitAccountId, limit: mostEvents };
    const forth = await ledger.getAccountTransfers({ ...filter, flags: debits });
    const back = await ledger.getAccountTransfers({ ...filter, flags: debits | reversed });
    assert.deepEqual(
      forth.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(back, forth.toReversed());
  });

  test('TigerBeetle: a pending transfer whose time is up is undone by itself, and is not posted any more', async () => {
    const ledger = await opening;
    const [debitAccountId, creditAccountId] = await openTwo();
    const { pending, postPendingTransfer } = transferFlags;
    const move = { debitAccountId, creditAccountId, amount: 5n, timeout: 1, ...kind };
    await ledger.createTransfers([{ id: debitAccountId, ...move, flags: pending }]);
    const setAside = async (): Promise<bigint> =>
      (await ledger.lookupAccounts([debitAccountId]))[0]!.debitsPending;
    assert.equal(await setAside(), 5n);
    while ((await setAside()) !== 0n) await setTimeout(50);
    const post = { id: creditAccountId, pendingId: debitAccountId, amount: amountMax };
    const [told] = await ledger.createTransfers([{ ...post, flags: postPendingTransfer }]);
    assert.equal(told!.status, 'pendingTransferExpired');
  });

  test('TigerBeetle: what is under way when the ledger is closed is told so, and so is what comes later', async () => {
    const ledger = await openTigerBeetleLedger({ clusterId: 0n, addresses: [address] });
    const closed = { code: 'ledger.closed' };
    const underWay = assert.rejects(ledger.lookupAccounts([1n]), closed);
    await ledger[Symbol.asyncDispose]();
    await underWay;
    await assert.rejects(ledger.lookupAccounts([1n]), closed);
  });

  after(async () => {
    await (await opening)[Symbol.asyncDispose]();
  });
}
