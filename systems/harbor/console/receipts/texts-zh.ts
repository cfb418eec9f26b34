import type { texts as english } from './texts-en.ts';

/** 注销证明核验结果的文字。 */
export const texts: typeof english = {
  valid: '证明与签署时一致',
  invalid: '证明无效',
  altered: '签署之后内容被改动。',
  badSignature: '其中所列公钥并未签署此证明。',
  signer: '签署方',
  key: '公钥指纹',
  compare: '请与另行取得的指纹比对：他人另造密钥也能签署任何内容。',
  erasedAt: '删除时间',
  cause: '原因',
  request: '本人申请',
  retention: '保存期限届满',
  subject: '已无法打开的承诺值',
  erased: '已删除',
  rows: '{{what}}：{{rows}} 条',
  kept: '依法保留及原因',
  why: '{{what}}：{{reason}}',
};
