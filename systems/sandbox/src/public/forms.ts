import { plainFields } from '@finharbor/cases';
import { codeOf } from '@finharbor/kernel';
import {
  type FormAnswer,
  followingForm,
  type PublicField,
  type PublicForm,
  receiptAnswer,
} from '@finharbor/portal';
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
    send: ({ id, about, values, secret, address }) =>
      answered(async () => {
        ctx.rates.write(address);
        const receipt = await complain(ctx, { id, secret, form: { ...values, project: about } });
        return receiptAnswer({ en: 'Your complaint has arrived', zh: '投诉已提交' }, receipt);
      }),
  };
}

function following(ctx: SandboxContext): PublicForm {
  return followingForm({
    title: { en: 'Follow a complaint', zh: '查询投诉办理情况' },
    hint: { en: 'As SDT-2026-000001', zh: '例如 SDT-2026-000001' },
    async find(receipt, { address }) {
      ctx.rates.follow(address);
      const found = await followed(ctx, receipt).catch((error) => {
        if (codeOf(error) !== 'pilot.complaint_unknown') throw error;
      });
      if (!found) return undefined;
      return {
        kind: 'done',
        title: { en: `Complaint ${found.reference}`, zh: `投诉${found.reference}` },
        paragraphs: found.answers,
        facts: [
          { title: { en: 'Stage', zh: '办理阶段' }, value: found.state },
          ...(found.dueMs === null
            ? []
            : [{ title: { en: 'To be answered by', zh: '答复期限' }, value: { dayOfMs: found.dueMs } }]),
        ],
      };
    },
  });
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
      default:
        throw error;
    }
  }
}
