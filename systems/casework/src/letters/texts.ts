import type { PaperLanguage } from '@finharbor/kernel';

type Texts = {
  readonly case: string;
  readonly number: string;
  readonly procedure: string;
  readonly office: string;
  readonly to: string;
  readonly date: string;
  readonly letter: string;
  readonly basis: string;
  readonly remedy: string;
  readonly until: (title: string, day: string) => string;
  readonly anyTime: (title: string) => string;
  readonly object: (title: string, day: string) => string;
  readonly record: string;
  readonly recordHelp: string;
};

/** What a letter says besides what its procedure writes. */
export const letterTexts: Readonly<Record<PaperLanguage, Texts>> = {
  en: {
    case: 'The case',
    number: 'Number',
    procedure: 'Procedure',
    office: 'Office',
    to: 'To',
    date: 'Date',
    letter: 'What we write to you',
    basis: 'Terms and what they rest on',
    remedy: 'What you can do',
    until: (title, day) => `${title}: until the end of ${day}.`,
    anyTime: (title) => `${title}.`,
    object: (title, day) =>
      `What is published of this case can be objected to by anybody, by a case "${title}", until the end of ${day}.`,
    record: 'In the history of the case',
    recordHelp:
      'The history of the case commits to this letter under the following SHA-256. In an export of the case it stands beside the event that opens it: "finharbor cases verify" checks that offline.',
  },
  zh: {
    case: '事项',
    number: '编号',
    procedure: '办事程序',
    office: '办理机关',
    to: '送达',
    date: '日期',
    letter: '正文',
    basis: '期限及其依据',
    remedy: '您可以',
    until: (title, day) => `${title}：截至${day}。`,
    anyTime: (title) => `${title}。`,
    object: (title, day) => `对本事项的公示内容，任何人可在${day}前（含当日）通过“${title}”提出异议。`,
    record: '办理记录中的位置',
    recordHelp:
      '事项的办理记录以下列 SHA-256 承诺值固定了本文书。在导出的事项档案中，该值与其对应的记录并列，可用“finharbor cases verify”离线核验。',
  },
};

/** A day as a letter states it, in China Standard Time: `2 March 2026`, `2026年3月2日`. */
export function letterDay(language: PaperLanguage, atMs: number): string {
  return dayIn[language].format(atMs);
}

const days = { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric' } as const;
const dayIn = {
  en: new Intl.DateTimeFormat('en-GB', days),
  zh: new Intl.DateTimeFormat('zh-CN', days),
} as const;
