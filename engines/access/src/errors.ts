import type { ErrorEntry, ErrorTable } from '@finharbor/kernel/contract';

/** The access engine's error codes and what the wire says of them. */
export const accessErrors: ErrorTable = {
  'access.bad_login': entry(400, 'The login cannot be used', '账号格式有误'),
  'access.weak_password': entry(400, 'The password is too weak', '密码强度不足'),
  'access.bad_invitation': entry(400, 'Such an account cannot be made here', '此处不能创建该类账号'),
  'access.wrong_login': entry(401, 'Login or password is wrong', '账号或密码错误'),
  'access.session_over': entry(401, 'The session is over', '会话已结束'),
  'access.credentials_malformed': entry(401, 'The credentials cannot be read', '凭证无法识别'),
  'access.signature_malformed': entry(401, 'The signature cannot be read', '签名无法识别'),
  'access.signature_expired': entry(401, 'The signature is not valid at this time', '签名不在有效期内'),
  'access.signature_elsewhere': entry(
    401,
    'The request was signed for another server',
    '请求签名并非针对本服务',
  ),
  'access.signature_digest': entry(401, 'The body is not the one that was signed', '请求正文与签名不符'),
  'access.signature_unknown_key': entry(401, 'Nobody is known by that key', '未知的签名方'),
  'access.signature_bad': entry(401, 'The signature is not that of the pinned key', '签名与已固定公钥不符'),
  'access.signature_replayed': entry(401, 'The request was sent before', '请求重复'),
  'access.wrong_code': entry(
    403,
    'The one-time code is wrong, used or has run out',
    '一次性代码无效、已使用或已过期',
  ),
  'access.registration_off': entry(403, 'People do not make accounts here', '未开放自助注册'),
  'access.cross_site': entry(403, 'The request came from a page of another site', '请求来自其他网站的页面'),
  'access.account_not_found': entry(404, 'There is no such account', '账号不存在'),
  'access.invitation_not_found': entry(404, 'There is no such invitation', '邀请不存在或已失效'),
  'access.own_account': entry(409, 'Nobody ends the account they are signed in with', '不能停用自己的账号'),
  'access.already_set_up': entry(409, 'The first account exists already', '首个账号已创建'),
  'access.login_taken': entry(409, 'The login is taken', '账号已存在'),
  'access.busy': entry(429, 'Many are signing in; try again', '登录人数较多，请稍后再试'),
  'access.locked': entry(429, 'Too many failures; wait and try again', '失败次数过多，请稍后再试'),
};

/** An entry of a table of error codes. */
export function entry(status: number, en: string, zh: string): ErrorEntry {
  return { status, title: { en, zh } };
}
