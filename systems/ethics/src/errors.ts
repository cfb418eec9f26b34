import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** Error codes of the ethics committee. */
export const ethicsErrors: ErrorTable = {
  ...pageErrors,
  'ethics.not_found': entry(404, 'No such thing', '没有该内容'),
  'ethics.differs': entry(409, 'It is there with other facts', '已存在且内容不同'),
  'ethics.version_taken': entry(
    409,
    'This version was adopted meanwhile, with another content',
    '该版本已另行通过，内容不同',
  ),
  'ethics.signed_already': entry(409, 'The firm has signed this version already', '企业已签署该版本'),
  'ethics.on_committee': entry(409, 'The account is on the committee already', '该账户已是委员'),
  'ethics.terms_overlap': entry(409, 'The terms of office overlap', '任期重叠'),
  'ethics.term_backwards': entry(422, 'The term ends before it begins', '任期届满早于任期首日'),
  'ethics.not_a_member': entry(403, 'For members of the committee', '仅限委员会委员'),
  'ethics.no_account': entry(422, 'There is no such account', '没有该账户'),
  'ethics.no_panel': entry(409, 'No panel can be made up', '无法组成评审组'),
  'ethics.panel_unfit': entry(422, 'Not a panel for this review', '该组成不符合要求'),
  'ethics.report_wrong': entry(422, 'Some fields need another look', '部分内容需要修改'),
  'ethics.report_taken': entry(409, 'This id is another report’s', '该编号已被占用'),
  'ethics.report_unknown': entry(404, 'No report has this reference and secret', '编号或查询码有误'),
  'ethics.no_quorum': entry(409, 'Not all five fields are present', '五个领域未到齐'),
  'ethics.session_over': entry(409, 'The session is over', '会议已结束'),
  'ethics.condition_over': entry(409, 'The condition is met', '条件已落实'),
  'ethics.nothing_reported': entry(409, 'Nothing was reported yet', '尚未报告落实情况'),
  'ethics.bad_signature': entry(422, 'The signature does not hold', '签名无效'),
  'ethics.other_text': entry(422, 'Not the text that was adopted', '与已通过的文本不符'),
  'ethics.no_method': entry(409, 'No method is adopted', '尚未通过评价办法'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
