/** A sentence in both languages. */
export type Sentence = { readonly en: string; readonly zh: string };

/** Why an entry of a file of a special fund, or the file, cannot be paid. */
export type FaultCode =
  | 'fund.no_firm'
  | 'fund.check_digits'
  | 'fund.unknown_firm'
  | 'fund.no_wallet'
  | 'fund.other_wallet'
  | 'fund.wallet_not_open'
  | 'fund.duplicate'
  | 'fund.paid_before'
  | 'fund.over_budget'
  | 'fund.not_yuan'
  | 'fund.bad_amount'
  | 'fund.bad_line'
  | 'fund.not_text'
  | 'fund.no_entries'
  | 'fund.sent_before'
  | 'fund.other_file';

/** The same in words, with what to do. */
export const faultWords: { readonly [C in FaultCode]: Sentence } = {
  'fund.no_firm': {
    en: 'No firm is named: give its unified social credit code (pain.001: Cdtr/Id/OrgId/Othr/Id).',
    zh: '未写明企业：请填写统一社会信用代码（pain.001 中为 Cdtr/Id/OrgId/Othr/Id）。',
  },
  'fund.check_digits': {
    en: 'The firm’s code is not right: it has 18 characters of which two check the others. Correct it.',
    zh: '统一社会信用代码有误：应为 18 位，其中两位为校验码。请更正。',
  },
  'fund.unknown_firm': {
    en: 'The register knows no firm of this code. Correct the code or leave the entry out.',
    zh: '登记机关无此企业。请更正代码或删去该笔。',
  },
  'fund.no_wallet': {
    en: 'The firm has no wallet, and the programme does not wait for one. Ask it to open one, then send the entry again.',
    zh: '该企业尚无钱包，且本项目不予等待。请企业开立钱包后再次报送该笔。',
  },
  'fund.other_wallet': {
    en: 'The wallet named is none of this firm’s. Correct its number or leave it out.',
    zh: '所列钱包不属于该企业。请更正钱包编号或不填。',
  },
  'fund.wallet_not_open': {
    en: 'The firm’s wallet is frozen or closed. Clear this with its bank, then send the entry again.',
    zh: '该企业的钱包已冻结或注销。请与开立机构核实后再次报送该笔。',
  },
  'fund.duplicate': {
    en: 'The firm stands in this file already. Leave one of the two out, or add them up.',
    zh: '该企业在本文件中已出现。请删去其一或合并金额。',
  },
  'fund.paid_before': {
    en: 'An earlier batch of this programme has an entry of this reference. If it is another payment, give it another reference.',
    zh: '本项目先前的批次中已有同一编号的笔。如确为另一笔，请更换编号。',
  },
  'fund.over_budget': {
    en: 'The programme’s money does not reach this far. Put more money in, or leave entries out.',
    zh: '项目资金不足以支付该笔。请追加资金或删减。',
  },
  'fund.not_yuan': {
    en: 'The amount is not in CNY. State it in yuan.',
    zh: '金额币种不是人民币。请以人民币元列示。',
  },
  'fund.bad_amount': {
    en: 'The amount is not a number of yuan above zero with at most two decimals. Correct it.',
    zh: '金额应为大于零、至多两位小数的元数。请更正。',
  },
  'fund.bad_line': {
    en: 'The line does not have the columns firm code, amount, reason and, if wanted, reference. Correct it.',
    zh: '该行应依次为企业代码、金额、事由及（可选）编号。请更正。',
  },
  'fund.not_text': {
    en: 'The file is not a text in UTF-8. Save it as CSV in UTF-8.',
    zh: '文件不是 UTF-8 文本。请另存为 UTF-8 编码的 CSV。',
  },
  'fund.no_entries': {
    en: 'The file has no entries.',
    zh: '文件中没有任何一笔。',
  },
  'fund.sent_before': {
    en: 'A file of this message number was taken before. If it is another file, give it another number (GrpHdr/MsgId).',
    zh: '同一报文编号的文件已接收。如确为另一文件，请更换编号（GrpHdr/MsgId）。',
  },
  'fund.other_file': {
    en: 'What was uploaded is not the file that was announced: its SHA-256 differs. Upload it again.',
    zh: '收到的内容与申报的文件不一致（SHA-256 不符）。请重新上传。',
  },
};
