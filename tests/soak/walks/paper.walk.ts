import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type ReadPdf, readPdf, tagsOf } from '@finharbor/paper/testing';
import { type People, signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

// Everybody takes their documents away as PDF, by keyboard, in either language. A whole job takes minutes: what one leaves behind is
// put into the databases of the running processes, and all that follows is theirs.

const job = '01937f00-0000-7000-8000-00000000d001';
const receipt = '01937f00-0000-7000-8000-00000000d002';
const loan = '01937f00-0000-4000-8000-00000000d003';
const application = '01937f00-0000-4000-8000-00000000d004';
const erasure = '01937f00-0000-7000-8000-00000000d005';
const digest = 'cd'.repeat(32);
const uscc = '91000000XQ783ADD8X';

let contract = '';
const { harbor, browser } = stage(100, async () => {
  contract = await requested(await signInAll(harbor().home, harbor().current().urls));
  await leaveBehind();
});

async function requested({ analyst, bankApprover }: People): Promise<string> {
  const products = await until(async () => {
    const { body } = await analyst.listProducts({});
    return body.length === 2 ? body.map(({ id }) => id) : undefined;
  });
  const legalBasis = { en: 'Consent of the firm.', zh: '企业授权。' };
  const purpose = { en: '#read("/etc/passwd")', zh: '小微企业授信' };
  const body = {
    kind: 'train',
    products,
    purpose,
    legalBasis,
    uses: 3,
    smallestGroup: 50,
    validDays: 30,
  } as const;
  return (await bankApprover.postContract({ body })).body.id;
}

async function leaveBehind(): Promise<void> {
  const { sql } = harbor();
  const reasons = [{ en: 'Arrears count against it.', zh: '“欠税”一项对评分不利。' }];
  const request = { roster: ['bank', 'tax', 'social'], dealer: 'hub', subject: uscc };
  await sql(
    'bank',
    `insert into job (id, kind, contract_id, status, attempt, session, request, stage, result, created_at_ms, updated_at_ms)
     values ($1, 'score', $2, 'done', 1, $1, $3, 'open', $4, 1795248000000, 1795248060000)`,
    [job, contract, JSON.stringify(request), JSON.stringify({ points: 455, reasons })],
  );
  const body = {
    ...{ party: 'bank', job, session: job, kind: 'score', contract, subject: uscc },
    ...{ fields: ['arrears'], transcript: digest, usedAt: '2026-11-21T08:00:00Z' },
  };
  await sql(
    'bank',
    'insert into receipt (id, job_id, session, body, salt, log_index, proof) values ($1, $2, $2, $3, $4, 7, $5)',
    [receipt, job, JSON.stringify(body), 'ef'.repeat(32), 'c2sp.org/tlog-proof@v1\nindex 7\n'],
  );
  const terms = { title: { en: 'Working capital', zh: '流动资金贷款' }, currency: 'CNY' };
  await sql('bank', 'insert into loan_product (id, terms, created_at_ms) values ($1, $2, 1795248000000)', [
    loan,
    JSON.stringify(terms),
  ]);
  const stated = {
    application,
    product: loan,
    uscc,
    amount: '250000.00',
    columns: { staff: 12 },
    consent: digest,
  };
  const appeal = { en: 'You may ask for a person to look at it.', zh: '您可以申请人工复核。' };
  const decision = { kind: 'refused', points: 400, cutOffPoints: 450, reasons, appeal };
  await sql(
    'bank',
    `insert into application (id, product_id, uscc, signed, status, decision, received_at_ms, decided_at_ms)
     values ($1, $2, $3, $4, 'refused', $5, 1795248000000, 1795248060000)`,
    [application, loan, uscc, JSON.stringify({ body: stated }), JSON.stringify(decision)],
  );
  const certificate = {
    ...{ id: erasure, cause: 'request', requestedAtMs: 1795248000000, erasedAtMs: 1795248060000 },
    ...{ subject: digest, erased: [{ what: { en: 'Name', zh: '姓名' }, rows: 1 }], kept: [] },
  };
  await sql(
    'hub',
    `insert into access_erasure (id, user_id, cause, requested_at, erased_at, certificate)
     select $1, id, 'request', now(), now(), $2 from access_user where login = 'bureau'`,
    [erasure, JSON.stringify(certificate)],
  );
}

const languages = ['en', 'zh-CN'] as const;
type Language = (typeof languages)[number];

function as(language: Language, english: string, chinese: string): Promise<Person> {
  const name = new RegExp(language === 'en' ? english : chinese);
  return become(browser(), harbor().current().url, { name, view: { language }, by: 'keyboard' });
}

/** What a press of the screen's button saves. */
async function saved(person: Person, path: string): Promise<ReadPdf> {
  const { page, hand } = person;
  await person.open(path);
  const download = page.waitForEvent('download');
  await hand.press(page.getByRole('button', { name: /as PDF|存为 PDF/ }).first());
  const file = await download;
  assert.match(file.suggestedFilename(), /\.pdf$/);
  return readPdf(readFileSync(await file.path()));
}

/** A tagged document in the reader's language, whose cells hold what the screen shows. */
function isDocument(pdf: ReadPdf, language: Language, expected: readonly string[]): void {
  assert.equal(String(pdf.pdfUa), '1');
  assert.equal(pdf.isTagged, true);
  assert.match(pdf.language, language === 'en' ? /^en/ : /^zh/);
  assert.equal(tagsOf(pdf, 'H1')[0]!.text.replaceAll(' ', ''), pdf.title.replaceAll(' ', ''));
  assert.ok(tagsOf(pdf, 'TH').length >= 2);
  const cells = tagsOf(pdf, 'TD').map(({ text }) => text);
  for (const text of expected) assert.ok(cells.includes(text), `${pdf.title}: ${text} is not in ${cells}`);
}

for (const language of languages) {
  const say = (english: string, chinese: string): string => (language === 'en' ? english : chinese);

  test(`a contract, a report, a receipt and a decision are taken away from a node: ${language}`, async () => {
    await using approver = await as(language, 'Wu Gang', '吴刚');
    const purpose = say('#read("/etc/passwd")', '小微企业授信');
    isDocument(await saved(approver, `/contracts/${contract}`), language, [contract, purpose]);
    await using analyst = await as(language, 'Chen Jia', '陈佳');
    isDocument(await saved(analyst, `/jobs/${job}`), language, [job, contract]);
    const onPaper = await saved(analyst, `/receipts/${receipt}`);
    isDocument(onPaper, language, [digest, uscc]);
    const [file] = onPaper.attachments.values();
    assert.equal(JSON.parse(file!).id, receipt);
    isDocument(await saved(analyst, `/applications/${application}`), language, [
      uscc,
      '400',
      '250000.00 CNY',
    ]);
    await isClean(analyst);
  });

  test(`an excerpt of the trail and a certificate of erasure are taken away from the hub: ${language}`, async () => {
    await using operator = await as(language, 'Lin Wei', '林伟');
    isDocument(await saved(operator, '/audit'), language, [say('done', '已完成')]);
    isDocument(await saved(operator, '/personal-data'), language, [erasure, say('Name', '姓名')]);
    await isClean(operator);
  });
}

test('a document that cannot be made says so in the reader’s words, and the screen goes on', async () => {
  await using approver = await as('zh-CN', 'Wu Gang', '吴刚');
  const { page, hand } = approver;
  await approver.open(`/contracts/${contract}`);
  await approver.context.setOffline(true);
  await hand.press(page.getByRole('button', { name: '另存为 PDF' }));
  await page.getByRole('alert').filter({ hasText: '无法连接服务器' }).waitFor();
  await isClean(approver);
  await approver.context.setOffline(false);
  const download = page.waitForEvent('download');
  await hand.press(page.getByRole('button', { name: '另存为 PDF' }));
  assert.ok((await readPdf(readFileSync(await (await download).path()))).isTagged);
});
