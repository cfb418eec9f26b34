import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Procedure } from '@finharbor/cases';
import type { Locator, Response } from 'playwright-core';
import type { z } from 'zod';
import { onePage } from '../../apps/server/src/demo/one-page.ts';
import { isClean, type Person } from './person.ts';

/** In which of the two languages somebody reads. */
export type Reading = 'en' | 'zh';

type Values = Readonly<Record<string, string | number>>;
type Words = { readonly words?: Title; readonly options?: Readonly<Record<string, Title>> };
type Title = Readonly<Record<Reading, string>>;

const own = {
  begin: { en: 'Begin', zh: '开始办理' },
  reason: { en: 'Reason', zh: '理由' },
  opinion: { en: 'Give this opinion', zh: '出具意见' },
  others: { en: 'Others, by their sign-in names', zh: '其他人员（登录名）' },
  seats: { en: 'Name the panel', zh: '确定评审人员' },
} as const;

/** A procedure's cases on screen, by what its definition calls things in one language. */
export type CaseHand = {
  /** Begins a case of it; its id. */
  readonly begin: (by: Person) => Promise<string>;
  /** Takes a step: fills its form in where it has one, and says why where it is asked. */
  readonly step: (by: Person, id: string, step: string, said?: Said) => Promise<void>;
  readonly attach: (by: Person, id: string, ...documents: readonly string[]) => Promise<void>;
  readonly seats: (by: Person, id: string, ...logins: readonly string[]) => Promise<void>;
  readonly opinion: (by: Person, id: string, values: Values) => Promise<void>;
  /** Looks again until it stands there, and the page says so. */
  readonly until: (by: Person, id: string, state: string) => Promise<void>;
};

type Said = { readonly form?: Values; readonly reason?: string };

/** How long the register and the clock may take. */
const mostMs = 90_000;

/** A hand for cases of a procedure, in a language. */
export function caseHand(spec: Procedure, language: Reading): CaseHand {
  const say = (title: Title): string => title[language];
  const stepOf = (name: string) => spec.steps[name]!;
  return {
    async begin(by) {
      await by.open('/cases/new');
      const heading = by.page.getByRole('heading', { name: say(spec.title), exact: true });
      await heading.locator('xpath=following::button[1]').click();
      await by.page.waitForURL(/cases\/[0-9a-f]{8}-[0-9a-f-]{27}$/);
      return by.page.url().split('/').at(-1)!;
    },
    async step(by, id, name, { form, reason } = {}) {
      await at(by, id);
      const { title, form: formName } = stepOf(name);
      const button = { name: say(title), exact: true };
      if (formName === undefined) {
        await by.page.locator('main').getByRole('button', button).click();
        const dialog = by.page.getByRole('dialog');
        if (reason !== undefined)
          await dialog.getByRole('textbox', { name: starting(say(own.reason)) }).fill(reason);
        await answered(by, `/steps/${name}`, () => dialog.getByRole('button', button).click());
        await dialog.waitFor({ state: 'detached' });
        return;
      }
      const card = by.page.locator('form').filter({ has: by.page.getByRole('button', button) });
      await filled(card, { spec, form: formName, language }, form ?? {});
      if (reason !== undefined)
        await card
          .getByRole('textbox', { name: starting(say(own.reason)) })
          .last()
          .fill(reason);
      await answered(by, `/steps/${name}`, () => card.getByRole('button', button).click());
    },
    async attach(by, id, ...documents) {
      await at(by, id);
      for (const document of documents) {
        const card = by.page.locator('#documents section').filter({
          has: by.page.getByRole('heading', { name: say(spec.documents![document]!.title), exact: true }),
        });
        await card.locator('input[type=file]').setInputFiles({
          ...{ name: `${document}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(onePage(document)) },
        });
        await card.getByRole('link', { name: `${document}.pdf` }).waitFor();
      }
    },
    async seats(by, id, ...logins) {
      await at(by, id);
      await by.page.getByRole('textbox', { name: say(own.others) }).fill(logins.join('\n'));
      await answered(by, '/seats', () => by.page.getByRole('button', { name: say(own.seats) }).click());
    },
    async opinion(by, id, values) {
      await at(by, id);
      const { panel } = Object.values(spec.states).find(({ panel: one }) => {
        const fields = one && Object.keys(spec.forms[one.form]!.schema.shape);
        return fields && Object.keys(values).every((name) => fields.includes(name));
      })!;
      const button = by.page.getByRole('button', { name: say(own.opinion), exact: true });
      const card = by.page.locator('form').filter({ has: button });
      await filled(card, { spec, form: panel!.form, language }, values);
      await answered(by, '/opinion', () => button.click());
    },
    async until(by, id, state) {
      const title = say(spec.states[state]!.title);
      for (const endMs = performance.now() + mostMs; ; await delay(500)) {
        await by.open(`/cases/${id}`);
        const head = by.page.locator('main h1').locator('xpath=following-sibling::div');
        if (await head.getByText(title, { exact: true }).isVisible()) return;
        assert.ok(performance.now() < endMs, `It never came to ${state}: ${await head.textContent()}`);
      }
    },
  };
}

/** Goes to a case, where the page is not there. */
async function at(by: Person, id: string): Promise<void> {
  if (!by.page.url().endsWith(`/cases/${id}`)) await by.open(`/cases/${id}`);
}

/** Presses, and waits for the answer to what that sent, which is to be good. */
async function answered({ page }: Person, path: string, press: () => Promise<void>): Promise<void> {
  const isIt = (response: Response): boolean =>
    response.request().method() === 'POST' && new URL(response.url()).pathname.endsWith(path);
  const [response] = await Promise.all([page.waitForResponse(isIt), press()]);
  assert.ok(response.ok(), `${path}: ${response.ok() ? '' : await response.text()}`);
}

type Form = { readonly spec: Procedure; readonly form: string; readonly language: Reading };

async function filled(card: Locator, { spec, form, language }: Form, values: Values): Promise<void> {
  const shape = spec.forms[form]!.schema.shape as Readonly<Record<string, z.ZodType>>;
  for (const [name, value] of Object.entries(values)) {
    const field = shape[name]!;
    const { words, options } = (field.meta() ?? (field as z.ZodOptional<z.ZodType>).unwrap().meta()) as Words;
    const label = starting(words![language]);
    if (options) {
      await card.getByRole('combobox', { name: label }).selectOption({ label: options[value]![language] });
      continue;
    }
    if (/^\d{4}-\d{2}-\d{2}$/.test(String(value))) {
      await card.getByRole('group', { name: label }).getByRole('spinbutton').first().focus();
      await card.page().keyboard.type(String(value).replaceAll('-', ''));
      continue;
    }
    await card.getByRole('textbox', { name: label }).fill(String(value));
  }
}

function starting(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** Looks at a case as it stands: nobody is kept out by it. */
export async function looksClean(by: Person, id: string): Promise<void> {
  await by.open(`/cases/${id}`);
  await isClean(by);
}
