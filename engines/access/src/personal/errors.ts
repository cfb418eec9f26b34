import type { ErrorEntry, ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of personal data and of what seals it. */
export const personalErrors: ErrorTable = {
  'personal.bad_value': entry(400, 'Such a value cannot be', '填写内容有误'),
  'personal.reason_required': entry(400, 'Say why you have to see it', '请填写查看理由'),
  'personal.not_found': entry(404, 'There is nothing of that kind', '未找到相应信息'),
  'personal.own_erasure': entry(409, 'Another administrator has to confirm this', '须由另一位管理员确认'),
  'sealing.not_opened': entry(500, 'A sealed value does not open', '加密数据无法解密'),
  'sealing.key_unknown': entry(500, 'A key is missing in the key store', '密钥库缺少所需密钥'),
  'sealing.keys_unavailable': entry(503, 'The key store does not answer', '密钥服务暂不可用'),
};

function entry(status: number, en: string, zh: string): ErrorEntry {
  return { status, title: { en, zh } };
}
