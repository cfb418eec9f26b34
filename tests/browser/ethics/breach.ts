import assert from 'node:assert/strict';
import { ethicsBreach } from '@finharbor/ethics';
import type { Page } from 'playwright-core';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { visit } from '../../harness/browser.ts';
import { caseHand } from '../../harness/case-hand.ts';
import { pointer } from '../../harness/hand.ts';
import { isClean } from '../../harness/person.ts';
import { ownCode } from '../pilot/admission.ts';
import type { Cast } from '../pilot/cast.ts';
import { caseOf } from '../pilot/public.ts';
import { formsOf } from './forms.ts';
import { words } from './words.ts';

const firmName = '企业甲（演示） Firm A (demo)';
const said_ = '已核实（演示）。 As was found (demo).';

/** Somebody without an account reports a breach and follows it with its secret, until it is found to be one and stands with the firm. */
export async function reportedBreach(cast: Cast): Promise<void> {
  const { language, browser, harbor } = cast;
  const { breach, interest } = words[language];
  const code = await ownCode(cast);
  await using somebody = await visit(browser, {
    ...{ language: language === 'en' ? 'en' : 'zh-CN', width: 390, touch: true },
  });
  const { page } = somebody;
  page.setDefaultTimeout(20_000);
  const { fill, choose, press, refused, said } = formsOf({ page, hand: pointer }, language);
  await page.goto(new URL('/app/ethics/report', harbor.current().url).href);
  await fill(breach.firm, firmName);
  await fill(breach.uscc, code.slice(0, 17));
  const article = page.locator('#field-article');
  await article
    .locator('option')
    .filter({ hasText: new RegExp(breach.third) })
    .waitFor({ state: 'attached' });
  const third = await article
    .locator('option')
    .filter({ hasText: new RegExp(breach.third) })
    .textContent();
  await choose(breach.article, third!.trim());
  await fill(breach.story, '未经同意出售数据（演示）。 It sold data without consent (demo).');
  await press(breach.send);
  await refused(interest.wrong);
  await isClean(somebody);
  await fill(breach.uscc, code);
  await press(breach.send);
  await said(breach.arrived);
  await isClean(somebody);
  const receipt = page
    .locator('div[tabindex="-1"]')
    .filter({ has: page.getByText(breach.arrived) })
    .last();
  assert.ok(
    await receipt.evaluate((element) => element.contains(element.ownerDocument.activeElement)),
    'what came of it has the focus',
  );
  const [reference = '', secret = ''] = await page.locator('dd').allTextContents();

  const follow = async (by: string): Promise<void> => {
    await fill(breach.reference, reference.trim());
    await fill(breach.secret, by);
    await press(breach.lookUp);
  };
  await follow('not-the-secret');
  await refused(breach.unknown);
  await isClean(somebody);
  await follow(secret.trim());
  await said(breach.undecided);
  await said(breach.received);
  await isClean(somebody);

  await found(cast, reference.trim());

  await follow(secret.trim());
  await said(breach.upheld);
  await isClean(somebody);
  await standsWith(cast, page, { code, reference: reference.trim() });
  await isClean(somebody);
}

/** The office takes it up, and the bureau finds that it is a breach. */
async function found(cast: Cast, reference: string): Promise<void> {
  const secretary = await cast.as('secretary');
  const hand = caseHand(ethicsBreach, cast.language);
  const id = await caseOf(secretary.page, reference);
  await hand.on(secretary, id).step('accept');
  await hand.on(secretary, id).step('propose', {
    form: { heard: said_, findings: said_, measure: 'criticism' },
  });
  await isClean(secretary);
  const board = await cast.as('board');
  await hand.on(board, id).step('uphold');
  await isClean(board);
}

/** The page of the firm has it. */
async function standsWith(
  { language, harbor }: Cast,
  page: Page,
  { code, reference }: { readonly code: string; readonly reference: string },
): Promise<void> {
  const { breach } = words[language];
  await page.goto(new URL(`/app/ethics/firms/${code}`, harbor.current().url).href);
  await until(async () => {
    await page.reload();
    await page.locator('h1').waitFor();
    const line = page.getByRole('listitem').filter({ hasText: reference });
    return (await line.count()) > 0 &&
      new RegExp(breach.listed).test((await line.first().textContent()) ?? '')
      ? true
      : undefined;
  }, 30_000);
}
