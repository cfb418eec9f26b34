import type { texts as english } from './texts-en.ts';

/** 人员、角色与服务账号各列表的筛选与批量操作文字。 */
export const texts: typeof english = {
  person: '人员',
  accounts: {
    signOut: '强制退出',
    signOutAll: '所选人员将立即在所有设备上退出，可重新登录。',
    end: '停用',
    endAll: '所选人员将立即退出且无法再登录；已签署的文件仍然有效。可以撤销，但已结束的会话和邀请不会恢复。',
    ended: '已停用账号：{{who}}',
    back: '已恢复账号：{{who}}',
    notBack: '未能恢复账号：{{who}}',
  },
  roles: { undone: '撤销：{{reason}}', back: '角色已恢复原状', notBack: '角色未能恢复' },
  invitations: {
    title: '待接受的邀请',
    lead: '已发出、尚未接受的邀请。代码仅在邀请时显示一次。',
    by: '邀请人',
    at: '邀请时间',
    expires: '有效期至',
    none: '没有待接受的邀请',
    noneHelp: '邀请发出后列于此处，接受或过期后移除。',
    toInvite: '邀请成员',
    takeBack: '撤回',
    takeBackOf: '撤回对{{name}}的邀请',
    takeBackTitle: '撤回对{{name}}的邀请？',
    takeBackBody: '代码将立即失效；如需加入，请重新邀请。',
    takeBackAll: '所选邀请的代码将立即失效；如需加入，请重新邀请。',
    takenBack: '已撤回对{{name}}的邀请',
  },
  delegations: {
    person: '委托人、受托人或原因',
    end: '终止',
    endAll: '所委托的角色立即失效；已完成的操作仍然有效。',
  },
  services: { name: '服务账号或密钥', keys: '是否有密钥', yes: '有', no: '无' },
  organizations: { party: '机构或代码', yes: '已核验', no: '未核验' },
  erasures: { open: '待管理员确认', done: '已注销' },
  seen: { at: '查看时间', what: '查看内容', by: '查看人', why: '原因' },
};
