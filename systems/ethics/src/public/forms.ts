import { plainFields } from '@finharbor/cases';
import { codeOf, FinharborError } from '@finharbor/kernel';
import { parseUscc } from '@finharbor/kernel/contract';
import { type FormAnswer, followingForm, type PublicForm, receiptAnswer } from '@finharbor/portal';
import { ethicsBreach } from '../breach/procedure.ts';
import { followReport, reportBreach } from '../breach/reports.ts';
import type { EthicsContext } from '../context.ts';

/** What anybody may send without an account and without a script: the report of a breach, and the question what became of it. */
export function breachForms(ctx: EthicsContext): readonly PublicForm[] {
  return [reporting(ctx), following(ctx)];
}

const noCode = {
  en: 'This is no unified social credit code: is one of its characters mistyped?',
  zh: '统一社会信用代码有误，请核对。',
};

function reporting(ctx: EthicsContext): PublicForm {
  return {
    ...{ name: 'report', about: 'list', title: { en: 'Report a breach', zh: '举报违反行为' } },
    lead: {
      en: 'No account is needed, and not even the address that it comes from is kept. You are given a number and a secret, by which you follow what becomes of it. Leave out what could tell who you are.',
      zh: '无需注册，系统不保存来源地址。提交后将获得编号和查询码，凭此查询办理情况。请勿写入可识别您身份的内容。',
    },
    submit: { en: 'Send the report', zh: '提交举报' },
    fields: plainFields(ethicsBreach.forms.report!.schema),
    async send({ id, values, secret, address }) {
      ctx.rates.write(address);
      if (!isCode(values.uscc!)) return { kind: 'wrong', fields: { uscc: noCode } };
      try {
        const form = { ...values, uscc: values.uscc!.trim().toUpperCase() };
        const receipt = await reportBreach(ctx, { ...form, id, secret });
        return receiptAnswer({ en: 'The report has arrived', zh: '举报已收到' }, receipt);
      } catch (error) {
        if (codeOf(error) === 'ethics.report_taken') return { kind: 'used' };
        throw error;
      }
    },
  };
}

function following(ctx: EthicsContext): PublicForm {
  return followingForm({
    title: { en: 'Follow a report', zh: '查询举报办理情况' },
    hint: { en: 'As LW-2026-000001', zh: '例如 LW-2026-000001' },
    async find(receipt, { address }): Promise<FormAnswer | undefined> {
      ctx.rates.follow(address);
      const found = await followReport(ctx, receipt).catch((error) => {
        if (codeOf(error) !== 'ethics.report_unknown') throw error;
      });
      if (!found) return undefined;
      return {
        kind: 'done',
        title: { en: `Report ${found.reference}`, zh: `举报${found.reference}` },
        paragraphs:
          found.answers.length > 0
            ? found.answers
            : [{ en: 'Nothing is decided yet.', zh: '尚未作出决定。' }],
        facts: [
          { title: { en: 'Stage', zh: '办理阶段' }, value: found.state },
          ...(found.isEnded || found.dueMs === null
            ? []
            : [{ title: { en: 'To be answered by', zh: '答复期限' }, value: { dayOfMs: found.dueMs } }]),
        ],
      };
    },
  });
}

function isCode(text: string): boolean {
  try {
    parseUscc(text.trim().toUpperCase());
    return true;
  } catch (error) {
    if (error instanceof FinharborError) return false;
    throw error;
  }
}
