import type { HelpTexts } from './help.ts';

/** What the pages of cases are for. */
export const caseHelp: HelpTexts = {
  '/cases': {
    purpose: '您申请的事项，以及待您或本机关办理的事项。',
    steps: [
      '选择队列，先到期的排在前面。',
      '点按计数即可筛选；常用的筛选可命名保存。',
      '受理机关可领取下一件，或选取多件一并分办。',
      '打开事项，或发起新的事项。',
    ],
  },
  '/cases/new': {
    purpose: '可在此申请的事项。',
    steps: ['了解办理流程和所需材料。', '开始办理：提交前不会发送任何内容。'],
  },
  '/cases/$id': {
    purpose: '一件事项：进度、待办和期限。',
    steps: [
      '上传所需材料，文件类型按内容识别。',
      '填写由您办理的步骤的表单并提交；内容随填随存，可在任何设备上继续。',
      '关注期限：承诺日与最迟日。',
      '留言，或查看办理经过。',
      '办结满规定年限后内容删除，仅为受理机关保留编号、状态、时间和哈希值。',
    ],
  },
  '/public-cases': {
    purpose: '已决定事项的公示。',
    steps: ['按编号或文字查找。'],
  },
  '/public-cases/$number': {
    purpose: '一件公示的事项。',
    steps: ['查阅内容，并可在截止日前提出异议。'],
  },
  '/procedures/$name': {
    purpose: '办事程序：步骤、期限、表单与材料。',
    steps: ['查看由谁办理、多少个工作日内办结。'],
  },
};
