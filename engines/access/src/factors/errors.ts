import type { ErrorTable } from '@finharbor/kernel/contract';
import { entry } from '../errors.ts';

/** The error codes about second factors, proofs and sessions, and what the wire says of them. */
export const factorErrors: ErrorTable = {
  'access.passkey_refused': entry(400, 'The passkey does not hold here', '通行密钥无效'),
  'access.sign_in_over': entry(401, 'The sign-in took too long; begin again', '登录已超时，请重新开始'),
  'access.wrong_factor': entry(403, 'The proof is wrong or was used before', '验证未通过或已被使用'),
  'access.second_factor_missing': entry(403, 'First add a second factor', '请先添加第二验证方式'),
  'access.factor_not_found': entry(404, 'There is no such factor', '验证方式不存在'),
  'access.session_not_found': entry(404, 'There is no such session', '会话不存在'),
  'access.factor_exists': entry(409, 'There is such a factor already', '验证方式已存在'),
  'access.factor_not_offered': entry(409, 'This factor is not offered here', '此处不支持该验证方式'),
  'access.too_many_passkeys': entry(409, 'There are too many passkeys', '通行密钥数量已达上限'),
  'access.other_proof': entry(409, 'This account proves itself in another way', '该账号须用其他方式验证'),
  'access.unsealable': entry(500, 'A secret cannot be read', '密文无法解读'),
};
