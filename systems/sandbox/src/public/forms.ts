import { plainFields } from '@finharbor/cases';
import { codeOf } from '@finharbor/kernel';
import type { FormAnswer, PublicField, PublicForm, SentForm } from '@finharbor/portal';
import type { SandboxContext } from '../context.ts';
import { postComment } from '../people/comments.ts';
import { complain, followed } from '../people/complaints.ts';
import { pilotComplaint } from '../procedures/complaint.ts';

/** What anybody may send about projects without an account: a comment, a complaint, and the question where a complaint stands. */
export function pilotForms(ctx: SandboxContext): readonly PublicForm[] {
  return [comment(ctx), complaint(ctx), following(ctx)];
}

const body: PublicField = {
  ...{ name: 'body', kind: 'text', most: 2_000, title: { en: 'Comment', zh: '意见' } },
  hint: {
    en: 'Everybody may read it: leave out what nobody should know.',
    zh: '内容将公开，请勿填写个人信息。',
  },
};

function comment(ctx: SandboxContext): PublicForm {
  return {
    ...{ name: 'comment', about: 'entry', title: { en: 'Comment on this project', zh: '发表意见' } },
    lead: {
      en: 'The secretariat reads what is sent, answers it, and shows both on the page of the project. Your name is not asked for.',
      zh: '秘书处审阅后予以答复，并在项目页面公开意见与答复。无需填写姓名。',
    },
    submit: { en: 'Send the comment', zh: '提交意见' },
    fields: [body],
    send: ({ id, about, values, address }) =>
      answered(async () => {
        ctx.rates.write(address);
        await postComment(ctx, { id, number: about, body: values.body! });
        return {
          kind: 'done',
          title: { en: 'Your comment has arrived', zh: '意见已提交' },
          paragraphs: [
            {
              en: 'It stands on the page of the project once the secretariat has read it.',
              zh: '秘书处审阅后，将在项目页面公开。',
            },
          ],
        };
      }),
  };
}

function complaint(ctx: SandboxContext): PublicForm {
  return {
    ...{ name: 'complain', about: 'entry', title: { en: 'Complain about this project', zh: '投诉该项目' } },
    lead: {
      en: 'No account is needed. You are given a number and a secret, by which you follow what becomes of it; only the office that answers reads what you write.',
      zh: '无需注册。提交后将获得编号和查询码，凭此查询办理情况。投诉内容仅供承办人员查阅。',
    },
    submit: { en: 'Send the complaint', zh: '提交投诉' },
    fields: plainFields(pilotComplaint.forms.complaint!.schema, ['kind', 'story', 'wish']),
    send: (form) =>
      answered(async () => {
        ctx.rates.write(form.address);
        return receiptFor(ctx, form);
      }),
  };
}

async function receiptFor(ctx: SandboxContext, { id, about, values, secret }: SentForm): Promise<FormAnswer> {
  const receipt = await complain(ctx, { id, secret, form: { ...values, project: about } });
  return {
    kind: 'done',
    title: { en: 'Your complaint has arrived', zh: '投诉已提交' },
    paragraphs: [
      {
        en: 'Print this page or write both down now: the secret is shown once and kept nowhere. Without it nobody can tell you where the complaint stands.',
        zh: '请立即打印本页或抄录下列信息：查询码仅显示一次，系统不保存。遗失后无法查询办理情况。',
      },
    ],
    facts: [
      { title: { en: 'Number', zh: '编号' }, value: receipt.reference },
      { title: { en: 'Secret', zh: '查询码' }, value: receipt.secret },
    ],
  };
}

const reference: PublicField = {
  ...{ name: 'reference', kind: 'line', most: 20, title: { en: 'Number', zh: '编号' } },
  hint: { en: 'As SDT-2026-000001', zh: '例如 SDT-2026-000001' },
};

function following(ctx: SandboxContext): PublicForm {
  return {
    ...{ name: 'follow', about: 'list', title: { en: 'Follow a complaint', zh: '查询投诉办理情况' } },
    lead: {
      en: 'With the number and the secret that were shown when the complaint was sent.',
      zh: '请输入提交投诉时显示的编号和查询码。',
    },
    submit: { en: 'Look it up', zh: '查询' },
    fields: [reference, { name: 'secret', kind: 'line', most: 40, title: { en: 'Secret', zh: '查询码' } }],
    send: ({ values, address }) =>
      answered(async () => {
        ctx.rates.follow(address);
        const found = await followed(ctx, {
          reference: values.reference!.toUpperCase(),
          secret: values.secret!,
        });
        const due = found.dueMs;
        return {
          kind: 'done',
          title: { en: `Complaint ${found.reference}`, zh: `投诉${found.reference}` },
          paragraphs: found.answers,
          facts: [
            { title: { en: 'Stage', zh: '办理阶段' }, value: found.state },
            ...(due === null
              ? []
              : [{ title: { en: 'To be answered by', zh: '答复期限' }, value: { dayOfMs: due } }]),
          ],
        };
      }),
  };
}

/** What a refusal is to whoever fills a form in. */
async function answered(send: () => Promise<FormAnswer>): Promise<FormAnswer> {
  try {
    return await send();
  } catch (error) {
    switch (codeOf(error)) {
      case 'pilot.not_found':
        return { kind: 'gone' };
      case 'pilot.comment_taken':
      case 'pilot.complaint_taken':
        return { kind: 'used' };
      case 'pilot.complaint_unknown':
        return {
          kind: 'wrong',
          fields: {
            secret: {
              en: 'No complaint has this number and secret. Is one of their characters mistyped?',
              zh: '编号或查询码有误，请核对。',
            },
          },
        };
      default:
        throw error;
    }
  }
}
