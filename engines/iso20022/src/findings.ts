type Sentence = readonly [en: string, zh: string];

/** The code of a finding; stable. */
export type FindingCode =
  | 'iso20022.encoding'
  | 'iso20022.not_utf8'
  | 'iso20022.character'
  | 'iso20022.not_well_formed'
  | 'iso20022.truncated'
  | 'iso20022.doctype'
  | 'iso20022.entity'
  | 'iso20022.processing_instruction'
  | 'iso20022.too_deep'
  | 'iso20022.too_many_attributes'
  | 'iso20022.token_too_long'
  | 'iso20022.entry_too_large'
  | 'iso20022.too_many_entries'
  | 'iso20022.wrong_namespace'
  | 'iso20022.wrong_root'
  | 'iso20022.missing'
  | 'iso20022.unknown_element'
  | 'iso20022.out_of_order'
  | 'iso20022.too_many'
  | 'iso20022.one_of'
  | 'iso20022.unexpected_text'
  | 'iso20022.unexpected_attribute'
  | 'iso20022.comment_in_value'
  | 'iso20022.too_short'
  | 'iso20022.too_long'
  | 'iso20022.not_a_code'
  | 'iso20022.not_a_form'
  | 'iso20022.check_digits'
  | 'iso20022.not_a_date'
  | 'iso20022.not_a_number'
  | 'iso20022.amount_malformed'
  | 'iso20022.amount_negative'
  | 'iso20022.amount_zero'
  | 'iso20022.amount_too_large'
  | 'iso20022.amount_too_precise'
  | 'iso20022.currency_missing'
  | 'iso20022.currency_unknown'
  | 'iso20022.duplicate_end_to_end_id'
  | 'iso20022.duplicate_group'
  | 'iso20022.in_bad_group'
  | 'iso20022.count_differs'
  | 'iso20022.sum_differs';

/**
 * Every code a finding can have, and what to do about it. `{0}` stands for a limit, a name of an element or a currency: never for a
 * value of the file, so that findings may be logged.
 */
const sentences: Readonly<Record<FindingCode, Sentence>> = {
  'iso20022.encoding': [
    'Save the file as UTF-8, declared as UTF-8 or not at all, and send it again.',
    '请将文件保存为 UTF-8 编码(声明为 UTF-8 或不作声明)后重新提交。',
  ],
  'iso20022.not_utf8': [
    'This line has bytes that are not UTF-8. Save the file as UTF-8 and send it again.',
    '本行含有非 UTF-8 字节，请将文件保存为 UTF-8 后重新提交。',
  ],
  'iso20022.character': [
    'This line has a character that XML forbids, such as NUL. Take it out.',
    '本行含有 XML 禁止的字符（如 NUL），请删除。',
  ],
  'iso20022.not_well_formed': [
    'The XML is broken here. Have the sending program write it again.',
    '此处的 XML 不合语法，请由发送程序重新生成。',
  ],
  'iso20022.truncated': [
    'The file ends before its last element is closed. Send it again in full.',
    '文件在最后一个元素结束前中断，请完整重发。',
  ],
  'iso20022.doctype': [
    'A document type declaration (DOCTYPE) is not accepted. Take it out.',
    '不接受文档类型声明（DOCTYPE），请删除。',
  ],
  'iso20022.entity': [
    'Only the five entities of XML and numbers of characters are accepted. Write the text itself.',
    '只接受 XML 的五个预定义实体和字符编号，请直接写出文字。',
  ],
  'iso20022.processing_instruction': [
    'Processing instructions are not accepted. Take it out.',
    '不接受处理指令，请删除。',
  ],
  'iso20022.too_deep': [
    'Elements are nested deeper than {0}. Send a plain message.',
    '元素嵌套超过 {0} 层，请提交普通报文。',
  ],
  'iso20022.too_many_attributes': [
    'An element has more than {0} attributes. Take out what the message does not need.',
    '元素的属性超过 {0} 个，请删除报文不需要的属性。',
  ],
  'iso20022.token_too_long': [
    'A tag, comment or text is longer than {0} characters. Shorten it.',
    '标签、注释或文本超过 {0} 个字符，请缩短。',
  ],
  'iso20022.entry_too_large': [
    'One entry is larger than {0} characters. Split it.',
    '单笔明细超过 {0} 个字符，请拆分。',
  ],
  'iso20022.too_many_entries': [
    'The file has more than {0} entries. Split it.',
    '文件超过 {0} 笔明细，请拆分。',
  ],
  'iso20022.wrong_namespace': [
    'This is not {0}. Send the message in that version, in its own namespace.',
    '此报文不是 {0}，请按该版本及其命名空间提交。',
  ],
  'iso20022.wrong_root': [
    'The outermost elements must be Document and {0}.',
    '最外层元素应为 Document 和 {0}。',
  ],
  'iso20022.missing': ['{0} is missing. Add it.', '缺少 {0}，请补充。'],
  'iso20022.unknown_element': [
    '{0} does not belong here. Take it out, or check its spelling and namespace.',
    '{0} 不属于此处，请删除或检查拼写与命名空间。',
  ],
  'iso20022.out_of_order': [
    '{0} comes too late. Move it to its place in the order.',
    '{0} 的位置过后，请按顺序移前。',
  ],
  'iso20022.too_many': ['{0} may stand here at most {1} times.', '此处 {0} 最多出现 {1} 次。'],
  'iso20022.one_of': ['Exactly one of {0} must stand here.', '此处必须且只能出现 {0} 之一。'],
  'iso20022.unexpected_text': ['Text stands between elements. Take it out.', '元素之间出现文字，请删除。'],
  'iso20022.unexpected_attribute': [
    'The element has an attribute it must not have. Take it out.',
    '该元素含有不允许的属性，请删除。',
  ],
  'iso20022.comment_in_value': [
    'A comment stands inside the value. Take it out.',
    '值中间含有注释，请删除。',
  ],
  'iso20022.too_short': [
    'The text is empty. Write at least {0} characters or leave the element out.',
    '文本为空，请至少填写 {0} 个字符，或删除该元素。',
  ],
  'iso20022.too_long': [
    'At most {0} characters are allowed. Shorten the text.',
    '最多 {0} 个字符，请缩短文本。',
  ],
  'iso20022.not_a_code': ['Only these codes are allowed: {0}.', '只允许以下代码：{0}。'],
  'iso20022.not_a_form': ['This is not written as {0}. Correct it.', '不符合 {0} 的格式，请更正。'],
  'iso20022.check_digits': [
    'The check digits of this {0} are wrong. Correct the number.',
    '该 {0} 的校验位错误，请更正。',
  ],
  'iso20022.not_a_date': ['This is no date of the calendar. Write it as {0}.', '日期无效，请按 {0} 书写。'],
  'iso20022.not_a_number': [
    'Write a decimal number of at most {0} digits, {1} of them after the point.',
    '请填写最多 {0} 位、其中小数最多 {1} 位的十进制数。',
  ],
  'iso20022.amount_malformed': [
    'This is no amount. Write it like 1234.50, without grouping.',
    '金额无效，请写成 1234.50 的形式，不加千分位。',
  ],
  'iso20022.amount_negative': [
    'The amount is negative. Write it without a sign.',
    '金额为负数，请去掉负号。',
  ],
  'iso20022.amount_zero': [
    'The amount is zero. Take the entry out or correct it.',
    '金额为零，请删除该笔或更正。',
  ],
  'iso20022.amount_too_large': [
    'The amount has more than 18 digits. Correct it.',
    '金额超过 18 位，请更正。',
  ],
  'iso20022.amount_too_precise': [
    '{0} has {1} decimals, this amount has more. Correct it.',
    '{0} 只有 {1} 位小数，金额的小数位过多，请更正。',
  ],
  'iso20022.currency_missing': ['The amount has no currency (Ccy). Add it.', '金额缺少币种（Ccy），请补充。'],
  'iso20022.currency_unknown': [
    'This currency is not handled here. Use one of {0}.',
    '不支持该币种，请使用：{0}。',
  ],
  'iso20022.duplicate_end_to_end_id': [
    'An earlier entry has the same EndToEndId. Send the payment once, or give it an identifier of its own.',
    '前面已有相同的 EndToEndId，请勿重复提交，或另编唯一编号。',
  ],
  'iso20022.duplicate_group': [
    'An earlier group has the same {0}. Give each group its own.',
    '前面已有相同的 {0}，请为每组另编唯一编号。',
  ],
  'iso20022.in_bad_group': [
    'The group this entry belongs to is bad. Correct the group first.',
    '本笔所属的批次有误，请先更正该批次。',
  ],
  'iso20022.count_differs': [
    '{0} says another number of entries than there are. Correct it, or send what is missing.',
    '{0} 与实际笔数不符，请更正或补齐明细。',
  ],
  'iso20022.sum_differs': [
    '{0} is not the sum of the amounts. Correct it, or send what is missing.',
    '{0} 与金额合计不符，请更正或补齐明细。',
  ],
};

/** All codes a finding can have. */
export const findingCodes: readonly FindingCode[] = Object.keys(sentences) as FindingCode[];

/** Something wrong with a message: where, what, and what to do about it in both languages. Holds no value of the file. */
export type Finding = {
  readonly code: FindingCode;
  /** The line of the file, from 1; 0 where there is no file. */
  readonly line: number;
  /** Where in the message, as an XPath: `/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[7]/Amt/InstdAmt`. */
  readonly path: string;
  readonly en: string;
  readonly zh: string;
};

/** What is wrong, before it is known where. */
export class Bad {
  readonly code: FindingCode;
  readonly parts: readonly (string | number)[];

  constructor(code: FindingCode, ...parts: readonly (string | number)[]) {
    this.code = code;
    this.parts = parts;
  }

  at(line: number, path: string): Finding {
    const [en, zh] = sentences[this.code];
    return { code: this.code, line, path, en: this.#fill(en), zh: this.#fill(zh) };
  }

  #fill(sentence: string): string {
    return sentence.replace(/\{(\d)\}/g, (_, at) => String(this.parts[Number(at)] ?? ''));
  }
}
