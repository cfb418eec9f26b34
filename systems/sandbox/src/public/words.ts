import type { Bilingual } from '@finharbor/kernel/contract';
import type { Stage } from '../project/domain.ts';

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
