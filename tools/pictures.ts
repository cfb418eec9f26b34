import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { demoTraining } from '@finharbor/server';
import type { Browser, Page } from 'playwright-core';
import { agree } from '../apps/cli/src/demo/contracts.ts';
import { type People, signInAll } from '../apps/cli/src/demo/people.ts';
import { until } from '../apps/cli/src/demo/until.ts';
import { openBrowser, type View } from '../tests/harness/browser.ts';
import { type TestHarbor, testHarbor } from '../tests/harness/harbor.ts';
import { become, type Person } from '../tests/harness/person.ts';
import { type Word, wordsOf } from '../tests/harness/words.ts';
import { buildConsole } from './console/build.ts';

// The READMEs' pictures of the console, made anew from a harbor that does the main job on all rows:
// node tools/bootstrap.mjs tools/pictures.ts

const everyFirm = 14_967;
const trainingMs = 300_000;
const desk = { width: 1280, height: 880 };
const phone = { width: 390, height: 844 };
const root = dirname(import.meta.dirname);
const folder = join(root, 'docs', 'images');

type Studio = {
  readonly harbor: TestHarbor;
  readonly browser: Browser;
  readonly people: People;
  readonly job: string;
  readonly language: 'en' | 'zh-CN';
  readonly say: (word: Word) => string;
};

async function train(people: People): Promise<string> {
  const contracts = await agree(people);
  const { body } = await people.analyst.postTraining({
    body: { contract: contracts.train, data: demoTraining },
  });
  await until(async () => {
    const { status } = (await people.analyst.getJob({ params: { id: body.job } })).body;
    return status === 'done' ? status : undefined;
  }, trainingMs);
  return body.job;
}

/** As its approver does, with what the screen suggests. */
async function publishLoan(studio: Studio): Promise<void> {
  await using approver = await seenBy(studio, 'bankApprover', desk);
  await approver.open('/loan-products/new');
  await approver.page.getByRole('button', { name: studio.say('publish'), exact: true }).click();
  await approver.page.getByText(studio.say('loan')).waitFor();
}

async function take(page: Page, name: string, isWhole = false): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: isWhole });
}

async function takeAll(studio: Studio): Promise<void> {
  const { language, say, job } = studio;
  const end = language === 'en' ? 'en' : 'zh';
  await using analyst = await seenBy(studio, 'analyst', desk);
  await analyst.open(`/jobs/${job}`);
  await analyst.page
    .getByRole('button', { name: say('asTable') })
    .nth(2)
    .waitFor();
  await analyst.page.getByRole('heading', { name: say('compared') }).scrollIntoViewIfNeeded();
  await analyst.page.evaluate('scrollBy(0, 620)');
  await take(analyst.page, `result-${end}`);
  await analyst.page.goto(studio.harbor.current().url);
  await analyst.page.getByRole('link', { name: new RegExp(say('owner')) }).waitFor();
  await take(analyst.page, `start-${end}`);
  await using firm = await seenBy(studio, 'owner', phone);
  await borrow(firm, studio, end);
  await using bureau = await seenBy(studio, 'bureau', desk);
  await take(bureau.page, `oversight-${end}`);
}

/** A firm from its key to the decision; in the second language it is another firm. */
async function borrow({ page, goTo }: Person, { say, people }: Studio, end: string): Promise<void> {
  await page.getByRole('button', { name: say('makeKey') }).click();
  const { uscc, publicKey } = await until(async () => (await people.taxSteward.listKeyRequests({})).body[0]);
  await people.taxSteward.putFirmKey({ params: { uscc }, body: { publicKey } });
  await page.getByText(say('canSign')).waitFor();
  await goTo(say('loans'));
  await page.getByRole('link', { name: say('apply'), exact: true }).click();
  await page.getByLabel(say('amount')).fill('250000.00');
  const next = page.getByRole('button', { name: say('next') });
  await next.click();
  await page
    .locator('[aria-current=step]')
    .filter({ hasText: say('stated') })
    .waitFor();
  await next.click();
  await page.getByText(say('consent')).waitFor();
  await take(page, `consent-${end}`, true);
  await page.getByRole('checkbox', { name: say('consent') }).check({ force: true });
  await next.click();
  await page.getByRole('button', { name: say('signApply') }).click();
  await page
    .getByRole('heading', { name: new RegExp(`^(${say('offer')}|${say('refusal')})$`) })
    .waitFor({ timeout: 60_000 });
  await take(page, `decision-${end}`);
}

async function seenBy(
  { harbor, browser, language, say }: Studio,
  word: Word,
  size: typeof desk,
): Promise<Person> {
  const name = word === 'owner' && language === 'zh-CN' ? /徐强/ : new RegExp(say(word));
  const view: View = { language, width: size.width, touch: size === phone };
  const person = await become(browser, harbor.current().url, { name, view });
  await person.page.setViewportSize(size);
  return person;
}

mkdirSync(folder, { recursive: true });
await buildConsole(root, (line) => process.stderr.write(`${line}\n`));
await using harbor = await testHarbor(everyFirm);
const browser = await openBrowser();
try {
  const people = await signInAll(harbor.home, harbor.current().urls);
  const job = await train(people);
  const studio = (language: Studio['language']): Studio => ({
    harbor,
    browser,
    people,
    job,
    language,
    say: wordsOf(language),
  });
  await publishLoan(studio('en'));
  for (const language of ['en', 'zh-CN'] as const) await takeAll(studio(language));
} finally {
  await browser.close();
}
