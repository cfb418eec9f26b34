import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { become, isClean, openGroupOf } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

/** An institution's approver has most entries. */
const looks = [
  { language: 'en', name: /Wu Gang/, groups: 5, contracts: 'Contracts', group: 'Contracts & use' },
  { language: 'zh-CN', name: /吴刚/, groups: 5, contracts: '合同', group: '合同与使用' },
] as const;

for (const { language, name, groups, contracts, group } of looks)
  test(`the navigation takes one line and opens and closes by keys: ${language}`, async () => {
    await using person = await become(browser(), harbor().current().url, { name, view: { language } });
    const { page } = person;
    await person.open('/inbox');
    const nav = page.getByRole('navigation').filter({ visible: true });
    const buttons = nav.getByRole('button');
    assert.equal(await buttons.count(), groups);
    const tops = await nav
      .locator('> ul > li')
      .evaluateAll((all) => all.map((one) => (one as unknown as { offsetTop: number }).offsetTop));
    assert.equal(new Set(tops).size, 1, 'one line');
    const button = nav.getByRole('button', { name: group });
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await button.press('Enter');
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await isClean(person);
    await page.keyboard.press('Tab');
    const link = nav.getByRole('link', { name: contracts, exact: true });
    assert.ok(await hasFocus(link), 'its first link is next');
    await page.keyboard.press('Escape');
    assert.ok(await hasFocus(button), 'Escape closes it and goes back to it');
    assert.equal(await link.count(), 0);
    await button.press('Enter');
    await buttons.first().focus();
    assert.equal(await link.count(), 0, 'it closes when the focus goes elsewhere');
    await button.press('Enter');
    await link.press('Enter');
    await page.waitForURL(/\/app\/contracts$/);
    assert.equal(await button.getAttribute('aria-current'), 'true', 'the group one is in is marked');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await openGroupOf(page, contracts);
    assert.equal(await link.getAttribute('aria-current'), 'page');
  });

test('on a phone the group one is in stands open in the menu', async () => {
  await using person = await become(browser(), harbor().current().url, {
    name: /Wu Gang/,
    view: { language: 'en', width: 390, touch: true },
  });
  const { page } = person;
  await person.open('/contracts');
  await page.locator('header summary').filter({ visible: true }).first().click();
  const nav = page.getByRole('navigation').filter({ visible: true });
  await nav.getByRole('link', { name: 'Contracts', exact: true }).waitFor();
  assert.equal(await nav.getByRole('link', { name: 'Receipts' }).count(), 0);
  await isClean(person);
  await nav.getByRole('button', { name: 'Evidence' }).click();
  await nav.getByRole('link', { name: 'Receipts' }).click();
  await page.waitForURL(/\/app\/receipts$/);
  assert.equal(await page.getByRole('navigation').count(), 0, 'the menu closes');
});

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === element.ownerDocument.activeElement);
}
