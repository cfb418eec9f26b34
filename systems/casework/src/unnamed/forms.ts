import { type Procedure, plainFields } from '@finharbor/cases';
import { codeOf } from '@finharbor/kernel';
import type { FormAnswer, PublicForm } from '@finharbor/portal';
import type { CaseworkContext, WithoutAccount } from '../context.ts';
import { fileWithoutAccount, followWithoutAccount } from './receipts.ts';

type Ctx = Pick<CaseworkContext, 'db' | 'cases'>;

/** What anybody may file on the public site without an account, as the definitions have it, and how it is followed. */
export function unnamedForms(ctx: Ctx, without: WithoutAccount): readonly PublicForm[] {
  const filing = without.procedures.flatMap((one) => {
    const spec = ctx.cases.procedures.filter(({ name }) => name === one.procedure).at(-1);
    return spec ? [filingForm(ctx, { without, spec, step: one.step })] : [];
  });
  return filing.length === 0 ? [] : [...filing, followingForm(ctx, without)];
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
    send: ({ id, secret, values, address }) =>
      answered(async () => {
        without.rates.write(address);
        const receipt = await fileWithoutAccount(ctx, { procedure: name, step, id, secret, form: values });
        return {
          kind: 'done',
          title: { en: 'It has arrived', zh: '提交成功' },
          paragraphs: [
            {
              en: 'Print this page or write both down now: the secret is shown once and kept nowhere.',
              zh: '请立即打印本页或抄录下列信息：查询码仅显示一次，系统不保存。',
            },
          ],
          facts: [
            { title: { en: 'Number', zh: '编号' }, value: receipt.reference },
            { title: { en: 'Secret', zh: '查询码' }, value: receipt.secret },
          ],
        };
      }),
  };
}

function followingForm(ctx: Ctx, { rates }: WithoutAccount): PublicForm {
  return {
    ...{ name: 'follow', about: 'list', title: { en: 'Follow what you have sent', zh: '查询办理情况' } },
    lead: {
      en: 'With the number and the secret that were shown when it was sent.',
      zh: '请输入提交时显示的编号和查询码。',
    },
    submit: { en: 'Look it up', zh: '查询' },
    fields: [
      { name: 'reference', kind: 'line', most: 20, title: { en: 'Number', zh: '编号' } },
      { name: 'secret', kind: 'line', most: 40, title: { en: 'Secret', zh: '查询码' } },
    ],
    send: ({ values, address }) =>
      answered(async () => {
        rates.follow(address);
        const { reference, secret } = values as { readonly reference: string; readonly secret: string };
        const found = await followWithoutAccount(ctx, { reference: reference.toUpperCase(), secret });
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
      }),
  };
}

async function answered(send: () => Promise<FormAnswer>): Promise<FormAnswer> {
  try {
    return await send();
  } catch (error) {
    if (codeOf(error) === 'case.id_taken') return { kind: 'used' };
    if (codeOf(error) !== 'case.not_found') throw error;
    const secret = {
      en: 'Nothing has this number and secret. Is one of their characters mistyped?',
      zh: '编号或查询码有误，请核对。',
    };
    return { kind: 'wrong', fields: { secret } };
  }
}
