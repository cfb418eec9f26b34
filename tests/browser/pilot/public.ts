import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axe, visit } from '../../harness/browser.ts';
import { isClean } from '../../harness/person.ts';
import type { Cast } from './cast.ts';
import { words as pageWords } from './words.ts';

const words = {
  comment: { en: 'Comment on this project', zh: '发表意见' },
  sendComment: { en: 'Send the comment', zh: '提交意见' },
  complain: { en: 'Complain about this project', zh: '投诉该项目' },
  sendComplaint: { en: 'Send the complaint', zh: '提交投诉' },
  follow: { en: 'Follow a complaint', zh: '查询投诉办理情况' },
  lookUp: { en: 'Look it up', zh: '查询' },
} as const;
const question = '利率是多少？ What does it cost?';
const answer = '见声明书。 It stands in the declaration.';
const story = '退款未到账。 The refund did not come.';

/** Somebody without an account and without a script reads a project, comments on it and complains; the office answers both. */
export async function supervised(cast: Cast, number: string): Promise<void> {
  const { language, browser, harbor } = cast;
  const say = (word: keyof typeof words): string => words[word][language];
  await using somebody = await visit(browser, { language: language === 'zh' ? 'zh-CN' : 'en' });
  const { page } = somebody;
  const site = new URL(`/open/${language}/pilots`, harbor.current().url).href;
  const project = `${site}/${number}`;
  const looks = async (): Promise<void> => assert.deepEqual(await axe(page), [], page.url());
  await page.goto(project);
  await looks();
  await page.getByRole('link', { name: say('comment') }).click();
  await page.getByRole('textbox').fill(question);
  await looks();
  await page.getByRole('button', { name: say('sendComment') }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();

  await page.goto(project);
  await page.getByRole('link', { name: say('complain') }).click();
  await page.getByRole('combobox').selectOption({ index: 1 });
  for (const field of await page.getByRole('textbox').all()) await field.fill(story);
  await page.getByRole('button', { name: say('sendComplaint') }).click();
  await page.locator('dd').first().waitFor();
  await looks();
  const [reference, secret] = await page.locator('dd').allTextContents();

  const secretary = await cast.as('secretary');
  const { comments } = pageWords[language];
  await secretary.open(`/pilots/${number}?tab=comments`);
  await secretary.page.getByText(question).waitFor();
  await secretary.page.getByRole('textbox', { name: comments.answer }).fill(answer);
  await secretary.page.getByRole('button', { name: comments.showAnswered }).click();
  await secretary.page.getByText(comments.shown, { exact: true }).first().waitFor();
  await isClean(secretary);
  const id = await caseOf(secretary.page, reference!.trim());
  await cast
    .cases('pilot-complaint')
    .on(secretary, id)
    .step('answer', {
      form: { answer: '已退款。 Paid back.', published: '一起退款投诉，已办结。 A refund; closed.' },
    });

  await page.goto(project);
  await page.getByText(answer).waitFor();
  await page.goto(site);
  await page.getByRole('link', { name: say('follow') }).click();
  const [byNumber, bySecret] = await page.getByRole('textbox').all();
  await byNumber!.fill(reference!.trim());
  await bySecret!.fill(secret!.trim());
  await page.getByRole('button', { name: say('lookUp') }).click();
  await page.getByText('已退款。 Paid back.').waitFor();
  await looks();
}

/** The case that the office finds by its number, on its list. */
export async function caseOf(page: Page, reference: string): Promise<string> {
  await page.goto(new URL(`/app/cases?text=${reference}`, page.url()).href);
  const link = page.locator('main').getByRole('link', { name: reference });
  const href = await link.getAttribute('href');
  return new URL(href!, page.url()).pathname.split('/').at(-1)!;
}
