import type { texts as english } from './texts-en.ts';

/** 流通全景页面的文字。 */
export const texts: typeof english = {
  title: '流通全景',
  lead: '数据流通的增长、集中度与拒绝原因，均按各方签名文件统计。',
  none: '尚无数据流通',
  noneHelp: '参与方发布产品、签订合同并使用数据后，此处显示统计。',
  noneOf: '暂无',
  growth: '近十二个月',
  growthSummary: '{{from}} 至 {{until}} 共使用 {{n}} 次（按北京时间计月）。',
  month: '月份',
  series: { uses: '使用次数', contracts: '申请合同数', products: '最近发布产品数' },
  allUses: '累计使用：{{kinds}}',
  holders: '提供方',
  consumers: '使用方',
  party: '参与方',
  uses: '使用次数',
  share: '占比',
  inForce: '生效合同',
  products: '产品数',
  concentrated: '赫芬达尔指数 {{n}}（满值 10,000）：高度集中（2,500 及以上），使用集中于少数参与方。',
  spread: '赫芬达尔指数 {{n}}（满值 10,000）：使用分布于多个参与方。',
  refusals: '拒绝原因',
  code: '代码',
  count: '拒绝次数',
  noRefusals: '尚无拒绝',
  noRefusalsHelp: '提供方拒绝任务的答复按原因在此统计。',
};
