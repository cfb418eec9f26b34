import type { Locator } from 'playwright-core';
import { become, isClean, type Person } from '../../harness/person.ts';
import type { Cast } from '../pilot/cast.ts';
import { formsOf } from './forms.ts';
import { words } from './words.ts';

/** Who comes onto the committee: somebody else in each language, for nobody comes onto it twice. */
const newcomers = {
  en: { login: 'supervisor', name: 'Guo Rui (demo)', door: /Guo Rui/ },
  zh: { login: 'regulator-hk', name: '張美（演示）', door: /張美/ },
} as const;
const code = '91350100M000100Y43';

/** Somebody is appointed, their term is ended and a further one begun. */
export async function served({ language, as }: Cast): Promise<void> {
  const { member } = words[language];
  const { login, name } = newcomers[language];
  const board = await as('board');
  const { fill, choose, day, press, refused, said } = formsOf(board, language);
  const fillIn = async (): Promise<void> => {
    await fill(member.account, login);
    await fill(member.name, name);
    await choose(member.field, language === 'en' ? 'Law' : '法律');
    await fill(member.employer, '演示单位 An employer (demo)');
    await day(member.from, '2026-01-01');
  };
  await board.open('/ethics/office');
  await fillIn();
  await day(member.last, '2025-12-31');
  await press(member.appoint);
  await refused(member.backwards);
  await isClean(board);
  await day(member.last, '2028-12-31');
  await press(member.appoint);
  await rowOf(board, name).waitFor();
  await fillIn();
  await day(member.last, '2028-12-31');
  await press(member.appoint);
  await refused(member.already);
  await isClean(board);

  const dialog = board.page.getByRole('dialog');
  const term = formsOf(board, language, dialog);
  const openTerm = (): Promise<void> => press(new RegExp(`^${member.termOf}.*${escaped(name)}$`));
  await openTerm();
  await term.day(member.last, '2026-06-30');
  await isClean(board, dialog);
  await term.press(member.save);
  await said(member.kept);
  await rowOf(board, name).getByText(member.notSitting).waitFor();
  await openTerm();
  await term.choose(member.which, member.further);
  await term.day(member.from, '2026-03-01');
  await term.day(member.last, '2028-12-31');
  await term.press(member.save);
  await term.refused(member.overlap);
  await isClean(board, dialog);
  await term.day(member.from, '2026-07-01');
  await term.press(member.save);
  await dialog.waitFor({ state: 'detached' });
  await rowOf(board, name).getByText(member.notSitting).waitFor({ state: 'detached' });
  await board.open('/ethics');
  await rowOf(board, name).waitFor();
  await isClean(board);
}

/** The newcomer declares an interest, which the office reads; who has nothing to declare is told so. */
export async function declared({ language, as, browser, harbor }: Cast): Promise<void> {
  const { interest } = words[language];
  const { door, name } = newcomers[language];
  const view = { language: language === 'en' ? 'en' : 'zh-CN', width: 390, touch: true } as const;
  await using member = await become(browser, harbor.current().url, { name: door, view });
  const { fill, choose, press, refused, said } = formsOf(member, language);
  await member.open('/ethics/mine');
  await said(interest.mine);
  await isClean(member);
  await fill(interest.uscc, code.replace('43', '44'));
  await choose(interest.kind, interest.shares);
  await fill(interest.note, '持有百分之一股份（演示） One percent (demo)');
  await press(interest.save);
  await refused(interest.wrong);
  await isClean(member);
  await fill(interest.uscc, code);
  await press(interest.save);
  await rowOf(member, code).waitFor();
  await isClean(member);

  const board = await as('board');
  await board.open('/ethics/office?tab=interests');
  await rowOf(board, name).getByText(interest.declared).waitFor();
  await isClean(board);
  const secretary = await as('secretary');
  await secretary.open('/ethics/mine');
  await secretary.page.getByText(interest.nothing).waitFor();
  await isClean(secretary);
}

/** The row of a table that says so. */
function rowOf({ page }: Pick<Person, 'page'>, says: string): Locator {
  return page.getByRole('row').filter({ hasText: says }).first();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
