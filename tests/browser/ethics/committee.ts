import { become } from '../../harness/person.ts';
import type { Cast } from '../pilot/cast.ts';
import { reportedBreach } from './breach.ts';
import { disclosed, reported } from './firm.ts';
import { declared, served } from './members.ts';
import { readByAll } from './open.ts';
import { spokenByKeyboard } from './spoken.ts';
import { adoptedMethod, adoptedText } from './texts.ts';

/** All that the committee does besides hearing a product, each by whoever does it. */
export async function committeeAtWork(cast: Cast): Promise<void> {
  await byKeyboard(cast);
  const board = await cast.as('board');
  await adoptedText(board, cast.language);
  await adoptedMethod(board, cast.language);
  await served(cast);
  await declared(cast);
  await disclosed(cast);
  await reportedBreach(cast);
  await reported(cast);
  await readByAll(cast);
}

/** A text is adopted and an opinion given by keyboard alone. */
export async function byKeyboard(cast: Cast): Promise<void> {
  const { language, browser, harbor } = cast;
  await using bureau = await become(browser, harbor.current().url, {
    ...{ name: language === 'en' ? /Zhou Min/ : /周敏/, by: 'keyboard' },
    view: { language: language === 'en' ? 'en' : 'zh-CN', width: 1280 },
  });
  await adoptedText(bureau, language);
  await spokenByKeyboard(cast);
}
