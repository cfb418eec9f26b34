import type { texts as english } from './en.ts';

/** 港口各页面的文字。 */
export const texts: typeof english = {
  overview: {
    lead: '可用不可见、可控可计量；用后皆可验证。',
    parties: '参与方',
    products: '数据产品',
    toCatalogue: '查看目录',
    partiesTitle: '参与方及其公钥',
    key: '本进程的公钥',
    keyHelp: '对方询问时请当面或电话读出；切勿与登记申请走同一渠道。',
  },
  party: {
    name: '名称',
    party: '简称',
    role: '角色',
    registrar: '企业登记方',
    fingerprint: '公钥指纹',
  },
  waiting: {
    title: '待您处理',
    nothing: '暂无待办。',
    assumption: '请阅读并接受信任说明，此前不能运行任务。',
    decide: '待审批合同：{{purpose}}',
    undecided: '合同待审批人处理：{{purpose}}',
    job: '任务运行中：{{stage}}',
  },
};
