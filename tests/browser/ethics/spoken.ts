import { ethicsReview } from '@finharbor/ethics';
import { caseHand } from '../../harness/case-hand.ts';
import { become, isClean } from '../../harness/person.ts';
import type { Cast } from '../pilot/cast.ts';

const heads = ['integrity', 'data', 'inclusion', 'openness', 'competition', 'risk', 'green'];
/** The product of the demonstration that is before its panel. */
const heard = '01937f00-0000-7000-8000-00000000e602';
/** Nobody speaks twice: another member in each language. */
const members = { en: /Qin Yue/, zh: /李娜/ } as const;

/** A member of the panel gives an opinion by keyboard alone. */
export async function spokenByKeyboard({ language, browser, harbor }: Cast): Promise<void> {
  await using member = await become(browser, harbor.current().url, {
    ...{ name: members[language], by: 'keyboard' },
    view: { language: language === 'en' ? 'en' : 'zh-CN', width: 1280 },
  });
  await caseHand(ethicsReview, language)
    .on(member, heard)
    .opinion({
      verdict: 'for',
      ...Object.fromEntries(heads.map((head) => [head, 'met'])),
      ...{ why: '总体可行（演示）。 Sound on the whole (demo).', dissent: 'unnamed' },
    });
  await isClean(member);
}
