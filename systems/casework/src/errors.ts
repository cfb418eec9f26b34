import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** Error codes of cases, the engine's refusals among them. */
export const caseworkErrors: ErrorTable = {
  ...pageErrors,
  'case.procedure_unknown': entry(404, 'No such procedure', '没有该程序'),
  'case.not_found': entry(404, 'No such case', '没有该事项'),
  'case.forgotten': entry(410, 'The contents of this case were deleted', '该事项内容已删除'),
  'case.step_unknown': entry(404, 'No such step', '没有该步骤'),
  'case.document_unknown': entry(404, 'No such document', '没有该材料'),
  'case.file_unknown': entry(404, 'No such file', '没有该文件'),
  'case.not_yours_to_open': entry(403, 'You may not begin such a case', '不能发起此类事项'),
  'case.step_not_yours': entry(403, 'Somebody else’s to do', '应由他人办理'),
  'case.id_taken': entry(409, 'The id is another case’s', '编号已被占用'),
  'case.changed': entry(409, 'The case has changed since', '事项已发生变化'),
  'case.draft_changed': entry(409, 'Somebody has saved this form since', '该表单已被他人保存'),
  'case.draft_large': entry(422, 'The draft is too large', '草稿过大'),
  'case.ended': entry(409, 'The case is closed', '事项已办结'),
  'case.step_closed': entry(409, 'Not in this state', '当前状态不能办理'),
  'case.no_panel': entry(409, 'No opinion is asked for', '当前无需出具意见'),
  'case.opinion_given': entry(409, 'The opinion is given', '已出具意见'),
  'case.documents_many': entry(409, 'There are enough files', '文件数量已达上限'),
  'case.files_large': entry(409, 'The files are too large together', '文件合计过大'),
  'case.term_not_extensible': entry(409, 'This term cannot be extended', '该期限不能延长'),
  'case.term_extended': entry(409, 'Extended already', '该期限已延长过'),
  'case.term_over': entry(409, 'The term is over', '期限已届满'),
  'case.not_yet': entry(409, 'Not yet', '暂不能办理'),
  'case.none_waiting': entry(404, 'Nothing waits', '没有待办事项'),
  'case.form_invalid': entry(422, 'Some fields need another look', '部分内容需要修改'),
  'case.reason_missing': entry(422, 'A reason is missing', '请说明理由'),
  'case.documents_missing': entry(422, 'Documents are missing', '缺少材料'),
  'case.document_type': entry(422, 'Not a type of file that is taken', '不接受此类文件'),
  'case.file_empty': entry(422, 'The file is empty', '文件为空'),
  'case.seats_wrong': entry(422, 'These people cannot be the panel', '评审人员组成不符合要求'),
  'case.assignee_excluded': entry(422, 'This person has a conflict of interest', '该人员应当回避'),
  'case.person_unfit': entry(422, 'Not somebody for this', '人选不符合要求'),
  'case.not_published': entry(404, 'Nothing is published under this number', '该编号无公示信息'),
  'case.nothing_to_object': entry(422, 'Nothing to object to', '没有可提出异议的公示'),
  'case.objection_over': entry(409, 'The time to object is over', '异议期已届满'),
  'case.export_large': entry(422, 'Too large to be exported', '内容过大，无法导出'),
  'case.letter_unknown': entry(404, 'No such letter', '没有该文书'),
  'case.filter_not_yours': entry(422, 'Not a filter of this list', '此列表不支持该筛选'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
