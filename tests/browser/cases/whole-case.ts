import { test } from 'node:test';
import { become, isClean, type Person } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

/** What people read on the way, in one language. */
type Words = Readonly<
  Record<
    | 'firm'
    | 'officer'
    | 'complaint'
    | 'begin'
    | 'about'
    | 'kind'
    | 'charges'
    | 'story'
    | 'wish'
    | 'send'
    | 'received'
    | 'takeUp'
    | 'findings'
    | 'answerField'
    | 'answer'
    | 'answered'
    | 'content'
    | 'closed',
    string
  >
>;

const zh: Words = {
  ...{ firm: '何芳', officer: '周敏', complaint: '公众投诉', begin: '开始办理', about: '被投诉方' },
  ...{
    kind: '投诉类别',
    charges: '收费',
    story: '事情经过',
    wish: '诉求',
    send: '提交投诉',
    received: '已收到',
  },
  ...{ takeUp: '受理', findings: '查明情况', answerField: '答复意见', answer: '答复', answered: '已答复' },
  ...{ content: '满意，办结', closed: '已办结' },
};
const en: Words = {
  ...{
    firm: 'He Fang',
    officer: 'Zhou Min',
    complaint: 'Complaint',
    begin: 'Begin',
    about: 'Whom it is about',
  },
  ...{ kind: 'What it is about', charges: 'Charges', story: 'What happened', wish: 'What you ask for' },
  ...{
    send: 'Send',
    received: 'Received',
    takeUp: 'Take up',
    findings: 'What was found',
    answerField: 'Answer',
  },
  ...{ answer: 'Answer', answered: 'Answered', content: 'I am content', closed: 'Closed' },
};

const ways = [
  { words: zh, view: { language: 'zh-CN', width: 390, touch: true }, by: 'keyboard' },
  { words: en, view: { language: 'en', width: 1280 }, by: 'pointer' },
] as const;

for (const { words, view, by } of ways)
  test(`a firm complains, the officer answers, the firm reads it and is content: ${view.language}, ${view.width} px, ${by}`, async () => {
    const url = harbor().current().url;
    await using firm = await become(browser(), url, { name: new RegExp(words.firm), view, by });
    await using officer = await become(browser(), url, { name: new RegExp(words.officer), view, by });
    const id = await complain(firm, words);
    await answer(officer, words, id);
    await conclude(firm, words, id);
  });

async function complain(firm: Person, words: Words): Promise<string> {
  const { page, hand } = firm;
  await firm.open('/cases/new');
  await isClean(firm);
  const heading = page.getByRole('heading', { name: words.complaint, exact: true });
  await hand.press(heading.locator('xpath=following::button[1]'));
  await page.waitForURL(/cases\/[0-9a-f]{8}-[0-9a-f-]{27}$/);
  await page.getByRole('textbox', { name: words.about }).waitFor();
  await isClean(firm);
  await hand.fill(page.getByRole('textbox', { name: words.about }), '海港银行 Harbour Bank');
  await hand.choose(page.getByRole('combobox', { name: words.kind }), words.charges);
  await hand.fill(page.getByRole('textbox', { name: words.story }), '多扣一次。 Taken twice.');
  await hand.fill(page.getByRole('textbox', { name: words.wish }), '退回。 Back.');
  await hand.press(page.getByRole('button', { name: words.send, exact: true }));
  await page.getByRole('heading', { level: 1, name: '海港银行 Harbour Bank' }).waitFor();
  await page.getByText(words.received, { exact: true }).first().waitFor();
  await isClean(firm);
  return page.url().split('/').at(-1)!;
}

async function answer(officer: Person, words: Words, id: string): Promise<void> {
  const { page, hand } = officer;
  await officer.open(`/cases/${id}`);
  await isClean(officer);
  await hand.press(page.getByRole('button', { name: words.takeUp, exact: true }));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await isClean(officer, dialog);
  await hand.press(dialog.getByRole('button', { name: words.takeUp, exact: true }));
  await dialog.waitFor({ state: 'detached' });
  await hand.fill(page.getByRole('textbox', { name: words.findings }), '属实。 So it is.');
  await hand.fill(
    page.getByRole('textbox', { name: words.answerField }),
    '已退回三十元。 Thirty yuan are back.',
  );
  await hand.press(page.getByRole('button', { name: words.answer, exact: true }));
  await page.getByText(words.answered, { exact: true }).first().waitFor();
  await isClean(officer);
}

async function conclude(firm: Person, words: Words, id: string): Promise<void> {
  const { page, hand } = firm;
  await firm.open(`/cases/${id}`);
  await page.getByText('已退回三十元。 Thirty yuan are back.').waitFor();
  await isClean(firm);
  await hand.press(page.getByRole('button', { name: words.content, exact: true }));
  const dialog = page.getByRole('dialog');
  await hand.press(dialog.getByRole('button', { name: words.content, exact: true }));
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(words.closed, { exact: true }).first().waitFor();
  await isClean(firm);
}
