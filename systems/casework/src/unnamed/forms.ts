import { type Procedure, plainFields } from '@finharbor/cases';
import { codeOf } from '@finharbor/kernel';
import { followingForm, type PublicForm, receiptAnswer } from '@finharbor/portal';
import type { CaseworkContext, WithoutAccount } from '../context.ts';
import { fileWithoutAccount, followWithoutAccount } from './receipts.ts';

type Ctx = Pick<CaseworkContext, 'db' | 'cases'>;

/** What anybody may file on the public site without an account, as the definitions have it, and how it is followed. */
export function unnamedForms(ctx: Ctx, without: WithoutAccount): readonly PublicForm[] {
  const filing = without.procedures.flatMap((one) => {
    const spec = ctx.cases.procedures.filter(({ name }) => name === one.procedure).at(-1);
    return spec ? [filingForm(ctx, { without, spec, step: one.step })] : [];
  });
  return filing.length === 0 ? [] : [...filing, following(ctx, without)];
}

type Filing = { readonly without: WithoutAccount; readonly spec: Procedure; readonly step: string };

function filingForm(ctx: Ctx, { without, spec, step }: Filing): PublicForm {
  const { name, title, steps, forms } = spec;
  const form = forms[steps[step]!.form!]!;
  return {
    ...{ name, title, about: 'list', submit: steps[step]!.title },
    lead: {
      en: 'No account is needed. You are given a number and a secret, by which you follow what becomes of it; only the office that answers reads what you write.',
      zh: '无需注册。提交后将获得编号和查询码，凭此查询办理情况。内容仅供承办人员查阅。',
    },
    fields: plainFields(form.schema),
    send: async ({ id, secret, values, address }) => {
      without.rates.write(address);
      try {
        const receipt = await fileWithoutAccount(ctx, { procedure: name, step, id, secret, form: values });
        return receiptAnswer({ en: 'It has arrived', zh: '提交成功' }, receipt);
      } catch (error) {
        if (codeOf(error) === 'case.id_taken') return { kind: 'used' };
        throw error;
      }
    },
  };
}

function following(ctx: Ctx, { rates }: WithoutAccount): PublicForm {
  return followingForm({
    title: { en: 'Follow what you have sent', zh: '查询办理情况' },
    hint: { en: 'As TS-2026-000001', zh: '例如 TS-2026-000001' },
    async find(receipt, { address }) {
      rates.follow(address);
      const found = await followWithoutAccount(ctx, receipt).catch((error) => {
        if (codeOf(error) !== 'case.not_found') throw error;
      });
      if (!found) return undefined;
      return {
        kind: 'done',
        title: { en: `Case ${found.reference}`, zh: `事项${found.reference}` },
        paragraphs: found.letters,
        facts: [
          { title: { en: 'Procedure', zh: '事项' }, value: found.procedure },
          { title: { en: 'Stage', zh: '办理阶段' }, value: found.state },
          ...(found.dueMs === null
            ? []
            : [{ title: { en: 'Next due', zh: '下一期限' }, value: { dayOfMs: found.dueMs } }]),
        ],
      };
    },
  });
}
