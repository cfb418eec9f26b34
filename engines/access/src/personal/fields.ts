import type { Bilingual } from '@finharbor/kernel/http';
import type { PersonalField } from './field.ts';

const account = { column: 'user_id', by: 'account' } as const;
const administrators = ['admin', 'operator'] as const;
const afterAccount = (days: number) => ({ kind: 'account', days }) as const;
const afterRow = (column: string, days: number) => ({ kind: 'row', column, days }) as const;
const deleted = { kind: 'delete' } as const;

const contract: Bilingual = {
  en: 'necessary for the service the person asked for (Personal Information Protection Law, art. 13(2))',
  zh: '为订立、履行合同所必需（《个人信息保护法》第十三条第二项）',
};
const duty: Bilingual = {
  en: 'a legal duty to secure the network and keep its records (art. 13(3); Cybersecurity Law)',
  zh: '履行网络安全法定义务所必需（第十三条第三项；《网络安全法》）',
};
const consent: Bilingual = {
  en: 'the person’s own consent, given by filling it in and taken back by emptying it (art. 13(1))',
  zh: '取得个人同意：自愿填写，可随时清空撤回（第十三条第一项）',
};
const separateConsent: Bilingual = {
  en: 'the person’s separate consent (art. 29)',
  zh: '取得个人单独同意（第二十九条）',
};

const signIn: Bilingual = { en: 'to know who acts here', zh: '识别操作人员身份' };
const noticeSession: Bilingual = {
  en: 'to show the person where they are signed in, and to find misuse',
  zh: '向本人展示登录情况，发现异常使用',
};

const user = { table: 'access_user', owner: { column: 'id', by: 'account' } } as const;
const profile = {
  table: 'access_profile',
  owner: account,
  retention: afterAccount(30),
  erasure: deleted,
  reveal: administrators,
} as const;
const session = {
  table: 'access_session',
  owner: account,
  category: 'ordinary',
  purpose: noticeSession,
  basis: duty,
  retention: afterRow('expires_at', 0),
  erasure: deleted,
  reveal: [],
} as const;
const invitation = {
  table: 'access_invitation',
  owner: { column: 'login', by: 'login' },
  category: 'ordinary',
  purpose: { en: 'to prepare an account for somebody invited', zh: '为受邀人员准备账号' },
  basis: contract,
  retention: afterRow('expires_at', 30),
  erasure: deleted,
  reveal: administrators,
} as const;
const reveal = {
  table: 'access_reveal',
  owner: account,
  category: 'ordinary',
  purpose: {
    en: 'to tell the person who has seen their data whole, and why',
    zh: '向本人说明谁、因何查看了其完整信息',
  },
  basis: duty,
  retention: afterRow('seen_at', 1095),
  erasure: deleted,
  reveal: [],
} as const;

const secure: Bilingual = { en: 'to keep others out of the account', zh: '保护账号安全' };
const factor = {
  owner: account,
  category: 'ordinary',
  purpose: secure,
  basis: contract,
  retention: afterAccount(30),
  erasure: deleted,
  mask: 'hidden',
  reveal: [],
} as const;

/** Who did what as an administrator: kept with the trail it belongs to. */
const governed = {
  category: 'ordinary',
  purpose: { en: 'to say later who decided it, and why', zh: '说明由谁决定及原因' },
  basis: duty,
  retention: {
    kind: 'kept',
    until: {
      en: 'as long as the records of the account it governs (Cybersecurity Law, art. 21: at least six months)',
      zh: '与所涉账号的记录同期保存（《网络安全法》第二十一条：不少于六个月）',
    },
  },
  erasure: {
    kind: 'keep',
    reason: {
      en: 'It names an account by a number that no longer leads to anybody.',
      zh: '仅以编号指代账号，账号信息删除后无法指向任何人。',
    },
  },
  mask: 'hidden',
  reveal: administrators,
} as const;
const changed: Bilingual = { en: 'Administrator who changed roles', zh: '变更角色的管理员' };
const given: Bilingual = { en: 'Reason given for it', zh: '填写的理由' };

/** What keeps accounts safe and says who governed them. */
const security: readonly PersonalField[] = [
  {
    ...factor,
    table: 'access_totp',
    column: 'secret',
    what: { en: 'Secret of an authenticator app', zh: '动态口令密钥' },
    sealed: true,
    withheld: true,
  },
  {
    ...factor,
    table: 'access_passkey',
    column: 'name',
    what: { en: 'Name given to a passkey', zh: '通行密钥名称' },
  },
  {
    ...factor,
    table: 'access_known_address',
    column: 'address_sha256',
    owner: { column: 'user_id', by: 'account' },
    what: { en: 'Hash of an address signed in from', zh: '曾登录地址的散列值' },
    withheld: true,
  },
  {
    table: 'audit_source',
    column: 'address',
    what: { en: 'Address a call came from', zh: '操作来源地址' },
    category: 'ordinary',
    purpose: { en: 'to find misuse', zh: '发现异常操作' },
    basis: duty,
    retention: afterRow('at', 183),
    erasure: {
      kind: 'keep',
      reason: {
        en: 'The law asks for network records of half a year; they go by themselves then.',
        zh: '依法留存网络日志不少于六个月，到期自动删除。',
      },
    },
    mask: 'address',
    reveal: administrators,
  },
  { ...governed, table: 'access_role_change', column: 'changed_by', what: changed },
  { ...governed, table: 'access_role_change', column: 'reason', what: given },
  { ...governed, table: 'access_delegation', column: 'reason', what: given },
  {
    ...governed,
    table: 'access_delegation',
    column: 'revoked_by',
    what: { en: 'Who took a loan of roles back', zh: '收回委托的人员' },
  },
  {
    ...governed,
    table: 'access_service',
    column: 'created_by',
    what: { en: 'Who made a service account', zh: '创建服务账号的人员' },
  },
  {
    ...governed,
    table: 'access_service',
    column: 'revoked_by',
    what: { en: 'Who ended a service account', zh: '停用服务账号的人员' },
  },
  {
    ...governed,
    table: 'access_organization_code',
    column: 'set_by',
    what: { en: 'Who stated a party’s code', zh: '登记机构代码的人员' },
  },
  {
    ...governed,
    table: 'access_organization_check',
    column: 'checked_by',
    what: { en: 'Who verified a firm', zh: '核验企业的人员' },
  },
  {
    ...governed,
    table: 'access_member',
    column: 'invited_by',
    what: { en: 'Who invited the person', zh: '邀请人' },
  },
  { ...governed, table: 'access_break_glass', column: 'reason', what: given },
  {
    ...governed,
    table: 'access_break_glass',
    column: 'issued_by',
    what: { en: 'Who opened the emergency account, as the machine knows them', zh: '启用应急账号的系统用户' },
  },
];

/** What the access engine keeps of people. */
export const accessPersonalFields: readonly PersonalField[] = [
  {
    ...user,
    column: 'name',
    what: { en: 'Name', zh: '姓名' },
    category: 'ordinary',
    purpose: signIn,
    basis: contract,
    retention: afterAccount(180),
    erasure: { kind: 'replace' },
    mask: 'name',
    reveal: administrators,
  },
  {
    ...user,
    column: 'login',
    what: { en: 'Login', zh: '登录名' },
    category: 'ordinary',
    purpose: signIn,
    basis: contract,
    retention: afterAccount(180),
    erasure: { kind: 'replace' },
    mask: 'login',
    reveal: administrators,
  },
  {
    ...user,
    column: 'email',
    what: {
      en: 'Address made up from the login; nobody is written to',
      zh: '由登录名生成的占位地址，不用于发信',
    },
    category: 'ordinary',
    purpose: signIn,
    basis: contract,
    retention: afterAccount(180),
    erasure: { kind: 'replace' },
    mask: 'login',
    reveal: [],
  },
  {
    table: 'access_credential',
    column: 'password',
    owner: account,
    what: { en: 'Hash of the password', zh: '密码散列值' },
    category: 'ordinary',
    purpose: signIn,
    basis: contract,
    retention: afterAccount(30),
    erasure: deleted,
    mask: 'hidden',
    reveal: [],
    withheld: true,
  },
  {
    ...profile,
    column: 'email',
    what: { en: 'E-mail address', zh: '电子邮箱' },
    category: 'ordinary',
    purpose: { en: 'to reach the person', zh: '与本人联系' },
    basis: consent,
    mask: 'email',
    sealed: true,
  },
  {
    ...profile,
    column: 'phone',
    what: { en: 'Telephone number', zh: '手机号码' },
    category: 'ordinary',
    purpose: { en: 'to reach the person', zh: '与本人联系' },
    basis: consent,
    mask: 'phone',
    sealed: true,
  },
  {
    ...profile,
    column: 'id_type',
    what: { en: 'Kind of identity document', zh: '证件类型' },
    category: 'ordinary',
    purpose: { en: 'to read the document’s number by its rules', zh: '按证件类型校验号码' },
    basis: separateConsent,
    mask: 'hidden',
  },
  {
    ...profile,
    column: 'id_number',
    what: { en: 'Number of the identity document', zh: '证件号码' },
    category: 'sensitive',
    purpose: { en: 'to know for certain who signs for an organisation', zh: '核实代表机构签署者的真实身份' },
    basis: separateConsent,
    mask: 'document',
    sealed: true,
  },
  {
    ...profile,
    column: 'id_index',
    what: { en: 'Blind index of that number', zh: '证件号码盲索引' },
    category: 'sensitive',
    purpose: { en: 'to find the number without opening any', zh: '不解密即可按号码查找' },
    basis: separateConsent,
    mask: 'hidden',
    withheld: true,
  },
  {
    ...session,
    column: 'ip_address',
    what: { en: 'Address of a sign-in', zh: '登录 IP 地址' },
    mask: 'address',
  },
  {
    ...session,
    column: 'user_agent',
    what: { en: 'Browser of a sign-in', zh: '登录浏览器标识' },
    mask: 'hidden',
  },
  { ...invitation, column: 'name', what: { en: 'Name of somebody invited', zh: '受邀人姓名' }, mask: 'name' },
  {
    ...invitation,
    column: 'login',
    what: { en: 'Login of somebody invited', zh: '受邀人登录名' },
    mask: 'login',
  },
  {
    ...invitation,
    column: 'email',
    what: { en: 'Address made up from the invited login', zh: '由受邀登录名生成的占位地址' },
    mask: 'login',
  },
  {
    table: 'access_failure',
    column: 'login_sha256',
    owner: { column: 'login_sha256', by: 'login_sha256' },
    what: { en: 'Hash of a login that failed to sign in', zh: '登录失败账号的散列值' },
    category: 'ordinary',
    purpose: { en: 'to lock after too many guesses', zh: '防止暴力猜测' },
    basis: duty,
    retention: afterRow('last_at', 1),
    erasure: deleted,
    mask: 'hidden',
    reveal: [],
    withheld: true,
  },
  {
    ...reveal,
    column: 'seen_by',
    what: { en: 'Account that saw data whole', zh: '查看人账号' },
    mask: 'hidden',
  },
  { ...reveal, column: 'reason', what: { en: 'Reason they gave', zh: '查看理由' }, mask: 'hidden' },
  ...security,
];
