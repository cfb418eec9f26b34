import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { visit } from '../../harness/browser.ts';
import { isClean } from '../../harness/person.ts';
import type { Cast } from './cast.ts';
import { standsAt } from './watched.ts';

const words = {
  link: { en: 'Read and verify it', zh: '查看并核验' },
  original: { en: 'Save the signed original', zh: '保存已签名原件' },
  paper: { en: 'Save as PDF', zh: '另存为 PDF' },
  number: { en: 'Number of the certificate or of its project', zh: '证书编号或创新应用编号' },
  find: { en: 'Look up', zh: '查询' },
  text: { en: 'Certificate', zh: '证书原文' },
  verify: { en: 'Verify', zh: '核验' },
  holds: { en: 'It holds', zh: '证书有效' },
  fails: { en: 'It does not hold', zh: '证书无效' },
  changed: { en: 'It was changed, or somebody else has signed it.', zh: '内容被改动，或由他人签名。' },
} as const;

/** A project that has left the pilot. */
type Certified = { readonly number: string; readonly title: string };

/** The firm reads its certificate; somebody without an account verifies it in every way there is, and a changed one is refused. */
export async function verified(cast: Cast, { number, title }: Certified): Promise<void> {
  const say = (word: keyof typeof words): string => words[word][cast.language];
  const says = async (page: Page): Promise<void> => {
    await page.getByText(say('holds'), { exact: true }).waitFor();
    for (const what of [number, title]) await answerOn(page).getByText(what, { exact: true }).waitFor();
  };
  const firm = await cast.as('firm');
  await standsAt(firm, cast, { number, stage: 'exited' });
  await firm.page.getByRole('link', { name: say('link') }).click();
  // The certificate is issued by a job of its own, a moment after the exit.
  await until(async () => {
    const found = firm.page.getByText(say('holds'), { exact: true });
    await found.or(firm.page.getByRole('alert')).first().waitFor();
    if (await found.isVisible()) return true;
    await firm.page.reload();
    return undefined;
  }, 30_000);
  await says(firm.page);
  await isClean(firm);
  const certificate = (await answerOn(firm.page).textContent())!.match(/PX-\d{4}-\d{6,}-\d{2}/)![0];
  const saved = async (button: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      firm.page.waitForEvent('download'),
      firm.page.getByRole('button', { name: button }).click(),
    ]);
    return readFile(await download.path());
  };
  assert.equal((await saved(say('paper'))).subarray(0, 5).toString(), '%PDF-');
  const original = (await saved(say('original'))).toString();

  await using somebody = await visit(cast.browser, {
    language: cast.language === 'zh' ? 'zh-CN' : 'en',
    width: cast.language === 'zh' ? 1280 : 390,
  });
  const { page } = somebody;
  const screen = new URL('/app/verify-credential', cast.harbor.current().url).href;
  // Where the code on paper leads.
  await page.goto(`${screen}?number=${certificate}`);
  await says(page);
  await isClean(somebody);

  await page.goto(screen);
  const field = page.getByRole('textbox', { name: say('number') });
  const wrong = `${certificate.slice(0, -2)}${certificate.endsWith('00') ? '01' : '00'}`;
  await field.fill(wrong);
  await page.getByRole('button', { name: say('find'), exact: true }).click();
  await page.getByRole('alert').waitFor();
  await isClean(somebody);
  await field.fill(number);
  await page.getByRole('button', { name: say('find'), exact: true }).click();
  await says(page);

  await page.goto(screen);
  const shown = { name: `${certificate}.sd-jwt`, mimeType: 'text/plain' };
  await page.locator('input[type=file]').setInputFiles({ ...shown, buffer: Buffer.from(original) });
  await says(page);
  await page.getByRole('textbox', { name: say('text'), exact: true }).fill(changed(original));
  await page.getByRole('button', { name: say('verify'), exact: true }).click();
  await page.getByText(say('fails'), { exact: true }).waitFor();
  await page.getByText(say('changed'), { exact: true }).waitFor();
  await isClean(somebody);
}

/** What came of it, above the forms. */
const answerOn = (page: Page): Locator => page.locator('main').getByRole('status');

/** The certificate as somebody would have it who wants to be tested two years earlier: all is as it was but the date in what was signed. */
function changed(original: string): string {
  const [header, payload, signature] = original.split('.');
  const said = Buffer.from(payload!, 'base64url').toString();
  const other = said.replace(/"tested_from":"\d{4}/, '"tested_from":"2024');
  assert.notEqual(other, said);
  return [header, Buffer.from(other).toString('base64url'), signature].join('.');
}
