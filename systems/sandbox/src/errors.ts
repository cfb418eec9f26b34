import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** The error codes of the innovation pilot. */
export const sandboxErrors: ErrorTable = {
  ...pageErrors,
  'pilot.not_found': entry(404, 'No such project', '没有这个试点项目'),
  'pilot.follows_many': entry(409, 'You follow many projects already', '关注数量已达上限'),
  'pilot.not_now': entry(409, 'This cannot be done with the project now', '项目当前状态不能进行此操作'),
  'pilot.bounds_crossed': entry(400, 'The bounds are the wrong way round', '预警值与限值顺序有误'),
  'pilot.readings_wrong': entry(422, 'Some values cannot be taken', '部分监测数据有误'),
  'pilot.overpaid': entry(422, 'No more is paid than is due', '已补偿不能超过应补偿'),
  'pilot.record_taken': entry(409, 'This id is another record’s', '该编号已被其他记录占用'),
  'pilot.comment_taken': entry(409, 'This id is another comment’s', '该编号已被占用'),
  'pilot.complaint_wrong': entry(422, 'Some fields need another look', '部分内容需要修改'),
  'pilot.complaint_taken': entry(409, 'This id is another complaint’s', '该编号已被占用'),
  'pilot.complaint_unknown': entry(404, 'No complaint has this reference and secret', '编号或查询码有误'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
