import type { texts as english } from './texts-en.ts';

/** 数据交付页面的文字。 */
export const texts: typeof english = {
  title: '提供方式',
  way: {
    computation: '参与计算，不展示数据',
    pull: '数据文件，由使用方拉取',
    push: '数据文件，由提供方推送',
  },
  wayHelp: {
    computation: '各方共同计算，数据行不离开本节点。',
    pull: '依专门的交付合同，由使用方节点拉取数据；此后的使用由其承诺。',
    push: '同上，由本节点推送，适用于不便主动拉取的使用方。',
  },
  short: { pull: '文件（拉取）', push: '文件（推送）' },
  field: '以何种方式提供？',
  fieldHelp:
    '仅限可以展示的数据：公开数据，或不指向任何个人的汇总数据。标注含个人信息的产品，或要求仅隐私计算方可落实的条款的产品，不得交付。',
  missing: '请选择提供方式。',
  askBody:
    '您的节点将签署，港内各方均可见。可以发布新版本替换，但不能收回。数据行仅在您的审批人签署交付合同后方会离开本节点。',
  approveBody:
    '您的节点将签署。此后使用方可按条款约定的次数以文件取得产品的数据行。已交付的数据无法收回；终止合同可停止尚未交付的部分。',
  kindHelp:
    '以文件交付一个产品的全部数据行。次数、期限和接收方强制执行；用途、地点、保存期限及不转交由我方承诺。',
  onlyOne: '请选择一个产品：一份交付合同限一个产品。',
  none: '没有产品以文件方式提供数据。',
  term: {
    withdrawn_firms: '每份文件均剔除届时已撤回授权的企业。',
    recipient: '数据仅依协议交付至 {{value}} 自身节点。',
    onward_transfer: '数据不得转交他人。',
    retention_days: '数据在 {{value}} 天后删除，使用方节点届时删除其文件。',
  },
  start: '发起数据交付',
  startBody: '计为合同的一次使用，按合同计费。文件存放于本节点；另存他处者须遵守合同承诺。',
  startWay: '以何种方式交付？',
  result: {
    rows: '行数',
    bytes: '大小',
    came: '交付方式',
    sha256: '文件 SHA-256',
    sha256Help: '双方一致，双方凭证均以其为承诺内容。',
    save: '保存为 CSV',
    keepUntil: '依合同承诺，本节点将于 {{on}} 删除该文件。',
    deleted: '本节点已于 {{on}} 删除该文件：约定的保存期限已满。',
    gone: '该文件已不在本机。',
    left: '全部数据行已交付 {{party}}。',
    part: '结束时该文件已有 {{bytes}} 离开本节点。',
    analyst: '本方分析员可保存该文件。',
  },
  provider: '交付自有数据行',
  consumer: '发起并接收数据行',
};
