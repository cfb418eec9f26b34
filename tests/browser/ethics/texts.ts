import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Reading } from '../../harness/case-hand.ts';
import { isClean, type Person } from '../../harness/person.ts';
import { formsOf } from './forms.ts';
import { words } from './words.ts';

const lines = (text: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${at + 1} ${text}`).join('\n');
const nine = { en: lines('We keep to it (demo).', 9), zh: lines('恪守承诺（演示）。', 9) };
const both = (version: number) => ({
  en: `Declaration ${version} (demonstration)`,
  zh: `宣言第${version}稿（演示）`,
});
const madeUp = { en: 'Made up for the demonstration.', zh: '为演示编写，非真实内容。' };

type Kind = 'declaration' | 'method';

/** The part of the office's page where the bureau adopts something, opened; and the version that comes next. */
async function opened(
  by: Person,
  language: Reading,
  kind: Kind,
): Promise<{ readonly part: Locator; readonly send: Locator; readonly version: number }> {
  const { adopt } = words[language];
  await by.open('/ethics/office?tab=texts');
  const summary = by.page.locator('summary').filter({ hasText: adopt[kind] });
  const part = by.page.locator('details').filter({ has: summary });
  await by.hand.press(part.locator('summary'));
  const send = part.getByRole('button', { name: new RegExp(adopt.send) });
  const version = Number(new RegExp(adopt.send).exec((await send.textContent()) ?? '')![1]);
  return { part, send, version };
}

/** Sends it after thinking again once; in the end whoever did it is where they were. */
async function confirmed(by: Person, language: Reading, send: Locator): Promise<void> {
  const { adopt } = words[language];
  const dialog = by.page.getByRole('dialog');
  await by.hand.press(send);
  await dialog.getByRole('heading', { name: new RegExp(adopt.asked) }).waitFor();
  await isClean(by, dialog);
  await by.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await hasFocus(send);
  await by.hand.press(send);
  await formsOf(by, language, dialog).press(adopt.now);
  await dialog.waitFor({ state: 'detached' });
  await hasFocus(send);
}

async function hasFocus(target: Locator): Promise<void> {
  // What is given back after a dialog is given back with the next frame.
  for (let looks = 0; ; looks += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    assert.ok(looks < 50, `${target} has the focus`);
    await target.page().waitForTimeout(100);
  }
}

/** The bureau adopts the next text of the declaration; what is missing or as before it is told. */
export async function adoptedText(by: Person, language: Reading): Promise<void> {
  const { adopt } = words[language];
  const { part, send, version } = await opened(by, language, 'declaration');
  const { fillBoth, refused } = formsOf(by, language, part);
  if (version > 1) {
    await by.hand.press(send);
    await refused(adopt.asBefore);
  }
  await fillBoth(adopt.articles, { ...nine, en: lines('We keep to it.', 8) });
  await by.hand.press(send);
  await refused(adopt.eight);
  await isClean(by);
  await fillBoth(adopt.title, both(version));
  await fillBoth(adopt.articles, nine);
  await fillBoth(adopt.source, madeUp);
  await confirmed(by, language, send);
  await by.page.getByText(adopt.done.replace('{{version}}', String(version))).waitFor();
  await by.open('/ethics/declaration');
  await by.page.getByRole('heading', { name: both(version)[language] }).waitFor();
  if (version > 1)
    await by.page
      .getByText(adopt.earlier.replace('{{version}}', String(version - 1)))
      .first()
      .waitFor();
  await isClean(by);
}

/** The bureau adopts the next method of rating; everybody reads it where firms are listed. */
export async function adoptedMethod(by: Person, language: Reading): Promise<void> {
  const { adopt } = words[language];
  const { part, send, version } = await opened(by, language, 'method');
  const { fill, fillBoth, refused } = formsOf(by, language, part);
  await fill(adopt.bands, '900 A\n500 B');
  await by.hand.press(send);
  await refused(adopt.bandsWrong);
  await isClean(by);
  await fill(adopt.weight, String(10 + version));
  await fill(adopt.bands, '800 A\n600 B\n0 C');
  await fillBoth(adopt.note, madeUp);
  await confirmed(by, language, send);
  await by.page.getByText(adopt.done.replace('{{version}}', String(version))).waitFor();
  await by.open('/ethics?tab=firms');
  await by.page
    .locator('summary', { hasText: adopt.howRated.replace('{{version}}', String(version)) })
    .click();
  await by.page.getByText(madeUp[language]).first().waitFor();
  await isClean(by);
}
