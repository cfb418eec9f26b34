import { visit } from '../../harness/browser.ts';
import { isClean, isThere } from '../../harness/person.ts';
import { ownCode } from '../pilot/admission.ts';
import type { Cast } from '../pilot/cast.ts';
import { formsOf } from './forms.ts';
import { words } from './words.ts';

/** A firm discloses, reads how it is rated, and everybody reads the same. */
export async function disclosed(cast: Cast): Promise<void> {
  const { language, as, browser } = cast;
  const { firm: words_ } = words[language];
  const firm = await as('firm');
  const { fill, press, said } = formsOf(firm, language);
  await firm.open('/ethics/mine');
  await said(words_.standing);
  await isClean(firm);
  for (const area of await firm.page.locator('textarea[name^="heads/"]').all())
    await firm.hand.fill(area, `如审查所述（${language}）。 As in the review.`);
  await fill(words_.name, '企业甲（演示） Firm A (demo)');
  await press(words_.disclose);
  await said(new RegExp(words_.on));
  await said(new RegExp(words_.rated));
  await isClean(firm);
  await firm.hand.press(firm.page.getByRole('link', { name: words_.madeOf }));
  await firm.page.waitForURL(/ethics\/firms\//);
  await isThere(firm.page);
  await isClean(firm);
  const code = await ownCode(cast);
  await using somebody = await visit(browser, {
    ...{ language: language === 'en' ? 'en' : 'zh-CN', width: 390 },
  });
  await somebody.page.goto(new URL(`/app/ethics/firms/${code}`, firm.page.url()).href);
  await somebody.page.getByText(new RegExp(words_.shown)).first().waitFor();
  await somebody.page
    .getByRole('cell', { name: words_.part })
    .or(somebody.page.getByText(words_.part))
    .first()
    .waitFor();
  await isClean(somebody);
}

/** Somebody without an account reads what a year comes to, and takes the report along. */
export async function reported({ language, browser, harbor }: Cast): Promise<void> {
  const { report } = words[language];
  await using somebody = await visit(browser, {
    ...{ language: language === 'en' ? 'en' : 'zh-CN', width: 390 },
  });
  const { page } = somebody;
  page.setDefaultTimeout(20_000);
  await page.goto(new URL('/app/ethics?tab=reports', harbor.current().url).href);
  await page.getByRole('heading', { name: report.year.replace('{{year}}', '2026') }).waitFor();
  await isClean(somebody);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: report.file }).click(),
  ]);
  if (!file.suggestedFilename().endsWith('.pdf')) throw new Error(file.suggestedFilename());
}
