import type { texts as english } from './mine-en.ts';

/** 企业自己的贷款申请列表的文字。 */
export const texts: typeof english = {
  title: '我的申请',
  lead: '贵企业在本港各贷款机构的申请。',
  none: '尚未申请贷款',
  noneHelp: '您的申请及其决定将在此显示。',
  lender: '贷款机构',
  at: '申请时间',
  unnamed: '贷款',
  silent: '{{name}}暂时没有应答，其处的申请未列出。',
};
