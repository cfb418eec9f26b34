import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of campaigns. */
export const campaignErrors: ErrorTable = {
  'yuan.campaign_not_found': entry(404, 'No such campaign', '无此活动'),
  'yuan.campaign_differs': entry(409, 'This campaign is there with other facts', '该活动已存在且内容不同'),
  'yuan.campaign_times': entry(409, 'The times of the campaign do not follow each other', '活动时间顺序有误'),
  'yuan.campaign_begun': entry(409, 'The campaign has begun', '活动已开始'),
  'yuan.campaign_not_open': entry(409, 'The campaign is not open', '活动未开放'),
  'yuan.campaign_used_up': entry(409, 'The campaign has nothing left', '活动额度已用完'),
  'yuan.district_unknown': entry(409, 'The campaign is not for this district', '活动不包含该区'),
  'yuan.entered_before': entry(409, 'You have entered already', '您已报名'),
  'yuan.not_a_drawer': entry(403, 'You are neither side of this draw', '您不是该抽签的任何一方'),
  'yuan.commitment_differs': entry(409, 'Another commitment was made', '已作出不同的承诺'),
  'yuan.not_revealable': entry(409, 'Secrets are not revealed now', '当前不可揭示'),
  'yuan.secret_differs': entry(409, 'This is not the secret committed to', '与承诺不符'),
  'yuan.claim_not_found': entry(404, 'No such claim', '无此申领'),
  'yuan.claim_differs': entry(409, 'This claim is there with other facts', '该申领已存在且内容不同'),
  'yuan.claim_too_low': entry(409, 'For this price nothing is given', '该车价不在补贴范围内'),
  'yuan.claimed_before': entry(409, 'This person or invoice has claimed already', '该人或该发票已申领'),
  'yuan.claim_decided': entry(409, 'The claim has been decided', '该申领已审核'),
  'yuan.not_a_dealer': entry(409, 'This is no dealer in cars', '该商户不是汽车经销商'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
