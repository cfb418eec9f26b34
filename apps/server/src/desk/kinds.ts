import type { NoticeKind } from '@finharbor/desk';

const kind = (
  name: string,
  [en, zh]: readonly [string, string],
  ...roles: readonly string[]
): NoticeKind => ({
  kind: name,
  title: { en, zh },
  roles,
});

/** What those are told of who watch over how a process is run. */
function governanceKinds(...watching: readonly string[]): readonly NoticeKind[] {
  return [
    kind('break_glass.opened', ['The emergency account was opened', '应急账号已启用'], ...watching),
    kind('audit.unsealed', ['The audit trail cannot be sealed', '审计记录无法封存'], ...watching),
  ];
}

const catalogueChanged = [
  'Something I follow in the catalogue has changed',
  '我关注的目录内容有变化',
] as const;

/** What people at a party's node are told of. */
export const nodeKinds: readonly NoticeKind[] = [
  kind('contract.asked', ['A contract waits for approval', '合同待批准'], 'approver'),
  kind('contract.decided', ['A provider has decided on a contract', '提供方已就合同作出决定'], 'approver'),
  kind(
    'contract.countered',
    ['Other terms were offered for a contract, or answered', '合同收到反要约或其答复'],
    'approver',
  ),
  kind('contract.in_force', ['A contract is in force', '合同已生效'], 'approver', 'analyst'),
  kind('proposal.asked', ['A computation waits for approval', '计算方案待批准'], 'approver'),
  kind(
    'proposal.decided',
    ['A provider has decided on a computation', '提供方已就计算方案作出决定'],
    'analyst',
  ),
  kind('job.ended', ['A training or computation has ended', '训练或计算任务已结束'], 'analyst'),
  kind('product.decided', ['A product of ours was decided on', '本方产品已有决定'], 'steward'),
  kind('firm_key.asked', ['A firm waits for its key to be vouched for', '企业公钥待确认'], 'steward'),
  kind('catalogue.changed', catalogueChanged, 'admin', 'analyst', 'approver', 'auditor', 'steward'),
  ...governanceKinds('admin', 'auditor'),
];

/** What people at a lender's node are told of besides. */
export const lenderKinds: readonly NoticeKind[] = [
  kind('application.received', ['An application has come in', '收到贷款申请'], 'analyst'),
  kind('application.decided', ['An application is decided', '贷款申请已有决定'], 'analyst'),
];

/** What people at the hub are told of. */
export const hubKinds: readonly NoticeKind[] = [
  kind('enrolment.asked', ['A party asks to join', '参与方申请准入'], 'operator', 'bureau'),
  kind('rights.asked', ['A registration or objection waits', '产权登记或异议待办理'], 'operator'),
  kind('contract.in_force', ['A contract is in force', '合同已生效'], 'bureau'),
  kind('contract.declined', ['A provider has declined a contract', '提供方已拒绝合同'], 'bureau'),
  kind('contract.ended', ['A contract was ended', '合同已终止'], 'bureau'),
  kind('organization.verified', ['My firm is verified', '本企业已通过核验'], 'owner'),
  kind('application.decided', ['My application is decided', '我的申请已有决定'], 'owner'),
  kind('data.used', ['Data of my firm were used', '本企业数据被使用'], 'owner'),
  kind('withdrawal.effective', ['My withdrawal is in effect', '我的撤回已生效'], 'owner'),
  kind('card.asked', ['A merchant asks for a use of my card', '商户请求核销我的预付卡'], 'resident', 'owner'),
  kind('card.returned', ['What was left on my card is back', '我的预付卡余款已退回'], 'resident', 'owner'),
  kind('card.sold', ['A prepaid card was sold', '售出一张预付卡'], 'owner'),
  kind(
    'case.moved',
    ['A case of mine has moved', '我的事项有新进展'],
    'bureau',
    'operator',
    'owner',
    'resident',
  ),
  kind('catalogue.changed', catalogueChanged, 'auditor', 'bureau', 'operator', 'owner'),
  kind('pilot.alert', ['A pilot project is beyond a bound', '试点项目指标预警'], 'bureau'),
  kind('pilot.stage', ['A pilot project of ours was decided on', '本方试点项目已有决定'], 'owner'),
  kind(
    'pilot.report',
    ['A report on a pilot project is due or missing', '试点项目报送提醒'],
    'bureau',
    'owner',
  ),
  kind(
    'pilot.followed',
    ['Something is new of a pilot project I follow', '我关注的试点项目有新动态'],
    ...(['auditor', 'bureau', 'operator', 'owner', 'resident'] as const),
  ),
  ...governanceKinds('bureau', 'operator'),
];
