import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Paper, PaperPart } from '@finharbor/kernel';
import { openPress } from './press.ts';
import { type ReadTag, readPdf, tagsOf } from './testing.ts';

const press = openPress();
after(() => press.close());

const hash = '0123456789abcdef'.repeat(4);

function paperOf(parts: readonly PaperPart[], change: Partial<Paper> = {}): Paper {
  return {
    language: 'zh',
    title: '数据使用合同',
    issuer: '演示商业银行',
    reference: hash,
    printedAtMs: Date.parse('2026-11-26T01:02:03Z'),
    sections: [{ title: '合同要素', parts }],
    attachments: [],
    isWide: false,
    ...change,
  };
}

const table: PaperPart = {
  kind: 'table',
  columns: [{ title: '项目' }, { title: '内容', share: 3 }],
  rows: [
    ['编号', hash],
    ['使用方', '演示商业银行'],
  ],
};

/** Takes longer than the limits need to be noticed. */
const long: PaperPart = { ...table, rows: Array.from({ length: 3_000 }, (_, at) => [String(at), hash]) };

const textsOf = (tags: readonly ReadTag[]): readonly string[] => tags.map(({ text }) => text);

test('a document says what it is: title, author, language, date, and that it is PDF/UA-1', async () => {
  const pdf = await readPdf(await press.print(paperOf([table])));
  assert.equal(pdf.title, '数据使用合同');
  assert.equal(pdf.author, '演示商业银行');
  assert.match(pdf.language, /^zh/);
  assert.match(pdf.createdAt, /20261126010203/);
  assert.equal(pdf.isTagged, true);
  assert.equal(String(pdf.pdfUa), '1');
  const english = await readPdf(await press.print(paperOf([table], { language: 'en', title: 'Contract' })));
  assert.match(english.language, /^en/);
});

test('its tags give headings, table headings and cells in reading order, and every character back', async () => {
  const list: PaperPart = { kind: 'list', items: ['第一', '第二'] };
  const pdf = await readPdf(
    await press.print(paperOf([{ kind: 'text', text: '本合同由各方签署。' }, table, list])),
  );
  assert.deepEqual(textsOf(tagsOf(pdf, 'H1')), ['数据使用合同']);
  assert.deepEqual(textsOf(tagsOf(pdf, 'H2')), ['合同要素']);
  assert.deepEqual(textsOf(tagsOf(pdf, 'TH')), ['项目', '内容']);
  assert.deepEqual(textsOf(tagsOf(pdf, 'TD')), ['编号', hash, '使用方', '演示商业银行']);
  assert.deepEqual(textsOf(tagsOf(pdf, 'LBody')), ['第一', '第二']);
  const [page] = pdf.tags;
  assert.match(page!.text, /数据使用合同.*合同要素.*本合同由各方签署。.*项目.*编号.*第一.*第二/s);
});

test('each page bears who printed it, when, of what, and which page of how many it is', async () => {
  const rows = Array.from({ length: 120 }, (_, at) => [`第${at}行`, 'x']);
  const columns = [{ title: '项目' }, { title: '内容' }];
  for (const [language, numbers] of [
    ['zh', /第2页共3页/],
    ['en', /Page2of3/],
  ] as const) {
    const paper = paperOf([{ kind: 'table', columns, rows }], { language });
    const pdf = await readPdf(await press.print(paper));
    const page = pdf.pages[1]!.replaceAll(' ', '');
    assert.equal(pdf.pages.length, 3);
    assert.match(page, numbers);
    assert.match(page, /2026-11-2609:02:03\(UTC\+08:00\)/);
    assert.ok(page.includes(hash) && page.includes('演示商业银行'));
    // Table headings are repeated for the eye on each page, and are read out once.
    assert.equal(tagsOf(pdf, 'TH').length, 2);
  }
});

test('nothing that stands in the data is obeyed', async () => {
  const hostile = [
    '#read("/etc/passwd")',
    '#import "@preview/example:0.1.0": *',
    '*bold* _slanted_ = heading $x^2$ @ref <label> \\ `raw` // comment',
    '"] #panic() [',
    '{page} of {pages} {at} {issuer} $&',
    '</script><script>alert(1)</script>',
  ];
  const rows = hostile.map((text) => [text, text]);
  const paper = paperOf(
    [
      { ...table, rows },
      { kind: 'text', text: hostile.join('\n') },
    ],
    {
      title: hostile[0]!,
      issuer: hostile[1]!,
      reference: hostile[2]!,
    },
  );
  const pdf = await readPdf(await press.print(paper));
  const plain = (text: string): string => text.replaceAll(/\s/g, '');
  assert.deepEqual(
    textsOf(tagsOf(pdf, 'TD')).map(plain),
    hostile.flatMap((text) => [plain(text), plain(text)]),
  );
  assert.equal(plain(tagsOf(pdf, 'H1')[0]!.text), plain(hostile[0]!));
  assert.equal(tagsOf(pdf, 'H2').length, 1);
  assert.equal(pdf.title, hostile[0]);
  assert.equal(pdf.author, hostile[1]);
});

test('what the typeface lacks is written by its code point: emoji, other scripts, marks that turn the line around', async () => {
  const rows = [
    ['王\u202e😀', 'مرحبا'],
    ['𬭎', 'a\u0007b'],
  ];
  const pdf = await readPdf(await press.print(paperOf([{ ...table, rows }])));
  assert.deepEqual(textsOf(tagsOf(pdf, 'TD')), [
    '王[U+202E][U+1F600]',
    '[U+0645][U+0631][U+062D][U+0628][U+0627]',
    '𬭎',
    'a[U+0007]b',
  ]);
});

test('a long word is broken to fit and is one word when it is copied', async () => {
  const long = 'x'.repeat(400);
  const pdf = await readPdf(await press.print(paperOf([{ ...table, rows: [[long, long]] }])));
  assert.deepEqual(textsOf(tagsOf(pdf, 'TD')), [long, long]);
  assert.ok(pdf.pages.length === 1);
});

test('a picture of a code has words for who does not see it, and a file inside comes out as it went in', async () => {
  const text = JSON.stringify({ 名称: '凭证', proof: 'a\nb' });
  const file = { name: 'receipt.json', mediaType: 'application/json', description: '凭证', text };
  const paper = paperOf(
    [{ kind: 'qr', text: 'https://harbor.example/app/verify', alt: '核验页面的二维码' }],
    {
      attachments: [file],
    },
  );
  const pdf = await readPdf(await press.print(paper));
  assert.deepEqual(
    tagsOf(pdf, 'Figure').map(({ alt }) => alt),
    ['核验页面的二维码'],
  );
  assert.deepEqual([...pdf.attachments], [['receipt.json', text]]);
});

test('equal documents are equal bytes, whichever press prints them', async () => {
  const other = openPress();
  try {
    const [one, two] = await Promise.all([press.print(paperOf([table])), other.print(paperOf([table]))]);
    assert.deepEqual(one, two);
    assert.notDeepEqual(one, await press.print(paperOf([table], { printedAtMs: 0 })));
  } finally {
    await other.close();
  }
});

test('a press takes so many at a time and turns the rest away at once', async () => {
  const narrow = openPress({ waiting: 1 });
  try {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => narrow.print(paperOf([table]))));
    assert.deepEqual(
      outcomes.map((one) => (one.status === 'fulfilled' ? 'printed' : one.reason.code)),
      ['printed', 'printed', 'paper.busy'],
    );
  } finally {
    await narrow.close();
  }
});

test('what takes too much text, time or memory is refused, and leaves nothing running', async () => {
  for (const limits of [{ characters: 100 }, { timeMs: 1 }, { memoryBytes: 30_000_000 }]) {
    const strict = openPress(limits);
    await assert.rejects(strict.print(paperOf([long])), { code: 'paper.too_large' }, JSON.stringify(limits));
    await strict.close();
  }
});

test('a press whose process is gone begins another one', async () => {
  await press.print(paperOf([table]));
  await press.close();
  assert.ok((await press.print(paperOf([table]))).length > 1000);
  const brief = openPress({ idleMs: 1 });
  await brief.print(paperOf([table]));
  // A timer as long as the press's own, which was set before it: what follows comes right after the process was told to go.
  await new Promise((passed) => setTimeout(passed, 1));
  assert.ok((await brief.print(paperOf([table]))).length > 1000, 'while it is ended for idling');
  await brief.close();
});
