import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { until } from '../../apps/cli/src/demo/until.ts';
import { type YuanClient, yuanAs } from '../../apps/server/src/demo/clients.ts';
import { onePage } from '../../apps/server/src/demo/one-page.ts';
import { become, isClean, type Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { phone } from '../harness/whole-job.ts';

const newId = idSource(systemClock, systemRandom);
const place = stage(100);
const view = { ...phone, language: 'en' } as const;
const heads = ['integrity', 'data', 'inclusion', 'openness', 'competition', 'risk', 'green'];
const members = ['teller', 'resident-a', 'resident-b', 'owner-b', 'owner-c'];

function as(login: string): Promise<YuanClient> {
  const { home, current } = place.harbor();
  return yuanAs(home, current().url, login);
}

/** A product of a firm that waits for its panel; what cases do on their own screens, other tests look at. */
async function accepted(): Promise<string> {
  const [firm, secretary] = await Promise.all([as('owner-a'), as('operator')]);
  const id = newId();
  await firm.postCase({ body: { procedure: 'ethics-review', id } });
  const step = (by: YuanClient, name: string, form?: object) =>
    by.postStep({ params: { id, step: name }, body: form ? { form: { ...form } } : {} });
  const product = { firm: 'Firm A', product: 'Voice of a bank', stage: 'design', summary: 'Speaks.' };
  await step(firm, 'describe', { ...product, technology: 'Models.' });
  await firm.postFile({
    params: { id, document: 'description' },
    query: { name: 'description.pdf' },
    body: new Blob([onePage('Description (made up)')]),
  });
  await step(firm, 'file', Object.fromEntries(heads.map((head) => [head, 'Looked at.'])));
  await step(secretary, 'accept');
  return id;
}

/** Has the panel heard and an opinion with one condition published; gives its number. */
async function published(id: string): Promise<string> {
  const [firm, secretary, bureau] = await Promise.all([as('owner-a'), as('operator'), as('bureau')]);
  const step = (by: YuanClient, name: string, form?: object) =>
    by.postStep({ params: { id, step: name }, body: form ? { form: { ...form } } : {} });
  await step(secretary, 'convene');
  const form = {
    ...Object.fromEntries(heads.map((head) => [head, 'met'])),
    ...{ verdict: 'for', dissent: 'unnamed', why: 'Sound.' },
  };
  for (const login of members) await (await as(login)).postOpinion({ params: { id }, body: { form } });
  await step(secretary, 'propose', {
    ...{ text: 'Agreed.', kind: 'conditions', conditions: '2099-06-30 say that it is no human' },
  });
  await step(bureau, 'issue-conditions');
  await step(firm, 'accept-conditions');
  const { number } = (await secretary.getCase({ params: { id } })).body;
  await until(async () => secretary.getOpinion({ params: { number } }).catch(() => undefined));
  return number;
}

/** Fills a day as it is typed: year, month, day. */
async function typeDay({ page }: Person, label: string, day: string): Promise<void> {
  await page.getByRole('group', { name: label, exact: true }).getByRole('spinbutton').first().focus();
  for (const part of day.split('-')) await page.keyboard.type(part);
}
const press = (by: Person, name: string): Promise<void> =>
  by.hand.press(by.page.getByRole('button', { name, exact: true }));
const fill = (by: Person, label: string, text: string): Promise<void> =>
  by.hand.fill(by.page.getByRole('textbox', { name: label, exact: true }), text);

/** The bureau appoints who sits at the firm's own till; whom nobody knows it cannot. */
async function appoint(bureau: Person): Promise<void> {
  await bureau.open('/ethics/office');
  await press(bureau, 'Appoint a member');
  await bureau.page.getByRole('alert').getByText('Fill this in.').first().waitFor();
  await isClean(bureau);
  await fill(bureau, 'Sign-in name', 'nobody-here');
  await fill(bureau, 'Name', 'Liu Yang');
  await bureau.page.locator('#field-field').selectOption('law');
  await fill(bureau, 'Employer', 'A shop (demo)');
  await typeDay(bureau, 'First day', '2026-01-01');
  await typeDay(bureau, 'Last day', '2028-12-31');
  await press(bureau, 'Appoint a member');
  await bureau.page.getByRole('alert').getByText('There is no such account').waitFor();
  await fill(bureau, 'Sign-in name', 'cashier-a');
  await press(bureau, 'Appoint a member');
  await bureau.page.getByText('The member is appointed').waitFor();
  await bureau.page.getByRole('button', { name: 'Set the term of Liu Yang' }).waitFor();
  await isClean(bureau);
}

/** The secretary calls a session and keeps its minutes, once all five fields were there. */
async function meet(secretary: Person): Promise<void> {
  await secretary.open('/ethics/office');
  await secretary.hand.press(secretary.page.getByRole('tab', { name: 'Sessions' }));
  await typeDay(secretary, 'Day', '2026-11-20');
  for (const [label, english, chinese] of [
    ['Place', 'Room 2', '二号会议室'],
    ['Agenda', 'One\nTwo', '一\n二'],
  ] as const) {
    await fill(secretary, `${label}, in English`, english);
    await fill(secretary, `${label}, in Chinese`, chinese);
  }
  await press(secretary, 'Call a session');
  await press(secretary, 'Minutes of Nov 20, 2026');
  const dialog = secretary.page.getByRole('dialog');
  await dialog.getByText(/^Missing for a quorum/).waitFor();
  await isClean(secretary, dialog);
  for (const box of await dialog.getByRole('checkbox').all()) await secretary.hand.tick(box);
  await dialog.getByText('All five fields were there.').waitFor();
  await fill(secretary, 'Minutes', 'All agreed.');
  await secretary.hand.press(dialog.getByRole('button', { name: 'Keep the minutes' }));
  await press(secretary, 'Read the minutes of Nov 20, 2026');
  await secretary.page.getByText('All agreed.').waitFor();
}

/** The secretary changes the panel under the same rule by which it was proposed. */
async function compose(secretary: Person, id: string): Promise<void> {
  await secretary.open(`/ethics/reviews/${id}/panel`);
  const law = secretary.page.locator('#field-law');
  const own = law.locator('option', { hasText: /Liu Yang.*interest/ });
  const barred = await own.getAttribute('value');
  const proposed = await law.inputValue();
  assert.notEqual(proposed, barred, 'who works for the firm is not proposed');
  await law.selectOption(barred);
  await press(secretary, 'Save the panel');
  await secretary.page
    .getByRole('alert')
    .getByText(/Liu Yang has an interest in the firm/)
    .first()
    .waitFor();
  await isClean(secretary);
  await press(secretary, 'Take the proposal');
  assert.equal(await law.inputValue(), proposed);
  await press(secretary, 'Save the panel');
  await secretary.page.getByText('The panel is kept').waitFor();
}

/** The firm reports on its condition, and discloses. */
async function answer(firm: Person, number: string): Promise<void> {
  await firm.open('/ethics/mine');
  await isClean(firm);
  await press(firm, `Report on ${number}, condition 1`);
  await fill(firm, 'What was done', 'It says so at once.');
  await press(firm, 'Send the report');
  await firm.page.getByText('Reported, to be checked').waitFor();
  for (const said of await firm.page.locator('textarea[name^="heads/"]').all())
    await firm.hand.fill(said, 'As in the review.');
  await fill(firm, 'Name of the firm', 'Firm A');
  await press(firm, 'Disclose');
  await firm.page.getByText(/^Disclosed for \d{4}$/).waitFor();
}

test('on a phone: a member is appointed, a session held, a panel changed, and a condition reported, checked and met', async () => {
  const { url } = place.harbor().current();
  await using bureau = await become(place.browser(), url, { name: /Zhou Min/, view });
  await appoint(bureau);
  await using secretary = await become(place.browser(), url, { name: /Lin Wei/, view });
  await meet(secretary);
  const id = await accepted();
  await compose(secretary, id);
  const number = await published(id);
  await using firm = await become(place.browser(), url, { name: /He Fang/, view });
  await answer(firm, number);

  await secretary.open('/ethics/office');
  await secretary.hand.press(secretary.page.getByRole('tab', { name: 'Conditions' }));
  await press(secretary, `Check ${number}, condition 1`);
  await secretary.hand.tick(secretary.page.getByRole('radio', { name: 'It is met' }));
  await fill(secretary, 'Answer to the firm', 'We heard it say so.');
  await press(secretary, 'Save what was found');
  await secretary.page.getByRole('dialog').waitFor({ state: 'detached' });
  await secretary.open(`/ethics/opinions/${number}`);
  await secretary.page.getByText('Met in time').waitFor();
  await isClean(secretary);
});
