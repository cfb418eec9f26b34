import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, type PaperLanguage } from '@finharbor/kernel';
import { type PaperDraft, printed } from '@finharbor/kernel/http';
import { openPress } from '@finharbor/paper';
import { type ReadPdf, readPdf, tagsOf } from '@finharbor/paper/testing';
import { type Application, decide, type LoanTerms } from '../domain.ts';
import { type Decided, decisionPaper } from './decision-paper.ts';

const press = openPress();
after(() => press.close());
const lender = { en: 'Harbor Bank', zh: '海港银行' };
const printer = { issuer: lender, clock: manualClock(Date.parse('2026-11-26T01:02:03Z')), press };
const terms: LoanTerms = {
  title: { en: 'Working capital', zh: '流动资金贷款' },
  currency: 'CNY',
  mostAmount: '1000000.00',
  cutOffPoints: 450,
  rates: [{ fromPoints: 450, rateBp: 435 }],
  promisedDays: 3,
  scoringContract: 'ab'.repeat(32),
  model: '00000000-0000-4000-8000-000000000001',
  asks: [{ name: 'staff', title: { en: 'Staff', zh: '员工人数' }, kind: 'numeric', options: [] }],
};
const application: Application = {
  application: '00000000-0000-4000-8000-000000000002',
  product: '00000000-0000-4000-8000-000000000003',
  uscc: '91000000XQ783ADD8X',
  amount: '250000.00',
  columns: { staff: 12, other: null },
  consent: 'cd'.repeat(32),
};
const reasons = [{ en: 'Arrears count against it.', zh: '“欠税”一项对评分不利。' }];

function decided(points: number): Decided {
  const decision = decide(terms, application, { points, reasons });
  const status = decision.kind;
  return {
    id: application.application,
    status,
    application,
    jobId: null,
    decision,
    receivedAtMs: 0,
    decidedAtMs: Date.parse('2026-11-25T16:00:00Z'),
  };
}

async function read(draft: PaperDraft): Promise<ReadPdf> {
  return readPdf((await printed(printer, draft)).body);
}

test('a refusal on paper has its points, the cut-off, its reasons, and what the firm can do', async () => {
  for (const language of ['en', 'zh'] satisfies PaperLanguage[]) {
    const refused = decided(400);
    assert.ok(refused.decision.kind === 'refused');
    const pdf = await read(decisionPaper(refused, { language, lender, terms }));
    const cells = tagsOf(pdf, 'TD').map(({ text }) => text);
    for (const text of ['400', '450', application.uscc, '250000.00 CNY', terms.title[language], '12', '—'])
      assert.ok(cells.includes(text), text);
    assert.ok(cells.includes(terms.asks![0]!.title[language]), 'what the firm stated, by its title');
    assert.ok(cells.includes('2026-11-26 00:00:00 (UTC+08:00)'), 'when it was decided');
    assert.deepEqual(
      tagsOf(pdf, 'LBody').map(({ text }) => text),
      [reasons[0]![language]],
    );
    const page = pdf.pages.join('').replaceAll(' ', '');
    assert.ok(page.includes(refused.decision.appeal[language].replaceAll(' ', '').slice(0, 20)));
  }
});

test('an offer on paper has its amount and its rate', async () => {
  const pdf = await read(decisionPaper(decided(500), { language: 'zh', lender, terms }));
  const cells = tagsOf(pdf, 'TD').map(({ text }) => text);
  for (const text of ['可以贷款', '500', '4.35%']) assert.ok(cells.includes(text), text);
});

test('what could not be scored says why, and a product that is gone is no obstacle', async () => {
  const decision = { kind: 'not_scored', code: 'subject.unknown', message: '' } as const;
  const draft = decisionPaper(
    { ...decided(400), status: 'not_scored', decision },
    { language: 'en', lender, terms: undefined },
  );
  const cells = tagsOf(await read(draft), 'TD').map(({ text }) => text);
  for (const text of ['subject.unknown', 'no longer offered']) assert.ok(cells.includes(text), text);
});
