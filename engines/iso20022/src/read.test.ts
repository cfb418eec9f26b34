import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FinharborError, money } from '@finharbor/kernel';
import { Bad } from './findings.ts';
import {
  type CreditTransfer,
  type Delivery,
  deliver,
  findingCodes,
  type InitiationHead,
  type Part,
  type PaymentInstruction,
  pacs004,
  pain001,
  pain001v03,
  type ReadEvent,
  readMessage,
  writeMessage,
} from './index.ts';

type Event = ReadEvent<InitiationHead, PaymentInstruction, CreditTransfer>;
type PaymentPart = Part<InitiationHead, PaymentInstruction, CreditTransfer>;

const header = (count: number, sum: string): PaymentPart => ({
  kind: 'header',
  header: {
    groupHeader: {
      messageId: 'M1',
      creationDateTime: '2026-11-27T09:00:00+08:00',
      numberOfTransactions: count,
      controlSum: sum,
      initiatingParty: { name: '演示区财政局' },
    },
  },
});

const group = (id: string, more: Partial<PaymentInstruction> = {}): PaymentPart => ({
  kind: 'group',
  group: {
    paymentInformationId: id,
    paymentMethod: 'TRF',
    requestedExecutionDate: { date: '2026-11-27' },
    debtor: { name: '演示区财政局' },
    debtorAccount: { id: { other: { id: '4000021109200123456' } } },
    debtorAgent: { financialInstitution: { bic: 'ICBKCNBJSZN' } },
    ...more,
  },
});

const payment = (id: string, minor: bigint, more: Partial<CreditTransfer> = {}): PaymentPart => ({
  kind: 'entry',
  entry: {
    paymentId: { endToEndId: id },
    amount: { instructed: money(minor, 'CNY') },
    creditor: { name: '深圳市演示有限公司' },
    instructionsForCreditorAgent: [],
    ...more,
  },
});

const four = [
  ...[header(4, '10.06'), group('G1'), payment('E1', 1n), payment('E2', 2n)],
  ...[group('G2', { numberOfTransactions: 2 }), payment('E3', 3n), payment('E4', 1000n)],
];

const written = async (parts: readonly PaymentPart[]): Promise<string> =>
  (await Array.fromAsync(writeMessage(pain001, parts))).join('');
const events = (text: string): AsyncGenerator<Event> =>
  readMessage([pain001, pain001v03], [Buffer.from(text)]);
const read = (text: string): Promise<readonly Event[]> => Array.fromAsync(events(text));

async function refused(parts: readonly PaymentPart[]): Promise<string> {
  try {
    await written(parts);
  } catch (error) {
    assert.ok(error instanceof FinharborError);
    return `${error.code} ${error.fields[0]!.pointer}`;
  }
  return 'written';
}

/** A sink that keeps what it was given, as a database would in a transaction. */
async function taken(
  text: string,
  mode: 'all' | 'each',
): Promise<{ ids: readonly string[]; delivery: Delivery }> {
  let ids: string[] = [];
  const delivery = await deliver(events(text), mode, {
    entry: ({ paymentId }) => {
      ids.push(paymentId.endToEndId);
    },
    commit: () => {},
    rollback: () => {
      ids = [];
    },
  });
  return { ids, delivery };
}

test('entries are told with their line, number and group, and the end with the totals', async () => {
  const told = await read(await written(four));
  assert.deepEqual(
    told.flatMap((event) => (event.kind === 'entry' ? [[event.index, event.groupIndex, event.line]] : [])),
    [
      [1, 1, 7],
      [2, 1, 8],
      [3, 2, 12],
      [4, 2, 13],
    ],
  );
  assert.deepEqual(told.at(-1), { kind: 'end', groups: 2, entries: 4, good: 4, bad: 0, passed: [] });
});

test('everything wrong with an entry is told at its line, in both languages, and the others are kept', async () => {
  const text = (await written(four))
    .replace('<EndToEndId>E2</EndToEndId>', `<EndToEndId>${'x'.repeat(36)}</EndToEndId><Other/>`)
    .replace(
      '<Nm>深圳市演示有限公司</Nm></Cdtr></CdtTrfTxInf>\n</PmtInf>\n</Cst',
      '</Cdtr><Cdtr/></CdtTrfTxInf>\n</PmtInf>\n</Cst',
    );
  const told = await read(text);
  const found = told.flatMap((event) => (event.kind === 'bad' ? event.findings : []));
  const at = '/Document/CstmrCdtTrfInitn/PmtInf';
  assert.deepEqual(
    found.map(({ code, line, path }) => `${code} ${line} ${path}`),
    [
      `iso20022.too_long 8 ${at}[1]/CdtTrfTxInf[2]/PmtId/EndToEndId`,
      `iso20022.unknown_element 8 ${at}[1]/CdtTrfTxInf[2]/PmtId/Other`,
      `iso20022.too_many 13 ${at}[2]/CdtTrfTxInf[2]/Cdtr`,
    ],
  );
  assert.equal(found[0]!.en, 'At most 35 characters are allowed. Shorten the text.');
  assert.equal(found[0]!.zh, '最多 35 个字符，请缩短文本。');
  const end = told.at(-1);
  assert.deepEqual(end?.kind === 'end' && [end.good, end.bad], [2, 2]);
});

test('a bad group makes its entries bad, and no others', async () => {
  const told = await read((await written(four)).replace('<PmtMtd>TRF', '<PmtMtd>XXX'));
  assert.deepEqual(
    told.flatMap((event) =>
      event.kind === 'bad' ? [`${event.what} ${event.index} ${event.findings[0]!.code}`] : [],
    ),
    ['group 1 iso20022.not_a_code', 'entry 1 iso20022.in_bad_group', 'entry 2 iso20022.in_bad_group'],
  );
  assert.equal(told.filter(({ kind }) => kind === 'entry').length, 2);
});

test('numbers and sums that are not those of the entries are told; a sum that cannot be known is not', async () => {
  const text = await written(four);
  const differences = async (changed: string): Promise<readonly string[]> =>
    (await read(changed)).flatMap((event) =>
      event.kind === 'difference' ? [`${event.finding.code} ${event.finding.path}`] : [],
    );
  const root = '/Document/CstmrCdtTrfInitn';
  assert.deepEqual(await differences(text.replace('<NbOfTxs>4', '<NbOfTxs>5')), [
    `iso20022.count_differs ${root}/GrpHdr/NbOfTxs`,
  ]);
  assert.deepEqual(await differences(text.replace('<NbOfTxs>2', '<NbOfTxs>1')), [
    `iso20022.count_differs ${root}/PmtInf[2]/NbOfTxs`,
  ]);
  assert.deepEqual(await differences(text.replace('10.06', '10.07')), [
    `iso20022.sum_differs ${root}/GrpHdr/CtrlSum`,
  ]);
  assert.deepEqual(await differences(text.replace('10.06', '10.060000')), []);
  assert.deepEqual(await differences(text.replace('>0.01<', '>none<')), []);
});

test('all or nothing: one bad entry, and the sink forgets everything; entry by entry, and it keeps the good ones', async () => {
  const bad = (await written(four)).replace('>0.02<', '>0.002<');
  const all = await taken(bad, 'all');
  assert.deepEqual([all.delivery.kind, all.ids], ['refused', []]);
  assert.equal(all.delivery.findings[0]!.code, 'iso20022.amount_too_precise');
  const each = await taken(bad, 'each');
  assert.deepEqual([each.delivery.kind, each.ids], ['taken', ['E1', 'E3', 'E4']]);
  assert.equal(each.delivery.findings.length, 1);
});

test('a file that is cut off or says another number is taken in neither way', async () => {
  const text = await written(four);
  for (const mode of ['all', 'each'] as const) {
    assert.deepEqual(
      await taken(text.slice(0, -20), mode).then(({ ids, delivery }) => [delivery.kind, ids]),
      ['refused', []],
    );
    const more = text.replace('<NbOfTxs>4', '<NbOfTxs>5');
    assert.deepEqual(await taken(more, mode).then(({ ids, delivery }) => [delivery.kind, ids]), [
      'refused',
      [],
    ]);
    assert.deepEqual(await taken(text, mode).then(({ ids }) => ids), ['E1', 'E2', 'E3', 'E4']);
  }
});

test('a sink that fails is rolled back', async () => {
  let isRolledBack = false;
  const failing = deliver(events(await written(four)), 'each', {
    entry: () => {
      throw new Error('disk full');
    },
    commit: () => assert.fail('nothing may be committed'),
    rollback: () => {
      isRolledBack = true;
    },
  });
  await assert.rejects(failing, /disk full/);
  assert.ok(isRolledBack);
});

test('the version of 2009 is read into the same values', async () => {
  const older = (await written(four))
    .replace('pain.001.001.09', 'pain.001.001.03')
    .replaceAll('BICFI>', 'BIC>')
    .replaceAll(/<ReqdExctnDt><Dt>(.*?)<\/Dt><\/ReqdExctnDt>/g, '<ReqdExctnDt>$1</ReqdExctnDt>');
  const values = (told: readonly Event[]): readonly unknown[] =>
    told.map((event) => (event.kind === 'header' ? event.header : event));
  assert.deepEqual(values(await read(older)), values(await read(await written(four))));
  const [first] = await read(older);
  assert.equal(first?.kind === 'header' && first.version, 'pain.001.001.03');
});

test('elements of the standard that are not kept are named', async () => {
  const text = (await written(four)).replace(
    '</Cdtr>',
    '<CtctDtls><Nm>x</Nm></CtctDtls></Cdtr><Tax><RefNb>1</RefNb></Tax>',
  );
  const entry = (await read(text)).find((event) => event.kind === 'entry');
  assert.deepEqual(entry?.kind === 'entry' && entry.passed, ['Cdtr/CtctDtls', 'Tax']);
});

test('nothing is written that would not be read', async () => {
  const [first, second, ...rest] = four as [PaymentPart, PaymentPart, ...PaymentPart[]];
  const entry = '/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]';
  const once = (part: PaymentPart): readonly PaymentPart[] => [header(1, '0.01'), second, part];
  assert.equal(await refused(once(payment('', 1n))), `iso20022.too_short ${entry}/PmtId/EndToEndId`);
  assert.equal(await refused(once(payment('E\0', 1n))), `iso20022.character ${entry}/PmtId/EndToEndId`);
  assert.equal(await refused(once(payment('\ud800', 1n))), `iso20022.character ${entry}/PmtId/EndToEndId`);
  assert.equal(await refused(once(payment('E1', 0n))), `iso20022.amount_zero ${entry}/Amt/InstdAmt`);
  assert.equal(await refused(once(payment('E1', -1n))), `iso20022.amount_negative ${entry}/Amt/InstdAmt`);
  assert.equal(
    await refused(once(payment('E1', 10n ** 18n))),
    `iso20022.amount_too_large ${entry}/Amt/InstdAmt`,
  );
  const number = { creditorAccount: { id: { iban: 'DE89370400440532013001' } } };
  assert.equal(
    await refused(once(payment('E1', 1n, number))),
    `iso20022.check_digits ${entry}/CdtrAcct/Id/IBAN`,
  );
  assert.equal(
    await refused([first, second, ...rest.slice(1)]),
    'iso20022.count_differs /Document/CstmrCdtTrfInitn/NbOfTxs',
  );
  assert.equal(
    await refused([header(1, '0.02'), second, payment('E1', 1n)]),
    'iso20022.sum_differs /Document/CstmrCdtTrfInitn/CtrlSum',
  );
  assert.equal(await refused([header(0, '0')]), 'iso20022.missing /Document/CstmrCdtTrfInitn/PmtInf');
  assert.equal(await refused([second]), 'iso20022.out_of_order /Document/CstmrCdtTrfInitn');
  assert.equal(await refused([first, payment('E1', 1n)]), 'iso20022.out_of_order /Document/CstmrCdtTrfInitn');
});

test('a return of a whole message has no entries of its own', async () => {
  const parts = [
    {
      kind: 'header' as const,
      header: {
        groupHeader: {
          messageId: 'R1',
          creationDateTime: '2026-11-27T10:00:00',
          numberOfTransactions: 4,
          groupReturn: true,
          settlement: { method: 'CLRG' as const },
        },
        originalGroup: { messageId: 'M1', messageName: 'pacs.008.001.08', reasons: [] },
      },
    },
  ];
  const text = (await Array.fromAsync(writeMessage(pacs004, parts))).join('');
  const told = await Array.fromAsync(readMessage([pacs004], [Buffer.from(text)]));
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['header', 'end'],
  );
});

test('every code has a sentence in both languages with all its parts', () => {
  for (const code of findingCodes) {
    const { en, zh } = new Bad(code, 'QQ', 'ZZ').at(1, '/');
    assert.match(en, /^[A-Z].*\.$/, code);
    assert.match(zh, /\p{Script=Han}.*。$/u, code);
    for (const part of ['QQ', 'ZZ']) assert.equal(en.includes(part), zh.includes(part), code);
  }
});
