import type { Locator } from 'playwright-core';
import type { Reading } from '../../harness/case-hand.ts';
import type { Person } from '../../harness/person.ts';
import { words } from './words.ts';

/** What somebody does with the forms of a screen, by what they read there. */
export type Forms = {
  readonly press: (name: string | RegExp) => Promise<void>;
  readonly fill: (label: string, text: string) => Promise<void>;
  /** Both languages of a text that everybody reads. */
  readonly fillBoth: (label: string, texts: { readonly en: string; readonly zh: string }) => Promise<void>;
  readonly choose: (label: string, option: string) => Promise<void>;
  /** Fills a day as it is typed: year, month, day. */
  readonly day: (label: string, day: string) => Promise<void>;
  /** Waits until the form says so where it says what is wrong. */
  readonly refused: (says: string) => Promise<void>;
  /** Waits until it is said. */
  readonly said: (says: string | RegExp) => Promise<void>;
};

/** The forms within a part of a screen. */
export function formsOf(
  by: Pick<Person, 'page' | 'hand'>,
  language: Reading,
  within: Locator = by.page.locator('body'),
): Forms {
  const fill = (label: string, text: string): Promise<void> =>
    by.hand.fill(within.getByRole('textbox', { name: label, exact: true }), text);
  return {
    fill,
    press: (name) => by.hand.press(within.getByRole('button', { name, exact: true })),
    fillBoth: async (label, texts) => {
      for (const one of ['zh', 'en'] as const)
        await fill(words[language].inLanguage[one].replace('{{label}}', label), texts[one]);
    },
    choose: (label, option) =>
      by.hand.choose(within.getByRole('combobox', { name: label, exact: true }), option),
    day: async (label, day) => {
      await within.getByRole('group', { name: label, exact: true }).getByRole('spinbutton').first().focus();
      for (const part of day.split('-')) await by.page.keyboard.type(part);
    },
    refused: (says) => within.getByRole('alert').getByText(says).first().waitFor(),
    said: (says) => by.page.getByText(says).first().waitFor(),
  };
}
