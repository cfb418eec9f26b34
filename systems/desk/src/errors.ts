import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** The desk's error codes and what the wire says of them. */
export const deskErrors: ErrorTable = {
  ...pageErrors,
  'notice.bad_snooze': entry(
    400,
    'A notice sleeps until a time to come, within a year',
    '稍后提醒的时间须在未来一年内',
  ),
  'channel.not_found': entry(404, 'No such channel is set up', '未设置此通知渠道'),
  'channel.not_offered': entry(409, 'This process sends nothing that way', '本系统未开通此通知渠道'),
  'channel.bad_target': entry(400, 'Nothing can be sent to this address', '无法向此地址发送'),
  'channel.wrong_code': entry(400, 'The code is wrong or has run out', '验证码有误或已失效'),
  'channel.too_soon': entry(429, 'A code was sent a moment ago', '验证码刚刚发送，请稍后再试'),
  'view.not_found': entry(404, 'No such view', '无此视图'),
  'view.too_many': entry(409, 'You have saved as many views as can be kept', '保存的视图已达上限'),
  'draft.too_large': entry(413, 'The draft is too large', '草稿过大'),
  'draft.too_many': entry(409, 'You have as many drafts as can be kept', '草稿已达上限'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
