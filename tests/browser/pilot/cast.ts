import { sandboxProcedures } from '@finharbor/sandbox';
import type { Browser } from 'playwright-core';
import { type CaseHand, caseHand, type Reading } from '../../harness/case-hand.ts';
import type { TestHarbor } from '../../harness/harbor.ts';
import { become, type Person } from '../../harness/person.ts';
import { phone } from '../../harness/whole-job.ts';

const people = {
  firm: { en: 'He Fang', zh: '何芳' },
  secretary: { en: 'Lin Wei', zh: '林伟' },
  board: { en: 'Zhou Min', zh: '周敏' },
  otherBoard: { en: 'Song Yan', zh: '宋妍' },
  firstExpert: { en: 'Qin Yue', zh: '秦悦' },
  secondExpert: { en: 'Li Na', zh: '李娜' },
  supervisor: { en: 'Guo Rui', zh: '郭睿' },
  resident: { en: 'Wang Tao', zh: '王涛' },
} as const;

/** Who has to do with a pilot, each in a browser of their own that reads one language. */
export type Cast = AsyncDisposable & {
  readonly language: Reading;
  readonly harbor: TestHarbor;
  readonly browser: Browser;
  /** Whoever is asked for comes in when they are asked for first. */
  readonly as: (who: keyof typeof people) => Promise<Person>;
  readonly cases: (procedure: string) => CaseHand;
};

/** Has them stand ready: in Chinese the firm works on the telephone. */
export function castOf(harbor: TestHarbor, browser: Browser, language: Reading): Cast {
  const here = new Map<string, Promise<Person>>();
  const desk = { language: language === 'zh' ? 'zh-CN' : 'en', width: 1280 } as const;
  return {
    ...{ language, harbor, browser },
    as: (who) => {
      const view = language === 'zh' && who === 'firm' ? ({ ...phone, language: 'zh-CN' } as const) : desk;
      const person =
        here.get(who) ??
        become(browser, harbor.current().url, { name: new RegExp(people[who][language]), view });
      here.set(who, person);
      return person;
    },
    cases: (procedure) => caseHand(sandboxProcedures.find(({ name }) => name === procedure)!, language),
    async [Symbol.asyncDispose]() {
      for (const person of await Promise.all(here.values())) await person[Symbol.asyncDispose]();
    },
  };
}
