import type { Bilingual } from '@finharbor/kernel/contract';
import type { PublicEntry, PublicValue } from '@finharbor/portal';
import type { SandboxContext } from '../context.ts';
import { noProject } from '../project/history.ts';
import type { ProjectView } from '../project/read.ts';
import { wholeProject } from './whole.ts';
import { eventTitles, recordTitles } from './words.ts';

/** Something that is new of a project, as everybody may read it. */
export type News = {
  /** The same however often it is read. */
  readonly id: string;
  readonly kind: Bilingual;
  readonly text: PublicValue;
  readonly atMs: number;
};

/** The latest that feeds hold. */
const most = 100;

/** What is new of a project: stages and versions, what was disclosed, comments and complaints that were answered; the latest first. */
export async function news(
  ctx: Pick<SandboxContext, 'db' | 'contractOnFile'>,
  number: string,
): Promise<readonly News[]> {
  const whole = await wholeProject(ctx, number);
  if (!whole) return noProject();
  const { records, comments, complaints } = whole;
  const { history } = whole.view;
  const all: readonly News[] = [
    ...history.map(happened),
    ...records.map(({ id, version, atMs, body }) => ({
      ...{ id: `record-${id}-${version}`, atMs, kind: recordTitles[body.kind] },
      text: body.kind === 'disclosure' ? body.title : recordTitles[body.kind],
    })),
    ...comments.flatMap(({ id, answer, answeredAtMs }): readonly News[] =>
      answer === null || answeredAtMs === null
        ? []
        : [{ id: `comment-${id}`, kind: commentAnswered, text: answer, atMs: answeredAtMs }],
    ),
    ...complaints.map(({ reference, published, atMs }) => ({
      ...{ id: `complaint-${reference}`, kind: complaintAnswered, text: published, atMs },
    })),
  ];
  return all.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1)).slice(0, most);
}

function happened({ seq, kind, reason, atMs }: ProjectView['history'][number]): News {
  const title = eventTitles[kind] ?? { en: kind, zh: kind };
  return { id: `event-${seq}`, kind: title, text: reason ?? title, atMs };
}

const commentAnswered: Bilingual = { en: 'A comment was answered', zh: '答复公众意见' };
const complaintAnswered: Bilingual = { en: 'A complaint was answered', zh: '答复投诉' };

/** The same as entries of a feed. */
export async function newsOf(
  ctx: Pick<SandboxContext, 'db' | 'contractOnFile'>,
  number: string,
): Promise<readonly PublicEntry[]> {
  return (await news(ctx, number)).map(({ id, kind, text, atMs }) => ({
    ...{ id, kind, title: kind, publishedAtMs: atMs },
    facts: [{ title: { en: 'What', zh: '内容' }, value: text }],
  }));
}
