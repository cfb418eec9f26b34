import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** How a person works the page: with a pointer (or a finger), or with the keyboard and nothing else. */
export type Hand = {
  /** Presses a button or follows a link. */
  readonly press: (target: Locator) => Promise<void>;
  /** Replaces what stands in a field. */
  readonly fill: (target: Locator, text: string) => Promise<void>;
  /** Ticks a box, or takes one of several options. */
  readonly tick: (target: Locator) => Promise<void>;
  /** Takes one of a list that drops down. */
  readonly choose: (target: Locator, label: string) => Promise<void>;
};

const mostTabs = 200;

/** The pointer. */
export const pointer: Hand = {
  press: (target) => target.click(),
  fill: (target, text) => target.fill(text),
  // The box itself is drawn beside the element that counts; a person presses its label.
  tick: (target) => target.check({ force: true }),
  choose: async (target, label) => void (await target.selectOption({ label })),
};

/** The keyboard: Tab until the target has the focus, then the key that works it. */
export function keyboard(page: Page): Hand {
  const key = (name: string): Promise<void> => page.keyboard.press(name);
  return {
    async press(target) {
      await reach(page, target);
      await key('Enter');
    },
    async fill(target, text) {
      await reach(page, target);
      await key('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async tick(target) {
      if (!(await isRadio(target))) {
        await reach(page, target);
        return key('Space');
      }
      // A group of radio buttons takes one Tab; arrows go on within it and choose.
      const group = target.locator('xpath=ancestor::*[@role="radiogroup"][1]');
      await reach(page, group);
      for (let presses = 0; !(await holdsFocus(target)); presses += 1) {
        assert.ok(presses < 20, 'the option cannot be reached by arrow keys');
        await key('ArrowDown');
      }
      if (!(await target.isChecked())) await key('Space');
    },
    async choose(target, label) {
      await reach(page, target);
      const chosen = target.locator('option:checked');
      for (let presses = 0; (await chosen.textContent())?.trim() !== label; presses += 1) {
        assert.ok(presses < 30, `"${label}" cannot be reached by arrow keys`);
        await key('ArrowDown');
      }
    },
  };
}

async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let tabs = 0; !(await holdsFocus(target)); tabs += 1) {
    assert.ok(tabs < mostTabs, `${target} cannot be reached by Tab`);
    await page.keyboard.press('Tab');
  }
}

function holdsFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.contains(element.ownerDocument.activeElement));
}

function isRadio(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.getAttribute('type') === 'radio');
}
