import type { Bilingual } from '@finharbor/kernel/contract';
import type { FormAnswer, PublicField, PublicForm, SentForm } from './form.ts';

/** What somebody without an account follows by what they have sent. */
export type ReceiptShown = { readonly reference: string; readonly secret: string };

/** Shows it, once. */
export function receiptAnswer(title: Bilingual, { reference, secret }: ReceiptShown): FormAnswer {
  return {
    kind: 'done',
    title,
    paragraphs: [
      {
        en: 'Print this page or write both down now: the secret is shown once and kept nowhere. Without it nobody can tell you what became of it.',
        zh: '请立即打印本页或抄录下列信息：查询码仅显示一次，系统不保存。遗失后无法查询办理情况。',
      },
    ],
    facts: [
      { title: { en: 'Number', zh: '编号' }, value: reference },
      { title: { en: 'Secret', zh: '查询码' }, value: secret },
    ],
  };
}

/** The page on which it is followed; `find` gives nothing where nothing has this number and secret. */
export type Following = {
  readonly title: Bilingual;
  /** What a number looks like. */
  readonly hint: Bilingual;
  readonly find: (receipt: ReceiptShown, sent: SentForm) => Promise<FormAnswer | undefined>;
};

/** A form that asks for number and secret. */
export function followingForm({ title, hint, find }: Following): PublicForm {
  const reference: PublicField = {
    ...{ name: 'reference', kind: 'line', most: 20, title: { en: 'Number', zh: '编号' }, hint },
  };
  return {
    ...{ name: 'follow', about: 'list', title },
    lead: {
      en: 'With the number and the secret that were shown when it was sent.',
      zh: '请输入提交时显示的编号和查询码。',
    },
    submit: { en: 'Look it up', zh: '查询' },
    fields: [reference, { name: 'secret', kind: 'line', most: 40, title: { en: 'Secret', zh: '查询码' } }],
    send: async (sent) => {
      const said = sent.values as ReceiptShown;
      const receipt = { reference: said.reference.toUpperCase(), secret: said.secret };
      return (await find(receipt, sent)) ?? { kind: 'wrong', fields: { secret: unknown } };
    },
  };
}

const unknown: Bilingual = {
  en: 'Nothing has this number and secret. Is one of their characters mistyped?',
  zh: '编号或查询码有误，请核对。',
};
