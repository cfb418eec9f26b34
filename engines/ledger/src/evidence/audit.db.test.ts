import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountFlags } from '../model/account.ts';
import { transferFlags } from '../model/transfer.ts';
import { auditJournal, type JournalAudit } from './audit.ts';
import type { JournalFinding } from './findings.ts';
import { openScene, type Scene, transfer } from './testing.ts';

const { pending, postPendingTransfer, voidPendingTransfer } = transferFlags;

/** A ledger with two stretches of more than a block, and entries that no stretch has. */
async function furnish(scene: Scene): Promise<readonly bigint[]> {
  const { ledger, clock, checkpoint } = scene;
  await ledger.createAccounts(
    [1n, 4n, 7n].map((id) => ({ id, ledger: 1, code: 1, flags: id === 4n ? accountFlags.history : 0 })),
  );
  const told = await ledger.createTransfers(Array.from({ length: 300 }, (_, k) => transfer(BigInt(k + 1))));
  await checkpoint();
  clock.advance(5000);
  await ledger.createAccounts([{ id: 8n, ledger: 1, code: 1 }]);
  const later = await ledger.createTransfers([
    transfer(301n, { flags: pending }),
    transfer(302n, { debitAccountId: 8n, creditAccountId: 7n, flags: pending, timeout: 1 }),
    transfer(303n, { pendingId: 301n, amount: 3n, flags: postPendingTransfer }),
    transfer(304n, { debitAccountId: 99n }),
    transfer(305n, { flags: pending }),
    transfer(306n, { pendingId: 305n, amount: 0n, flags: voidPendingTransfer }),
  ]);
  clock.advance(5000);
  const expired = await ledger.createTransfers([transfer(307n)]);
  await checkpoint();
  const rest = await ledger.createTransfers([transfer(308n), transfer(309n, { debitAccountId: 7n })]);
  return [...told, ...later, ...expired, ...rest].map(({ timestamp }) => timestamp);
}

const audit = ({ url, log, ledger }: Scene): Promise<JournalAudit> =>
  auditJournal({ url, log, writer: ledger.lookupAccounts });
const seen = ({ findings }: JournalAudit): readonly string[] =>
  findings.map((finding: JournalFinding) =>
    Object.values(finding)
      .map((value) => String(value))
      .join(' '),
  );

test('a journal that nobody touched is found to be what the log and the writer say', async () => {
  await using scene = await openScene();
  await furnish(scene);
  const { findings, more, stretches, entries, accounts, moved } = await audit(scene);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    { more, stretches, entries, accounts, moved },
    { more: 0, stretches: 2, entries: 310, accounts: 4, moved: 0 },
  );
});

/** What somebody who owns the database may do, and what must be found of it; `$1` is the moment of the transfer. */
const attacks: readonly (readonly [
  name: string,
  transfer: number,
  statement: string,
  found: readonly string[],
])[] = [
  ['an amount', 200, 'update ledger_entry set amount = 11 where "timestamp" = $1', ['changed entry $1 0']],
  [
    'an amount below 0',
    200,
    'update ledger_entry set amount = -10 where "timestamp" = $1',
    ['malformed entry $1'],
  ],
  ['a fraction', 200, 'update ledger_entry set amount = 10.5 where "timestamp" = $1', ['malformed entry $1']],
  [
    'a flag by way of the code',
    301,
    'update ledger_entry set code = code + 65536 * flags, flags = 0 where "timestamp" = $1',
    ['malformed entry $1'],
  ],
  ['who is paid', 20, 'update ledger_entry set credit_no = 2 where "timestamp" = $1', ['changed entry $1 0']],
  [
    'an id',
    20,
    'update ledger_entry set id = \'00000000-0000-0000-0000-0000000003e7\' where "timestamp" = $1',
    ['changed entry $1 0'],
  ],
  [
    'nothing to 0',
    20,
    'update ledger_entry set user_data_32 = 0 where "timestamp" = $1',
    ['changed entry $1 0'],
  ],
  [
    'user data',
    20,
    'update ledger_entry set user_data_64 = 1 where "timestamp" = $1',
    ['changed entry $1 0'],
  ],
  [
    'a link',
    20,
    'update ledger_entry set debit_previous = debit_previous - 1 where "timestamp" = $1',
    ['changed entry $1 0', 'thread $1 0'],
  ],
  ['a removed row', 20, 'delete from ledger_entry where "timestamp" = $1', ['removed entry $1 0']],
  ['a removed posting', 303, 'delete from ledger_entry where "timestamp" = $1', ['removed entry $1 1']],
  [
    'a removed pending transfer',
    301,
    'delete from ledger_entry where "timestamp" = $1',
    ['removed entry $1 1'],
  ],
  ['a removed refusal', 304, 'delete from ledger_entry where "timestamp" = $1', ['removed entry $1 1']],
  [
    'a moved row',
    300,
    'update ledger_entry set "timestamp" = "timestamp" + 1000 where "timestamp" = $1',
    ['removed entry $1 0'],
  ],
  [
    'an added row',
    300,
    'insert into ledger_entry ("timestamp", kind, id, debit_no, credit_no, amount, code, flags) values ($1 + 1000, 1, gen_random_uuid(), 0, 1, 5, 1, 0)',
    ['added entry $1+1000 1'],
  ],
  [
    'an account of a row',
    300,
    'update ledger_entry set debit_no = 99 where "timestamp" = $1',
    ['changed entry $1 0', 'unfounded account $1'],
  ],
  [
    'a row after the last stretch',
    308,
    'update ledger_entry set amount = 11 where "timestamp" = $1',
    ['balance 1', 'balance 4'],
  ],
  ['a flag of an account', 1, 'update ledger_account set flags = 2 where no = 0', ['changed account @ 0']],
  [
    'an added account',
    1,
    'insert into ledger_account (no, id, ledger, code, flags, "timestamp") values (4, gen_random_uuid(), 1, 1, 0, $1 + 1000000000)',
    ['added account $1+1000000000 1'],
  ],
  ['a removed account', 1, 'delete from ledger_account where no = 3', ['removed account @ 1']],
  [
    'how an account stood',
    20,
    'update ledger_balance set credits_posted = 7 where "timestamp" = $1',
    ['history $1 1'],
  ],
  ['a removed balance', 20, 'delete from ledger_balance where "timestamp" = $1', ['history $1 1']],
  [
    'what is kept of a stretch',
    1,
    `update ledger_stretch set leaf = replace(leaf, '"entries":300', '"entries":299')`,
    ['stretch kept 0'],
  ],
  ['a removed stretch', 1, 'delete from ledger_stretch where no = 1', ['stretch kept 1']],
  ['where a thread ends', 1, 'update ledger_head_page set lasts = set_byte(lasts, 7, 1)', ['head_page 0']],
];

test('whatever is changed behind the triggers is found, and when it is of', async () => {
  await using scene = await openScene();
  const times = await furnish(scene);
  for (const [name, id, statement, found] of attacks) {
    const at = times[id - 1]!;
    const backup = ['ledger_entry', 'ledger_account', 'ledger_balance', 'ledger_stretch', 'ledger_head_page'];
    await scene.tamper(backup.map((table) => `create table saved_${table} as table ${table}`).join(';'));
    await scene.tamper(statement.replaceAll('$1', String(at)));
    const findings = seen(await audit(scene));
    for (const finding of found) {
      const wanted = finding.replace(/\$1(\+(\d+))?/, (_, __, more) => String(at + BigInt(more ?? 0)));
      const isThere = findings.some((one) => one === wanted || (wanted.includes('@') && like(one, wanted)));
      assert.ok(isThere, `${name}: ${wanted} is not in\n${findings.join('\n')}`);
    }
    await scene.tamper(
      backup
        .map(
          (table) =>
            `delete from ${table}; insert into ${table} table saved_${table}; drop table saved_${table}`,
        )
        .join(';'),
    );
  }
  assert.deepEqual(seen(await audit(scene)), []);
});

/** The moment at which an account was opened is not told to the test. */
function like(finding: string, wanted: string): boolean {
  return new RegExp(`^${wanted.replace('@', '\\d+')}$`).test(finding);
}
