import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demoTraining } from '@finharbor/server';
import type { Locator } from 'playwright-core';
import { agree } from '../../apps/cli/src/demo/contracts.ts';
import { signInAll } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import type { View } from './browser.ts';
import type { TestHarbor } from './harbor.ts';
import { become, isClean, type Person, type Role } from './person.ts';
import { type Stage, stage } from './stage.ts';
import { type Word, wordsOf } from './words.ts';

/** A way to do the whole main job on screen. */
export type Way = {
  readonly language: 'en' | 'zh-CN';
  readonly by: 'pointer' | 'keyboard';
  /** How the bank and the offices see the page, and how the firm does. */
  readonly desk: Omit<View, 'language'>;
  readonly firm: Omit<View, 'language'>;
  /** A party whose node dies in the middle of the training. */
  readonly dies?: string;
};

/** A phone of the narrowest width that counts. */
export const phone: Omit<View, 'language'> = { width: 320, touch: true };

type Place = {
  readonly way: Way;
  readonly say: (word: Word) => string;
  readonly as: (word: Word, view?: Way['desk']) => Promise<Person>;
  readonly harbor: () => TestHarbor;
};

/**
 * Declares the tests of the main job as people do it, in one way: from two contracts to a decision and the firm's view of the uses, in
 * real browsers on real processes. Each person has a browser of their own; every screen, state and open dialog on the way must be usable
 * by everybody.
 */
export function wholeJob(way: Way): void {
  const place = placeOf(way, stage(firms));
  untilTrained(place);
  sinceTrained(place);
}

/** The first half of the main job: from two contracts to a model and its receipt. */
export function trainingJob(way: Way): void {
  untilTrained(placeOf(way, stage(firms)));
}

/** The second half: from a loan to the end of the contract. What the first half leaves was done over the API. */
export function loanJob(way: Way): void {
  const here: Stage = stage(firms, () => trainedAlready(here.harbor()));
  sinceTrained(placeOf(way, here));
}

const firms = 1500;

/** Two contracts in force and a model of them, opened to the bank. */
async function trainedAlready({ home, current }: TestHarbor): Promise<void> {
  const people = await signInAll(home, current().urls);
  const { train: contract } = await agree(people, 'consumer');
  const data = { ...demoTraining, options: { opened: 'consumer' } } as const;
  const { body: started } = await people.analyst.postTraining({ body: { contract, data } });
  const ended = await until(async () => {
    const { body } = await people.analyst.getJob({ params: { id: started.job } });
    return body.status === 'done' || body.error ? body : undefined;
  }, 120_000);
  assert.equal(ended.error, null);
}

function placeOf(way: Way, { harbor, browser }: Stage): Place {
  const say = wordsOf(way.language);
  const as: Place['as'] = (word, view = way.desk) => {
    const role: Role = {
      name: new RegExp(say(word)),
      view: { ...view, language: way.language },
      by: way.by,
    };
    return become(browser(), harbor().current().url, role);
  };
  return { way, say, as, harbor };
}

function untilTrained(place: Place): void {
  test('the bank asks for two contracts and accepts the sentence on trust', () => askForContracts(place));
  for (const approver of ['taxApprover', 'socialApprover'] as const)
    test(`an office's approver (${approver}) approves both contracts and accepts the sentence`, () =>
      approve(place, approver));
  test('the analyst trains and sees three models compared', () => train(place));
  test('a receipt is checked in the page, and a changed one does not hold', () => checkReceipt(place));
}

function sinceTrained(place: Place): void {
  test('the bank publishes a loan', () => publishLoan(place));
  test('a firm gets its key vouched for, applies, learns the decision, sees the uses and withdraws', () =>
    borrow(place));
  test('the statement shows what the uses have cost, and log and ledger confirm each line', () =>
    readStatement(place));
  test('an office ends the contract, and the next training is refused with the reason', () =>
    endContract(place));
}

async function askForContracts({ say, as }: Place): Promise<void> {
  await using bank = await as('bankApprover');
  const { page, hand } = bank;
  await isClean(bank);
  for (const kind of ['train', 'score'] as const) {
    await bank.goTo(say('contracts'));
    await hand.press(page.getByRole('link', { name: say('request') }));
    await hand.tick(page.getByRole('radio', { name: say(kind) }));
    if (kind === 'train') await hand.tick(page.getByRole('radio', { name: say('openToConsumer') }));
    await isClean(bank);
    await hand.press(page.getByRole('button', { name: say('sendRequest') }));
    await page.waitForURL(/contracts\/[0-9a-f]{64}$/);
    await page.getByText(say('proposed')).waitFor();
    await isClean(bank);
  }
  await acceptTrust(bank, say);
}

async function acceptTrust({ page, hand, goTo }: Person, say: Place['say']): Promise<void> {
  await goTo(say('trust'));
  await hand.press(page.getByRole('button', { name: say('acceptTrust') }));
  await page.getByText(say('trustAccepted')).waitFor();
}

async function approve({ say, as }: Place, approver: Word): Promise<void> {
  await using office = await as(approver);
  const { page, hand } = office;
  await acceptTrust(office, say);
  for (let left = 2; left > 0; left -= 1) {
    await office.goTo(say('contracts'));
    const waiting = page.getByRole('row').filter({ hasText: say('yourTurn') });
    // What the list held before may be in sight for a moment, while it is asked for anew.
    await waiting.nth(left).waitFor({ state: 'detached' });
    await waiting.nth(left - 1).waitFor();
    await isClean(office);
    await hand.press(waiting.first().getByRole('link'));
    await hand.press(page.getByRole('button', { name: say('approve'), exact: true }));
    await page.getByRole('dialog').waitFor();
    await isClean(office);
    await hand.press(page.getByRole('button', { name: say('signApproval') }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

async function train({ say, as, way, harbor }: Place): Promise<void> {
  await using analyst = await as('analyst');
  const { page, hand } = analyst;
  await analyst.goTo(say('contracts'));
  await hand.press(
    page
      .getByRole('row')
      .filter({ hasText: say('train') })
      .getByRole('link')
      .first(),
  );
  await hand.press(page.getByRole('link', { name: say('startTraining') }));
  await page.getByRole('button', { name: say('start') }).waitFor();
  await hand.tick(page.getByRole('radio', { name: say('openThis') }));
  await isClean(analyst);
  await hand.press(page.getByRole('button', { name: say('start') }));
  await page.waitForURL(/jobs\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { name: say('progress'), exact: true }).waitFor();
  await hand.press(page.getByRole('button', { name: say('cancelJob') }));
  await page.getByRole('dialog').waitFor();
  await isClean(analyst);
  await hand.press(page.getByRole('dialog').getByRole('button', { name: say('back'), exact: true }));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  if (way.dies !== undefined) {
    await page.locator('li[aria-current=step]').waitFor();
    process.kill(harbor().current().supervisor.pids().get(way.dies)!, 'SIGKILL');
    await page.getByRole('alert').waitFor();
    await isClean(analyst);
    await hand.press(page.getByRole('button', { name: say('again') }));
  }
  await page.getByRole('heading', { name: say('compared') }).waitFor({ timeout: 120_000 });
  const asTable = page.getByRole('button', { name: say('asTable') });
  await asTable.nth(2).waitFor();
  await isClean(analyst);
  await hand.press(asTable.first());
  await page.getByRole('table', { name: say('roc') }).waitFor();
  await isClean(analyst);
  await page.getByRole('table', { name: say('scorecard') }).waitFor();
  const saving = page.waitForEvent('download');
  await hand.press(page.getByRole('button', { name: say('saveJson') }));
  const record = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as {
    readonly standard: string;
  };
  assert.equal(record.standard, 'JR/T 0221-2021');
}

async function checkReceipt({ say, as }: Place): Promise<void> {
  await using analyst = await as('analyst');
  const { page, hand } = analyst;
  await analyst.goTo(say('receipts'));
  await hand.press(page.getByRole('row').nth(1).getByRole('link'));
  await page.getByText(say('holds')).waitFor();
  await isClean(analyst);
  const saving = page.waitForEvent('download');
  await hand.press(page.getByRole('button', { name: say('save') }));
  const receipt = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as {
    readonly body: { readonly usedAt: string };
  };
  await analyst.goTo(say('verify'));
  await give(page.locator('input[type=file]'), receipt);
  await page.getByText(say('holds')).waitFor();
  await give(page.locator('input[type=file]'), {
    ...receipt,
    id: 'changed',
    body: { ...receipt.body, usedAt: '2020-01-01T00:00:00.000Z' },
  });
  await page.getByText(say('holdsNot')).waitFor();
  await isClean(analyst);
}

/** The browser's own window for choosing a file is no page: the file is handed over behind it. */
function give(input: Locator, value: object): Promise<void> {
  return input.setInputFiles({
    name: 'receipt.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(value)),
  });
}

async function publishLoan({ say, as }: Place): Promise<void> {
  await using bank = await as('bankApprover');
  const { page, hand } = bank;
  await bank.goTo(say('contracts'));
  await hand.press(
    page
      .getByRole('row')
      .filter({ hasText: say('score') })
      .getByRole('link')
      .first(),
  );
  await hand.press(page.getByRole('link', { name: say('publishLoan') }));
  await page.getByRole('button', { name: say('publish'), exact: true }).waitFor();
  await isClean(bank);
  await hand.press(page.getByRole('button', { name: say('publish'), exact: true }));
  await page.getByText(say('loan')).waitFor();
  await isClean(bank);
}

async function borrow(place: Place): Promise<void> {
  const { say, as, way } = place;
  await using firm = await as('owner', way.firm);
  await makeKey(firm, place);
  await signDeclaration(firm, place);
  await apply(firm, place);
  const { page, hand } = firm;
  await firm.goTo(say('uses'));
  await page.getByText(say('scored')).filter({ visible: true }).first().waitFor();
  await isClean(firm);
  await hand.press(page.getByRole('button', { name: say('withdraw') }));
  await page.getByRole('dialog').waitFor();
  await isClean(firm);
  await hand.press(page.getByRole('dialog').getByRole('button', { name: say('withdraw') }));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText(say('withdrawn')).first().waitFor();
  await isClean(firm);
}

/** With the key that it just made the firm signs the declaration on ethics, withdraws, and signs again. */
async function signDeclaration(firm: Person, { say }: Place): Promise<void> {
  const { page, hand } = firm;
  const before = new URL(page.url()).pathname.replace(/^\/app/, '');
  await firm.open('/ethics/declaration');
  const sign = async (): Promise<void> => {
    await hand.fill(page.getByLabel(say('firmName')), '企业甲（演示） Firm A (demo)');
    await hand.press(page.getByRole('button', { name: say('signDeclaration') }));
    await page.getByText(new RegExp(say('signedVersion'))).waitFor();
    await isClean(firm);
  };
  await isClean(firm);
  await sign();
  await hand.press(page.getByRole('button', { name: say('withdrawSignature') }));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await isClean(firm);
  await hand.press(dialog.getByRole('button', { name: say('withdrawSignature') }));
  await page.getByRole('button', { name: say('signDeclaration') }).waitFor();
  await sign();
  await firm.open(before);
}

async function apply(firm: Person, { say }: Place): Promise<void> {
  const { page, hand } = firm;
  const next = page.getByRole('button', { name: say('next') });
  await hand.press(page.getByRole('link', { name: say('toLoans') }));
  await page.getByRole('link', { name: say('apply'), exact: true }).waitFor();
  await isClean(firm);
  await hand.press(page.getByRole('link', { name: say('apply'), exact: true }));
  await hand.fill(page.getByLabel(say('amount')), '99999999');
  await hand.press(next);
  await page.getByRole('alert').waitFor();
  await isClean(firm);
  await hand.fill(page.getByLabel(say('amount')), '250000.00');
  await hand.press(next);
  await page
    .locator('[aria-current=step]')
    .filter({ hasText: say('stated') })
    .waitFor();
  await isClean(firm);
  // Leaving and coming back loses nothing.
  await page.reload();
  await page
    .locator('[aria-current=step]')
    .filter({ hasText: say('stated') })
    .waitFor();
  await hand.press(next);
  await page.getByText(say('consent')).waitFor();
  await isClean(firm);
  assert.ok(await next.isDisabled(), 'consent is not given beforehand');
  await hand.tick(page.getByRole('checkbox', { name: say('consent') }));
  await hand.press(next);
  await hand.press(page.getByRole('button', { name: say('signApply') }));
  const decided = new RegExp(`^(${say('offer')}|${say('refusal')})$`);
  await page.getByRole('heading', { name: decided }).waitFor({ timeout: 60_000 });
  await isClean(firm);
  const decision = page.url();
  await hand.press(page.getByRole('main').getByRole('link', { name: say('myApplications'), exact: true }));
  await page.getByRole('link', { name: say('loan') }).waitFor();
  await isClean(firm);
  await hand.press(page.getByRole('link', { name: say('loan') }));
  await page.waitForURL(decision);
  await page.getByRole('heading', { name: decided }).waitFor();
}

/** The firm makes its key, which asks the registrar by itself; the steward there types what the firm reads out and vouches; the firm's page notices. */
async function makeKey(firm: Person, { say, as }: Place): Promise<void> {
  const { page, hand } = firm;
  await isClean(firm);
  await hand.press(page.getByRole('button', { name: say('makeKey') }));
  await page.getByText(say('requestSent')).waitFor();
  await isClean(firm);
  const fingerprint = (await page.getByText(/^([0-9a-f]{4} ){7}[0-9a-f]{4} ?$/).innerText())
    .split(/\s+/)
    .join(' ')
    .trim();
  await using steward = await as('steward');
  await steward.goTo(say('firmKeys'));
  await steward.page.getByText(say('firstKey')).waitFor();
  await isClean(steward);
  await steward.hand.press(steward.page.getByRole('button', { name: say('check') }));
  await vouch(steward, { say, fingerprint });
  await steward.page.getByText(say('noneWait')).waitFor();
  await steward.page.getByText(fingerprint, { exact: true }).waitFor();
  await isClean(steward);
  await page.getByText(say('canSign')).waitFor();
  await isClean(firm);
}

async function vouch(
  steward: Person,
  { say, fingerprint }: Pick<Place, 'say'> & { readonly fingerprint: string },
): Promise<void> {
  const { page, hand } = steward;
  const confirm = page.getByRole('button', { name: say('vouch') });
  await hand.fill(page.getByRole('textbox'), fingerprint.slice(0, 9));
  await page.getByText(say('keyDiffers')).waitFor();
  await isClean(steward);
  assert.ok(
    !(await page.getByText(fingerprint).isVisible()),
    'what was heard cannot be copied from the screen',
  );
  await hand.fill(page.getByRole('textbox'), fingerprint.slice(-9));
  await page.getByText(fingerprint, { exact: true }).waitFor();
  assert.ok(await confirm.isDisabled(), 'nothing is vouched for before the licence was checked');
  await hand.tick(page.getByRole('checkbox', { name: say('licence') }));
  await isClean(steward);
  await hand.press(confirm);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function readStatement({ say, as }: Place): Promise<void> {
  await using bank = await as('bankApprover');
  const { page, hand } = bank;
  await bank.goTo(say('charges'));
  await isClean(bank);
  await hand.press(page.getByRole('main').getByRole('table').first().getByRole('link').first());
  await hand.press(page.getByRole('button', { name: say('checkLines') }));
  await page.getByText(new RegExp(say('allConfirmed'))).waitFor();
  await isClean(bank);
}

async function endContract({ say, as }: Place): Promise<void> {
  await using analyst = await as('analyst');
  const open = (person: Person): Promise<void> =>
    person.hand.press(
      person.page
        .getByRole('row')
        .filter({ hasText: say('train') })
        .getByRole('link')
        .first(),
    );
  await analyst.goTo(say('contracts'));
  await open(analyst);
  await analyst.hand.press(analyst.page.getByRole('link', { name: say('startTraining') }));
  const start = analyst.page.getByRole('button', { name: say('start') });
  await start.waitFor();
  await using office = await as('taxApprover');
  await office.goTo(say('contracts'));
  await open(office);
  await office.hand.press(office.page.getByRole('button', { name: say('endContract') }));
  const dialog = office.page.getByRole('dialog');
  await office.hand.fill(dialog.getByRole('textbox'), 'Ended / 终止');
  await isClean(office);
  await office.hand.press(dialog.getByRole('button', { name: say('endContract') }));
  await dialog.waitFor({ state: 'detached' });
  await office.page.getByText(say('ended'), { exact: true }).first().waitFor();
  await isClean(office);
  // The form was opened before; what it sends is judged by what holds now, at every side.
  const refusal = analyst.page.getByRole('alert').filter({ hasText: say('notInForce') });
  await analyst.hand.press(start);
  await refusal.waitFor();
  await isClean(analyst);
}
