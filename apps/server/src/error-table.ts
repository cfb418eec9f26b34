import type { ErrorTable } from '@finharbor/kernel/http';

/** Error codes of the server itself and of the engines it composes. */
export const apiErrors: ErrorTable = {
  'client.unreachable': entry(503, 'The hub cannot be reached', '无法连接枢纽'),
  'access.wrong_login': entry(401, 'Login or password is wrong', '账号或密码错误'),
  'access.locked': entry(429, 'Too many failures; wait and try again', '失败次数过多，请稍后再试'),
  'access.wrong_code': entry(403, 'The one-time code is wrong or used', '一次性代码无效或已使用'),
  'access.weak_password': entry(400, 'The password is too short', '密码过短'),
  'access.login_taken': entry(409, 'The login is taken', '账号已存在'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
