import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pain001, pain001v03, type ReadEvent, readMessage } from './index.ts';
import type { CreditTransfer, InitiationHead, PaymentInstruction } from './messages/pain001.ts';
import type { ReadLimits } from './xml/limits.ts';

type Event = ReadEvent<InitiationHead, PaymentInstruction, CreditTransfer>;
type Bytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const headerOf = (count: number): string =>
  `<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-27T09:00:00</CreDtTm><NbOfTxs>${count}</NbOfTxs><InitgPty><Nm>甲</Nm></InitgPty></GrpHdr>\n`;
const group =
  '<PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-11-27</Dt></ReqdExctnDt><Dbtr><Nm>甲</Nm></Dbtr><DbtrAcct><Id><Othr><Id>1</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>ICBKCNBJXXX</BICFI></FinInstnId></DbtrAgt>\n';
const payment = (id: string, inside = ''): string =>
  `<CdtTrfTxInf><PmtId><EndToEndId>${id}</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">1.00</InstdAmt></Amt>${inside}</CdtTrfTxInf>\n`;

/** A good file of one group, with what is hostile put in. */
function file(of: {
  payments?: string;
  count?: number;
  document?: string;
  prolog?: string;
  tail?: string;
}): string {
  const {
    payments = payment('E1'),
    count = 1,
    document = `<Document xmlns="${namespace}">`,
    prolog = declaration,
    tail = '',
  } = of;
  return `${prolog}${document}\n<CstmrCdtTrfInitn>\n${headerOf(count)}<PmtInf>\n${group}${payments}</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n${tail}`;
}

const read = (source: string | Bytes, limits: Partial<ReadLimits> = {}): Promise<Event[]> =>
  Array.fromAsync(
    readMessage([pain001, pain001v03], typeof source === 'string' ? [Buffer.from(source)] : source, limits),
  );

async function refusal(source: string | Bytes, limits?: Partial<ReadLimits>): Promise<string> {
  const last = (await read(source, limits)).at(-1);
  assert.equal(last?.kind, 'refused', JSON.stringify(last));
  const [{ code, line } = { code: '', line: 0 }] = last.findings;
  return `${code} ${line}`;
}

async function badCodes(payments: string, count: number): Promise<readonly string[]> {
  const events = await read(file({ payments, count }));
  assert.equal(events.at(-1)?.kind, 'end');
  return events.flatMap((event) =>
    event.kind === 'bad' ? event.findings.map(({ code, line, path }) => `${code} ${line} ${path}`) : [],
  );
}

test('the good file that the others are made of is read', async () => {
  assert.deepEqual(
    (await read(file({}))).map(({ kind }) => kind),
    ['header', 'group', 'entry', 'end'],
  );
});

test('document types, entities and processing instructions are refused before they can do anything', async () => {
  const bomb = `${declaration}<!DOCTYPE Document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n`;
  const outside = `${declaration}<!DOCTYPE Document SYSTEM "file:///etc/hostname">\n`;
  assert.equal(await refusal(file({ prolog: bomb })), 'iso20022.doctype 2');
  assert.equal(await refusal(file({ prolog: outside })), 'iso20022.doctype 2');
  assert.equal(await refusal(file({ payments: '<!DOCTYPE x>' })), 'iso20022.doctype 7');
  assert.equal(await refusal(file({ payments: '<!ENTITY x "y">' })), 'iso20022.doctype 7');
  assert.equal(await refusal(file({ payments: payment('&xxe;') })), 'iso20022.entity 7');
  assert.equal(await refusal(file({ payments: payment('a & b') })), 'iso20022.entity 7');
  assert.equal(await refusal(file({ payments: '<?php echo 1 ?>' })), 'iso20022.processing_instruction 7');
  assert.equal(
    await refusal(file({ prolog: `${declaration}<?xml-stylesheet href="x"?>` })),
    'iso20022.processing_instruction 2',
  );
  assert.equal(await refusal(file({ prolog: `\n${declaration}` })), 'iso20022.processing_instruction 2');
});

test('characters that are not what they seem are refused', async () => {
  assert.equal(await refusal(file({ payments: payment('E\0') })), 'iso20022.character 7');
  assert.equal(await refusal(file({ payments: payment('E&#0;') })), 'iso20022.character 7');
  assert.equal(await refusal(file({ payments: payment('E&#xD800;') })), 'iso20022.character 7');
  assert.equal(await refusal(file({ payments: payment('E&#x110000;') })), 'iso20022.character 7');
  assert.equal(await refusal(file({ payments: payment('E\ufffe') })), 'iso20022.character 7');
  const [before, after] = file({ payments: payment('E1 ') }).split('E1 ');
  const latin = Buffer.concat([Buffer.from(before!), Buffer.from([0xe9]), Buffer.from(after!)]);
  assert.equal(await refusal([latin]), 'iso20022.not_utf8 7');
  const overlong = Buffer.concat([Buffer.from(before!), Buffer.from([0xc0, 0xbc]), Buffer.from(after!)]);
  assert.equal(await refusal([overlong]), 'iso20022.not_utf8 7');
});

test('encodings other than UTF-8 are refused, declared or not; the mark of UTF-8 is no matter', async () => {
  const text = file({});
  assert.equal(await refusal(text.replace('UTF-8', 'GB18030')), 'iso20022.encoding 1');
  assert.equal(await refusal(text.replace('UTF-8', 'UTF-16')), 'iso20022.encoding 1');
  assert.equal(await refusal([Buffer.from(text, 'utf16le')]), 'iso20022.encoding 1');
  assert.equal(await refusal([Buffer.from(`\ufeff${text}`, 'utf16le')]), 'iso20022.encoding 1');
  assert.equal((await read([Buffer.from(`\ufeff${text}`)])).at(-1)?.kind, 'end');
  assert.equal((await read(file({ prolog: '' }))).at(-1)?.kind, 'end');
});

test('floods stop at their limit', async () => {
  const attributes = Array.from({ length: 17 }, (_, at) => ` a${at}="1"`).join('');
  assert.equal(
    await refusal(file({ payments: `<CdtTrfTxInf${attributes}/>` })),
    'iso20022.too_many_attributes 7',
  );
  const deep = `<SplmtryData>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</SplmtryData>`;
  assert.equal(await refusal(file({ payments: payment('E1', deep) })), 'iso20022.too_deep 7');
  assert.equal(
    await refusal(file({ payments: payment('E1').repeat(3) }), { entries: 2 }),
    'iso20022.too_many_entries 9',
  );
  const wide = `<SplmtryData>${'<a>1234567890</a>'.repeat(100)}</SplmtryData>`;
  assert.equal(
    await refusal(file({ payments: payment('E1', wide) }), { entryCharacters: 900 }),
    'iso20022.entry_too_large 7',
  );
  assert.equal(
    await refusal(file({ payments: `<!--${'x'.repeat(70_000)}-->` })),
    'iso20022.token_too_long 7',
  );
  assert.equal(
    await refusal(file({ payments: `<A b="${'>'.repeat(70_000)}"/>` })),
    'iso20022.token_too_long 7',
  );
});

test('100 MB of one text are refused after their first pieces', async () => {
  let given = 0;
  function* flood(): Generator<Uint8Array> {
    yield Buffer.from(file({}).split('E1')[0]!);
    const piece = Buffer.alloc(1_048_576, 'x');
    for (; given < 100; given += 1) yield piece;
  }
  assert.equal(await refusal(flood()), 'iso20022.token_too_long 7');
  assert.ok(given < 2, `${given} MB were taken`);
});

test('what is not well-formed is refused at its line', async () => {
  const broken: Readonly<Record<string, string>> = {
    'mixed up': '<A><B></A></B>',
    'an end without a beginning': '</A>',
    'no value': '<A b/>',
    'no quotes': '<A b=1/>',
    'one attribute twice': '<A b="1" b="2"/>',
    'a name with a digit first': '<1A/>',
    nothing: '<>',
    'two hyphens in a comment': '<!-- a -- b -->',
    'the end of a section outside of one': payment(']]>'),
    'the same where no text belongs': payment('E1', ']]>'),
  };
  for (const [what, inside] of Object.entries(broken))
    assert.equal(await refusal(file({ payments: inside })), 'iso20022.not_well_formed 7', what);
  assert.equal(await refusal(file({ tail: '<Document/>' })), 'iso20022.not_well_formed 11');
  assert.equal(await refusal(file({ tail: 'x' })), 'iso20022.not_well_formed 11');
});

test('a file that ends too early is refused, wherever it is cut', async () => {
  const whole = Buffer.from(file({}));
  const last = whole.lastIndexOf('</Document>');
  for (let at = 0; at < last + 10; at += 1)
    assert.match(
      await refusal([whole.subarray(0, at)]),
      /^iso20022\.truncated |^iso20022\.not_utf8 /,
      `cut at ${at}`,
    );
});

test('the namespace decides what a message is', async () => {
  const named = (text: string): string => file({ document: `<Document ${text}>` });
  assert.equal(await refusal(named('')), 'iso20022.wrong_namespace 2');
  assert.equal(await refusal(named(`xmlns="${namespace}0"`)), 'iso20022.wrong_namespace 2');
  assert.equal(await refusal(named(`xmlns:x="${namespace}"`)), 'iso20022.wrong_namespace 2');
  assert.equal(await refusal(named(`xmlns="${namespace}" id="1"`)), 'iso20022.unexpected_attribute 2');
  const hinted = `xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"`;
  assert.equal((await read(named(hinted))).at(-1)?.kind, 'end');
  const prefixed = file({ document: `<Document xmlns:p="${namespace}">` });
  assert.equal((await read(prefixed.replaceAll(/<(\/?)([A-Z])/g, '<$1p:$2'))).at(-1)?.kind, 'end');
  const other = payment('E1', '<Purp xmlns="urn:other"><Cd>SALA</Cd></Purp>');
  assert.deepEqual(await badCodes(other, 1), [
    'iso20022.unknown_element 7 /Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]/Purp',
  ]);
  assert.deepEqual(await badCodes(payment('E1', `<${'x'.repeat(36)}/>`), 1), [
    'iso20022.unknown_element 7 /Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]/*',
  ]);
  assert.deepEqual(await badCodes(payment('E1', '<x:Purp/>'), 1), [
    'iso20022.unknown_element 7 /Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]/x:Purp',
  ]);
});

test('sections and comments cannot cut a value or make an element', async () => {
  const at = '/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]';
  const amount = (text: string): string => payment('E1').replace('1.00', text);
  assert.deepEqual(await badCodes(amount('1<!-- -->00'), 1), [
    `iso20022.comment_in_value 7 ${at}/Amt/InstdAmt`,
  ]);
  const section = await read(file({ payments: payment('<![CDATA[</EndToEndId><Amt>]]>') }));
  const entry = section.find((event) => event.kind === 'entry');
  assert.equal(entry?.kind === 'entry' && entry.entry.paymentId.endToEndId, '</EndToEndId><Amt>');
  assert.deepEqual(await badCodes(payment('E1', '<![CDATA[ ]]>'), 1), [`iso20022.unexpected_text 7 ${at}`]);
  assert.deepEqual(await badCodes(payment('E1', 'x'), 1), [`iso20022.unexpected_text 7 ${at}`]);
});

test('amounts that are no payments are bad entries, each by its own code', async () => {
  const path = '/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]/Amt/InstdAmt';
  const amounts: Readonly<Record<string, string>> = {
    '-1.00': 'amount_negative',
    '0.00': 'amount_zero',
    '1.001': 'amount_too_precise',
    '10000000000000000.00': 'amount_too_large',
    '9999999999999999999999999999999': 'amount_too_large',
    '1,000.00': 'amount_malformed',
    '1e3': 'amount_malformed',
    '１': 'amount_malformed',
    '0x10': 'amount_malformed',
    NaN: 'amount_malformed',
    '': 'amount_malformed',
  };
  for (const [text, code] of Object.entries(amounts))
    assert.deepEqual(
      await badCodes(payment('E1').replace('1.00', text), 1),
      [`iso20022.${code} 7 ${path}`],
      text,
    );
  const yen = payment('E1').replace('"CNY">1.00', '"JPY">1.0');
  assert.deepEqual(await badCodes(yen, 1), [`iso20022.amount_too_precise 7 ${path}`]);
  assert.deepEqual(await badCodes(yen.replace('JPY', 'XXX'), 1), [`iso20022.currency_unknown 7 ${path}`]);
  assert.deepEqual(await badCodes(payment('E1').replace(' Ccy="CNY"', ''), 1), [
    `iso20022.currency_missing 7 ${path}`,
  ]);
});

test('an identifier that comes twice is reported, and the first payment kept', async () => {
  const at = '/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[2]/PmtId/EndToEndId';
  assert.deepEqual(await badCodes(payment('E1') + payment('E1') + payment('E2'), 3), [
    `iso20022.duplicate_end_to_end_id 8 ${at}`,
  ]);
  assert.deepEqual(await badCodes(payment('NOTPROVIDED') + payment('NOTPROVIDED'), 2), []);
  const twice = file({}).replace('<GrpHdr>', '<GrpHdr><MsgId>M0</MsgId>');
  assert.equal(await refusal(twice), 'iso20022.too_many 4');
  const groups = file({
    count: 2,
    payments: `${payment('E1')}</PmtInf>\n<PmtInf>\n${group}${payment('E2')}`,
  });
  const bad = (await read(groups)).flatMap((event) =>
    event.kind === 'bad' ? [`${event.what} ${event.findings[0]!.code}`] : [],
  );
  assert.deepEqual(bad, ['group iso20022.duplicate_group', 'entry iso20022.in_bad_group']);
});
