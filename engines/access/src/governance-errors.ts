import type { ErrorEntry, ErrorTable } from '@finharbor/kernel/contract';

/** The codes of what governs accounts and of the rules for passwords; apart from those that every page needs at once. */
export const governanceErrors: ErrorTable = {
  'access.password_breached': entry(400, 'The password has leaked before', '该密码已在泄露名单中'),
  'access.password_guessable': entry(
    400,
    'The password is made of names, keyboard runs or common words',
    '密码由名称、键盘连续字符或常见词组成，容易被猜中',
  ),
  'access.password_reused': entry(400, 'The password was used before', '不能使用最近用过的密码'),
  'access.password_too_recent': entry(
    409,
    'The password was set only a while ago',
    '密码刚设置不久，暂不能修改',
  ),
  'access.bad_roles': entry(400, 'These roles cannot be given here', '此处不能授予这些角色'),
  'access.bad_delegation': entry(400, 'The delegation cannot be made like this', '委托内容有误'),
  'access.bad_uscc': entry(400, 'The code is no unified social credit code', '统一社会信用代码有误'),
  'access.uscc_differs': entry(400, "This is not the firm's code", '代码与该企业不符'),
  'access.no_reason': entry(400, 'A reason is needed', '须填写原因'),
  'access.key_over': entry(401, 'The key is wrong, ended or has run out', '密钥无效、已吊销或已过期'),
  'access.delegation_not_found': entry(404, 'There is no such delegation', '委托不存在'),
  'access.service_not_found': entry(404, 'There is no such service account or key', '服务账号或密钥不存在'),
  'access.organization_not_found': entry(404, 'There is no such organisation', '机构不存在'),
  'access.own_request': entry(409, 'Somebody else has to decide this', '须由另一人办理'),
  'access.own_roles': entry(409, 'Nobody changes their own roles', '不能变更自己的角色'),
  'access.too_many_keys': entry(409, 'Two keys are good already', '已有两把有效密钥'),
  'access.uscc_taken': entry(409, 'Another organisation has this code', '该代码已登记给其他机构'),
  'access.not_set_up': entry(409, 'No account exists yet', '尚无账号'),
};

function entry(status: number, en: string, zh: string): ErrorEntry {
  return { status, title: { en, zh } };
}
