import type { Bilingual } from '@finharbor/kernel/contract';
import type { Stage } from '../project/domain.ts';
import type { PublicData } from '../usage/records.ts';
import type { RecordBody } from '../watch/record.ts';

/** What stages are called. */
export const stageTitles: Readonly<Record<Stage, Bilingual>> = {
  announced: { en: 'Announced, open to comments', zh: '公示中' },
  running: { en: 'Being tested', zh: '测试中' },
  suspended: { en: 'Suspended', zh: '已暂停' },
  exiting: { en: 'Exit under review', zh: '出盒评审中' },
  exited: { en: 'Exited, certified', zh: '已出盒' },
  stopped: { en: 'Stopped', zh: '已终止' },
  refused: { en: 'Not admitted', zh: '不予测试' },
  withdrawn: { en: 'Withdrawn', zh: '已撤回' },
};

/** What has happened to a project, as its history names it. */
export const eventTitles: Readonly<Record<string, Bilingual>> = {
  announce: { en: 'Entered in the register and announced', zh: '登记编号并公示' },
  admit: { en: 'Admitted', zh: '准予测试' },
  refuse: { en: 'Not admitted', zh: '不予测试' },
  withdraw: { en: 'Withdrawn', zh: '撤回' },
  suspend: { en: 'Suspended', zh: '暂停' },
  resume: { en: 'Resumed', zh: '恢复测试' },
  stop: { en: 'Stopped', zh: '终止' },
  'ask-exit': { en: 'Exit asked for', zh: '申请出盒' },
  'ask-extension': { en: 'Longer time asked for', zh: '申请延期' },
  'ask-change': { en: 'Change asked for', zh: '申请变更' },
  'ask-appeal': { en: 'Appeal made', zh: '提出申诉' },
  'give-up': { en: 'Request given up', zh: '撤回申请' },
  'give-up-exit': { en: 'Exit given up', zh: '撤回出盒申请' },
  exit: { en: 'Exit confirmed', zh: '确认出盒' },
  restore: { en: 'Decision changed on appeal', zh: '申诉后改变决定' },
  extend: { en: 'Longer time given', zh: '准予延期' },
  change: { en: 'Declaration changed', zh: '声明内容变更' },
};

/** What records are called. */
export const recordTitles: Readonly<Record<RecordBody['kind'], Bilingual>> = {
  disclosure: { en: 'Disclosure', zh: '信息披露' },
  data: { en: 'Data that are used', zh: '数据应用' },
  model: { en: 'Model', zh: '模型治理' },
  compensation: { en: 'Compensation', zh: '客户补偿' },
  follow_up: { en: 'Roll-out after the exit', zh: '出盒后推广' },
};

/** How a contract stands, as far as the public is told. */
export const contractTitles: Readonly<Record<PublicData['contract'], Bilingual>> = {
  live: { en: 'There is one, and it is in force', zh: '有，生效中' },
  not_live: { en: 'There is one, and it is not in force', zh: '有，未生效' },
  unknown: { en: 'The harbor has none on file', zh: '港内无登记' },
};
