import type { texts as english } from './lists-en.ts';

/** 贷款机构各列表的筛选与批量操作文字。 */
export const texts: typeof english = {
  applications: {
    firm: '企业统一社会信用代码',
    latest: '仅列出、筛选和导出最近 {{n}} 条。',
    again: '重新评分',
    againAll: '所选申请将按其合同、以企业现行授权重新评分。',
  },
};
