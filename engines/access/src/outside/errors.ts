import type { ErrorEntry, ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of sign-in through an outside provider; apart from the engine's others, as only some pages need them. */
export const outsideErrors: ErrorTable = {
  'access.outside_bad_logout': entry(400, 'The logout message does not hold', '退出通知无效'),
  'access.outside_no_certificate': entry(401, 'No certificate was shown', '未出示证书'),
  'access.outside_denied': entry(403, 'The provider let nobody in', '身份平台未予通过'),
  'access.outside_over': entry(403, 'The way to the provider was interrupted', '登录过程已中断'),
  'access.outside_bad_answer': entry(403, 'The provider’s answer does not hold', '身份平台的应答未通过校验'),
  'access.outside_stale': entry(403, 'The sign-in there is too old', '平台上的登录已过时'),
  'access.outside_too_weak': entry(403, 'The sign-in there is not strong enough', '平台上的登录强度不足'),
  'access.outside_other_person': entry(403, 'It is another person there', '平台上登录的是另一个人'),
  'access.outside_not_linked': entry(403, 'No account is linked to this identity', '该身份尚未关联账号'),
  'access.outside_no_role': entry(403, 'The provider gives no role here', '身份平台未授予此处的角色'),
  'access.outside_account_ended': entry(403, 'The account was ended', '账号已停用'),
  'access.passwords_off': entry(403, 'Passwords are not taken here', '此处不使用密码登录'),
  'access.outside_unknown': entry(404, 'There is no such provider', '身份平台不存在'),
  'access.outside_login_taken': entry(409, 'The login is an account here already', '登录名已被现有账号使用'),
  'access.outside_linked_elsewhere': entry(
    409,
    'The identity is linked to another account',
    '该身份已关联其他账号',
  ),
  'access.outside_already_linked': entry(
    409,
    'The account is linked to another identity',
    '账号已关联该平台的其他身份',
  ),
  'access.outside_last_way': entry(409, 'It is the only way to sign in', '这是唯一的登录方式'),
  'access.outside_unreachable': entry(503, 'The provider does not answer', '身份平台无应答'),
};

function entry(status: number, en: string, zh: string): ErrorEntry {
  return { status, title: { en, zh } };
}
