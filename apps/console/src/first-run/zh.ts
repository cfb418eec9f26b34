import type { texts as english } from './en.ts';

/** 导览的文字。 */
export const texts: typeof english = {
  label: '简短导览',
  palette: { title: '搜索', body: '输入几个字或拼音首字母，即可打开任何页面；也可按 Ctrl 和 K 键。' },
  help: { title: '帮助', body: '用几步说明本页面的用途；也可在此重新查看导览。' },
  display: { title: '显示', body: '语言、深色、大字号和高对比度；在港口的各个进程间保持一致。' },
  enrolments: { title: '准入', body: '申请加入的机构在此等待准入。' },
  accounts: { title: '账号', body: '可以在此登录的所有人：邀请成员，停用账号。' },
  oversight: { title: '监管', body: '谁用谁的数据计算了什么：合同、任务与拒绝记录。' },
  overview: { title: '概况', body: '港口的运行情况与数据。' },
  firm: { title: '我的企业', body: '从这里开始：每一次授权都由企业密钥签署。' },
  loans: { title: '贷款', body: '查找贷款并申请；没有您的授权，数据不会流动。' },
  contracts: { title: '合同', body: '各方签署合同之后，才能进行计算。' },
  jobs: { title: '任务', body: '发起训练或评分，跟踪进度，查看结果。' },
  applications: { title: '申请', body: '申请贷款的企业，各有其评分与决定。' },
  'loan-products': { title: '贷款产品', body: '发布贷款产品及其规则。' },
  datasets: { title: '数据集', body: '载入文件，检查内容，并发布可供使用的字段。' },
  'firm-keys': { title: '企业公钥', body: '请您确认公钥的企业在此等待。' },
};
