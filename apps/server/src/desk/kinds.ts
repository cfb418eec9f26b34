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

/** What people at a party's node are told of. */
export const nodeKinds: readonly NoticeKind[] = [
  kind('contract.asked', ['A contract waits for approval', '合同待批准'], 'approver'),
  kind('contract.decided', ['A provider has decided on a contract', '提供方已就合同作出决定'], 'approver'),
  kind('contract.in_force', ['A contract is in force', '合同已生效'], 'approver', 'analyst'),
  kind('job.ended', ['A training has ended', '训练任务已结束'], 'analyst'),
  kind('firm_key.asked', ['A firm waits for its key to be vouched for', '企业公钥待确认'], 'steward'),
];

/** What people at a lender's node are told of besides. */
export const lenderKinds: readonly NoticeKind[] = [
  kind('application.received', ['An application has come in', '收到贷款申请'], 'analyst'),
  kind('application.decided', ['An application is decided', '贷款申请已有决定'], 'analyst'),
];

/** What people at the hub are told of. */
export const hubKinds: readonly NoticeKind[] = [
  kind('enrolment.asked', ['A party asks to join', '参与方申请准入'], 'operator'),
];
