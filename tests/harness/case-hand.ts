import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Procedure } from '@finharbor/cases';
import type { Locator, Response } from 'playwright-core';
import { onePage } from '../../apps/server/src/demo/one-page.ts';
import type { Person } from './person.ts';

/** In which of the two languages somebody reads. */
export type Reading = 'en' | 'zh';

type Values = Readonly<Record<string, string | number>>;
type Words = { readonly words: Title; readonly options?: Readonly<Record<string, Title>> };
type Title = Readonly<Record<Reading, string>>;

const own = {
  begin: { en: 'Begin', zh: '开始办理' },
  reason: { en: 'Reason', zh: '理由' },
  opinion: { en: 'Give this opinion', zh: '出具意见' },
  panel: { en: 'Who reviews', zh: '评审人员' },
  others: { en: 'Others, by their sign-in names', zh: '其他人员（登录名）' },
  seats: { en: 'Name the panel', zh: '确定评审人员' },
} as const;

/** A procedure's cases on screen, by what its definition calls things in one language. */
export type CaseHand = {
  /** Begins a case of it; its id. */
  readonly begin: (by: Person) => Promise<string>;
  /** One of its cases, as somebody has it in front of them. */
  readonly on: (by: Person, id: string) => OnCase;
};

/** What somebody does with a case. */
export type OnCase = {
  /** Takes a step: fills its form in where it has one, and says why where it is asked. */
  readonly step: (name: string, said?: Said) => Promise<void>;
  readonly attach: (...documents: readonly string[]) => Promise<void>;
  readonly seats: (...logins: readonly string[]) => Promise<void>;
  readonly opinion: (values: Values) => Promise<void>;
  /** Waits until it stands there, and the page says so. */
  readonly until: (state: string) => Promise<void>;
};

type Said = { readonly form?: Values; readonly reason?: string };
type Case = {
  readonly by: Person;
  readonly id: string;
  readonly spec: Procedure;
  readonly language: Reading;
};

/** How long the register and the clock may take. */
const mostMs = 90_000;

/** A hand for cases of a procedure, in a language. */
export function caseHand(spec: Procedure, language: Reading): CaseHand {
  return {
    async begin(by) {
      await by.open('/cases/new');
      const heading = by.page.getByRole('heading', { name: spec.title[language], exact: true });
      await heading.locator('xpath=following::button[1]').click();
      await by.page.waitForURL(/cases\/[0-9a-f]{8}-[0-9a-f-]{27}$/);
      return by.page.url().split('/').at(-1)!;
    },
    on(by, id) {
      const one: Case = { by, id, spec, language };
      return {
        step: async (name, said = {}) => {
          await at(one);
          await (spec.steps[name]!.form === undefined
            ? plainStep(one, name, said)
            : formStep(one, name, said));
        },
        attach: (...documents) => attached(one, documents),
        seats: async (...logins) => {
          await at(one);
          // Those of the panel before are still ticked.
          const ticked = by.page
            .getByRole('group', { name: own.panel[language] })
            .getByRole('checkbox', { checked: true });
          while ((await ticked.count()) > 0) await ticked.first().uncheck({ force: true });
          await by.page.getByRole('textbox', { name: own.others[language] }).fill(logins.join('\n'));
          const button = by.page.getByRole('button', { name: own.seats[language] });
          await answered(by, '/seats', () => by.hand.press(button));
        },
        opinion: (values) => spoken(one, values),
        until: (state) => stands(one, state),
      };
    },
  };
}

async function plainStep({ by, spec, language }: Case, name: string, { reason }: Said): Promise<void> {
  const button = { name: spec.steps[name]!.title[language], exact: true };
  await by.page.locator('main').getByRole('button', button).click();
  const dialog = by.page.getByRole('dialog');
  if (reason !== undefined)
    await dialog.getByRole('textbox', { name: starting(own.reason[language]) }).fill(reason);
  await answered(by, `/steps/${name}`, () => dialog.getByRole('button', button).click());
  await dialog.waitFor({ state: 'detached' });
}

async function formStep(one: Case, name: string, { form, reason }: Said): Promise<void> {
  const { by, spec, language } = one;
  const { title, form: formName } = spec.steps[name]!;
  const button = { name: title[language], exact: true };
  const card = by.page.locator('form').filter({ has: by.page.getByRole('button', button) });
  await filled(card, { ...one, form: formName! }, form ?? {});
  if (reason !== undefined)
    await card
      .getByRole('textbox', { name: starting(own.reason[language]) })
      .last()
      .fill(reason);
  await answered(by, `/steps/${name}`, () => card.getByRole('button', button).click());
}

async function attached(one: Case, documents: readonly string[]): Promise<void> {
  const { by, spec, language } = one;
  await at(one);
  for (const document of documents) {
    const title = { name: spec.documents![document]!.title[language], exact: true };
    const card = by.page.locator('#documents section').filter({ has: by.page.getByRole('heading', title) });
    await card.locator('input[type=file]').setInputFiles({
      ...{ name: `${document}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(onePage(document)) },
    });
    await card.getByRole('link', { name: `${document}.pdf` }).waitFor();
  }
}

/** Says what a seat thinks, in the form of the panel that asks for these values. */
async function spoken(one: Case, values: Values): Promise<void> {
  const { by, spec, language } = one;
  await at(one);
  const { panel } = Object.values(spec.states).find(({ panel: asking }) => {
    const fields = asking && Object.keys(spec.forms[asking.form]!.schema.shape);
    return fields && Object.keys(values).every((name) => fields.includes(name));
  })!;
  const button = by.page.getByRole('button', { name: own.opinion[language], exact: true });
  const card = by.page.locator('form').filter({ has: button });
  await filled(card, { ...one, form: panel!.form }, values);
  await answered(by, '/opinion', () => by.hand.press(button));
}

async function stands({ by, id, spec, language }: Case, state: string): Promise<void> {
  // Asked of the server: a page that is loaded again and again keeps the machine from getting there.
  for (const endMs = performance.now() + mostMs; ; await delay(500)) {
    const now = await stateOf(by, id);
    if (now === state) break;
    assert.ok(performance.now() < endMs, `It never came to ${state}: ${now}`);
  }
  await by.open(`/cases/${id}`);
  const head = by.page.locator('main h1').locator('xpath=following-sibling::div');
  await head.getByText(spec.states[state]!.title[language], { exact: true }).waitFor();
}

async function stateOf({ page }: Person, id: string): Promise<string> {
  const answer = await page.context().request.get(new URL(`/cases/${id}`, page.url()).href);
  return ((await answer.json()) as { readonly state: { readonly name: string } }).state.name;
}

/** Goes to a case, where the page is not there. */
async function at({ by, id }: Case): Promise<void> {
  if (!by.page.url().endsWith(`/cases/${id}`)) await by.open(`/cases/${id}`);
}

/** Presses, and waits for the answer to what that sent, which is to be good. */
async function answered({ page }: Person, path: string, press: () => Promise<void>): Promise<void> {
  const isIt = (response: Response): boolean =>
    response.request().method() === 'POST' && new URL(response.url()).pathname.endsWith(path);
  const [response] = await Promise.all([page.waitForResponse(isIt), press()]);
  assert.ok(response.ok(), `${path}: ${response.ok() ? '' : await response.text()}`);
}

type Form = Case & { readonly form: string };
/** A field of a form, as far as it says what it is called; one that may be left out has another within. */
type Field = { readonly meta: () => Words | undefined; readonly unwrap?: () => Field };

async function filled(card: Locator, { by, spec, form, language }: Form, values: Values): Promise<void> {
  const shape = spec.forms[form]!.schema.shape as unknown as Readonly<Record<string, Field>>;
  for (const [name, value] of Object.entries(values)) {
    const field = shape[name]!;
    const { words, options } = field.meta() ?? field.unwrap!().meta()!;
    const label = starting(words[language]);
    if (options) {
      await by.hand.choose(card.getByRole('combobox', { name: label }), options[value]![language]);
      continue;
    }
    if (/^\d{4}-\d{2}-\d{2}$/.test(String(value))) {
      await card.getByRole('group', { name: label }).getByRole('spinbutton').first().focus();
      await card.page().keyboard.type(String(value).replaceAll('-', ''));
      continue;
    }
    await by.hand.fill(card.getByRole('textbox', { name: label }), String(value));
  }
}

function starting(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
