import assert from 'node:assert/strict';
import { axe, visit } from '../../harness/browser.ts';
import { ownCode } from '../pilot/admission.ts';
import type { Cast } from '../pilot/cast.ts';

const words = {
  report: { en: 'Report a breach', zh: '举报违反行为' },
  send: { en: 'Send the report', zh: '提交举报' },
  follow: { en: 'Follow a report', zh: '查询举报办理情况' },
  lookUp: { en: 'Look it up', zh: '查询' },
  undecided: { en: 'Nothing is decided yet.', zh: '尚未作出决定。' },
  noCode: { en: 'This is no unified social credit code', zh: '统一社会信用代码有误' },
  articles: { en: 'Articles', zh: '条款' },
  madeOf: { en: 'What the rating is made of', zh: '评价构成' },
  year: { en: 'Annual report 2026', zh: '2026年度报告' },
  filed: { en: 'Reviews filed', zh: '提交审查' },
} as const;

/** Somebody without a script reads the declaration, how a firm is rated and a year's report, reports a breach and follows it; both print. */
export async function readByAll(cast: Cast): Promise<void> {
  const { language, browser, harbor } = cast;
  const say = (word: keyof typeof words): string => words[word][language];
  const code = await ownCode(cast);
  await using somebody = await visit(browser, { language: language === 'zh' ? 'zh-CN' : 'en', width: 390 });
  const { page } = somebody;
  page.setDefaultTimeout(20_000);
  const looks = async (): Promise<void> => {
    assert.deepEqual(await axe(page), [], page.url());
    assert.equal(await page.evaluate('document.scripts.length'), 0);
    const width = await page.evaluate<number>('document.scrollingElement.scrollWidth');
    assert.ok(width <= 390, `${page.url()} is ${width} px wide`);
  };
  const prints = async (): Promise<void> => {
    await page.emulateMedia({ media: 'print' });
    assert.ok((await page.pdf({ tagged: true })).length > 5_000);
    await page.emulateMedia({ media: 'screen' });
  };
  const site = new URL(`/open/${language}`, harbor.current().url).href;
  await page.goto(`${site}/ethics-declarations`);
  await looks();
  await page.getByRole('article').first().getByRole('link').click();
  await page.getByRole('heading', { name: say('articles') }).waitFor();
  await looks();
  await prints();
  await page.goto(`${site}/ethics-declarations`);
  await page.getByRole('link', { name: say('report') }).click();
  const [name, uscc, story] = await page.getByRole('textbox').all();
  await name!.fill('企业甲（演示） Firm A (demo)');
  await uscc!.fill(code.slice(0, 17));
  await page.getByRole('combobox').selectOption({ index: 3 });
  await story!.fill('未经同意出售数据（演示）。 It sold data (demo).');
  await page.getByRole('button', { name: say('send') }).click();
  await page.getByText(say('noCode')).first().waitFor();
  await looks();
  await (await page.getByRole('textbox').all())[1]!.fill(code);
  await page.getByRole('button', { name: say('send') }).click();
  await page.locator('dd').first().waitFor();
  await looks();
  const [reference, secret] = await page.locator('dd').allTextContents();
  await page.goto(`${site}/ethics-declarations`);
  await page.getByRole('link', { name: say('follow') }).click();
  const [byNumber, bySecret] = await page.getByRole('textbox').all();
  await byNumber!.fill(reference!.trim());
  await bySecret!.fill(secret!.trim());
  await page.getByRole('button', { name: say('lookUp') }).click();
  await page.getByText(say('undecided')).waitFor();
  await looks();
  await page.goto(`${site}/ethics-firms?q=${code}`);
  await looks();
  await page.getByRole('article').first().getByRole('link').click();
  await page.getByRole('heading', { name: say('madeOf') }).waitFor();
  await page.getByText(code).first().waitFor();
  await looks();
  await prints();
  await page.goto(`${site}/ethics-reports`);
  await page.getByRole('link', { name: say('year') }).click();
  await page.getByText(say('filed')).first().waitFor();
  await looks();
  await prints();
}
