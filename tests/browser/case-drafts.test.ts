import assert from 'node:assert/strict';
import { test } from 'node:test';
import { become, isClean, type Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { phone } from '../harness/whole-job.ts';

const place = stage(100);

const words = {
  en: {
    person: /Li Na/,
    begin: 'Begin',
    complaint: 'Complaint',
    about: 'Whom it is about',
    story: 'What happened',
    wish: 'What you ask for',
    saved: /^Saved /,
    aside: /^Not saved yet/,
    restored: 'Here is what was filled in before.',
    clash: 'Filled in differently in two places',
    takeOther: 'Whom it is about: take the other',
    discard: 'Throw it away',
  },
  'zh-CN': {
    person: /李娜/,
    begin: '开始办理',
    complaint: '公众投诉',
    about: '被投诉方',
    story: '事情经过',
    wish: '诉求',
    saved: /^已于.*保存$/,
    aside: /^尚未保存/,
    restored: '已恢复此前填写的内容。',
    clash: '两处填写的内容不一致',
    takeOther: '被投诉方：采用另一处',
    discard: '删除草稿',
  },
} as const;

type Words = (typeof words)[keyof typeof words];

const field = ({ page }: Person, label: string) => page.getByRole('textbox', { name: label });
const fill = (who: Person, label: string, value: string) => who.hand.fill(field(who, label), value);
const isSaved = ({ page }: Person, say: Words) => page.getByRole('status').getByText(say.saved).waitFor();
/** Looks until a field says so: what is filled in elsewhere comes within seconds. */
async function says(who: Person, label: string, value: string): Promise<void> {
  for (let tries = 0; (await field(who, label).inputValue()) !== value; tries++) {
    assert.ok(tries < 100, `${label} says “${await field(who, label).inputValue()}”`);
    await who.page.waitForTimeout(100);
  }
}

/** Begins a complaint and fills in two fields of it; gives its path. */
async function halfFilled(who: Person, say: Words): Promise<string> {
  await who.open('/cases/new');
  await who.hand.press(who.page.getByRole('button', { name: say.begin, exact: true }).first());
  await who.page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  await fill(who, say.about, '滨江支付');
  await isSaved(who, say);
  await fill(who, say.story, 'It was <b>slow</b>.');
  // Somebody looks up from it, and something happens.
  await who.page.waitForTimeout(2_000);
  return new URL(who.page.url()).pathname.replace(/^\/app/, '');
}

for (const [language, by] of [
  ['en', 'keyboard'],
  ['zh-CN', 'pointer'],
] as const)
  test(`on a phone, ${language}, by ${by}: half a form outlives its page, a new device goes on with it, and what two fill in differently is chosen from`, async () => {
    const say: Words = words[language];
    const { url } = place.harbor().current();
    const role = { name: say.person, view: { ...phone, language }, by };
    const first = await become(place.browser(), url, role);
    const path = await halfFilled(first, say);
    await first.page.close();
    await first[Symbol.asyncDispose]();

    await using second = await become(place.browser(), url, role);
    await second.open(path);
    await says(second, say.about, '滨江支付');
    await says(second, say.story, 'It was <b>slow</b>.');
    await second.page.getByText(say.restored).waitFor();
    await isClean(second);

    await using third = await become(place.browser(), url, role);
    await third.open(path);
    await says(third, say.about, '滨江支付');
    await third.context.setOffline(true);
    await fill(third, say.about, '海港支付');
    await fill(third, say.wish, 'My money back.');
    await third.page.getByRole('status').getByText(say.aside).waitFor();
    await fill(second, say.about, '江心支付');
    await isSaved(second, say);
    await second.page.waitForTimeout(2_000);
    await third.context.setOffline(false);
    await third.page.getByRole('alert').getByText(say.clash).waitFor();
    await isClean(third);
    assert.equal(await field(third, say.wish).inputValue(), 'My money back.');
    await third.hand.press(third.page.getByRole('button', { name: say.takeOther }));
    await says(third, say.about, '江心支付');
    await says(second, say.wish, 'My money back.');

    await second.hand.press(second.page.getByRole('button', { name: say.discard }).first());
    await says(second, say.about, '');
    await says(third, say.about, '');
    assert.deepEqual([...second.faults, ...third.faults], []);
  });
