import type { Bilingual } from '@finharbor/kernel/contract';
import type { PublicSection } from '@finharbor/portal';
import type { PublicRecord } from '../usage/records.ts';
import type { WholeProject } from './whole.ts';
import { contractTitles, recordTitles } from './words.ts';

/** What was disclosed of a project, said of it and answered, and where anybody may say something. */
export function saidOf({ records, comments, complaints }: WholeProject): readonly PublicSection[] {
  return [
    ...records.filter(({ body }) => body.kind !== 'compensation').map(recordSection),
    ...rows('Comments and answers', '公众意见与答复', {
      columns: [day, { en: 'Comment', zh: '意见' }, { en: 'Answer', zh: '答复' }],
      rows: comments.map(({ atMs, body, answer }) => [{ dayOfMs: atMs }, body, answer ?? '']),
    }),
    ...rows('Complaints that were answered', '投诉处理情况', {
      columns: [day, { en: 'Number', zh: '编号' }, { en: 'What came of it', zh: '处理情况' }],
      rows: complaints.map(({ atMs, reference, published }) => [{ dayOfMs: atMs }, reference, published]),
    }),
    {
      title: { en: 'Say something', zh: '公众监督' },
      paragraphs: [
        {
          en: 'Anybody may comment or complain, without an account and without a name.',
          zh: '任何人均可发表意见或投诉，无需注册，无需署名。',
        },
      ],
      forms: ['comment', 'complain'],
    },
  ];
}

const day: Bilingual = { en: 'Day', zh: '日期' };

function rows(
  en: string,
  zh: string,
  table: Pick<NonNullable<PublicSection['table']>, 'columns' | 'rows'>,
): readonly PublicSection[] {
  const title = { en, zh };
  return table.rows.length === 0 ? [] : [{ title, table: { caption: title, ...table } }];
}

function recordSection({ body, atMs, version }: PublicRecord): PublicSection {
  const when = { title: day, value: { dayOfMs: atMs } } as const;
  const nth = { title: { en: 'Version', zh: '版本' }, value: String(version) };
  if (body.kind === 'disclosure')
    return { title: recordTitles.disclosure, paragraphs: [body.title, body.text], facts: [when] };
  if (body.kind === 'data')
    return {
      title: recordTitles.data,
      facts: [
        { title: { en: 'Data', zh: '数据' }, value: body.product },
        { title: { en: 'Purpose', zh: '用途' }, value: body.purpose },
        { title: { en: 'Contract of the harbor', zh: '数据合约' }, value: contractTitles[body.contract] },
        ...[nth, when],
      ],
    };
  if (body.kind === 'follow_up')
    return {
      title: recordTitles.follow_up,
      paragraphs: [body.text],
      facts: [{ title: { en: 'Institutions', zh: '推广机构数' }, value: String(body.institutions) }, when],
    };
  if (body.kind === 'model')
    return {
      title: recordTitles.model,
      facts: [
        { title: { en: 'Model', zh: '模型' }, value: body.name },
        { title: { en: 'Purpose', zh: '用途' }, value: body.purpose },
        { title: { en: 'Algorithm', zh: '算法' }, value: body.algorithm },
        { title: { en: 'Explainability', zh: '可解释性' }, value: body.explainability },
        { title: { en: 'Fairness', zh: '公平性' }, value: body.fairness },
        ...[nth, when],
      ],
    };
  return { title: recordTitles.compensation, facts: [when] };
}
