import type { HelpTexts } from './help.ts';

/** 伦理委员会页面的帮助。 */
export const ethicsHelp: HelpTexts = {
  '/ethics': {
    purpose: '伦理委员会委员、会议、审查意见与企业评价。',
    steps: ['选择委员会、会议、审查意见或企业。', '打开某项意见或某家企业。', '保存年度报告。'],
  },
  '/ethics/board': {
    purpose: '按产品所处阶段列示的伦理审查。',
    steps: ['打开事项，在其中办理各步骤。'],
  },
  '/ethics/declaration': {
    purpose: '九条倡议及签署企业。',
    steps: ['阅读宣言。', '企业负责人：用此浏览器中保存的企业密钥签署。'],
  },
  '/ethics/firms/$uscc': {
    purpose: '企业伦理档案及其评价构成。',
    steps: ['查看各项得分与权重。', '打开相关审查意见与违反情况。'],
  },
  '/ethics/opinions/$number': {
    purpose: '一份伦理审查意见。',
    steps: ['阅读意见及不同意见的理由。', '查看条件落实情况。'],
  },
};
