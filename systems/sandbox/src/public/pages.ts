import { instantText } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import {
  latestAfter,
  latestPage,
  type PublicEntry,
  type PublicFact,
  type PublicPages,
  type PublicSection,
  type PublicValue,
  publicPages,
} from '@finharbor/portal';
import type { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { sectionForms } from '../procedures/declaration.ts';
import { listedSchema } from '../project/contract.ts';
import { type ListedProject, listedProjects, type ProjectView } from '../project/read.ts';
import { trackNames, tracks } from '../tracks.ts';
import { versionOf } from './changes.ts';
import { pilotForms } from './forms.ts';
import { newsOf } from './news.ts';
import { saidOf } from './said.ts';
import { wholeProject } from './whole.ts';
import { eventTitles, stageTitles } from './words.ts';

/** The projects of the pilot that were announced, for the public site: what `GET /public/pilots` gives, and no more. */
export function publicPilotPages(ctx: SandboxContext): PublicPages {
  return publicPages<ListedProject>({
    name: 'pilots',
    title: { en: 'Innovation pilot', zh: '金融科技创新试点' },
    lead: {
      en: 'Projects tested under supervision: what was declared of each, where it stands, and what has happened to it.',
      zh: '在监管下开展测试的创新应用：声明内容、当前阶段与办理经过。',
    },
    foundBy: { en: 'A number, or a part of its name', zh: '编号或创新应用名称' },
    choices: {
      title: { en: 'Track', zh: '试点类别' },
      options: trackNames.map((name) => ({ value: name, title: tracks[name].title })),
    },
    async list({ text, choice, after, limit }) {
      const from = latestAfter(after);
      if (from === null) return undefined;
      const track = trackNames.find((name) => name === choice);
      const found = await listedProjects(ctx, { track, text, after: from, limit: limit + 1 });
      return latestPage(found, {
        ...{ limit, entryOf },
        placeOf: ({ announcedAtMs, number }) => [announcedAtMs, number],
      });
    },
    async entry(id) {
      const whole = await wholeProject(ctx, id);
      return whole && { ...entryOf(whole.view), sections: [...sectionsOf(whole.view), ...saidOf(whole)] };
    },
    version: (id) => versionOf(ctx, id),
    news: (id) => newsOf(ctx, id),
    forms: pilotForms(ctx),
    data: {
      description: {
        en: 'Every project that was announced: its number, track, batch, applicants, stage and when it came there.',
        zh: '全部已公示项目：编号、试点类别、批次、申请机构、当前阶段及进入时间。',
      },
      record: listedSchema,
      columns,
      records: (after, limit) => listedProjects(ctx, { byNumber: { after: after ?? '' }, limit }),
      idOf: ({ number }) => number,
    },
  });
}

function entryOf(project: ListedProject): PublicEntry {
  const { number, track, batch, title, stage, stageAtMs, until, applicants } = project;
  return {
    id: number,
    title,
    kind: tracks[track].title,
    facts: [
      { title: { en: 'Number', zh: '编号' }, value: number },
      { title: { en: 'Applicants', zh: '申请机构' }, value: applicants.map(({ name }) => name).join('、') },
      { title: { en: 'Batch', zh: '批次' }, value: batch },
      { title: { en: 'Stage', zh: '阶段' }, value: stageTitles[stage] },
      ...(until === null
        ? []
        : [{ title: { en: 'Last day of testing', zh: '测试截止日' }, value: until } as const]),
    ],
    publishedAtMs: stageAtMs,
  };
}

function sectionsOf({ number, stage, versions, history }: ProjectView): readonly PublicSection[] {
  const [current, ...older] = versions;
  const sections: readonly PublicSection[] = current
    ? [
        {
          title: { en: 'Declaration', zh: '创新应用声明' },
          facts: factsOf('declaration', current.declaration),
        },
        {
          title: { en: 'Safeguards', zh: '合规与风险防控' },
          facts: factsOf('safeguards', current.safeguards),
        },
      ]
    : [];
  return [
    ...sections,
    ...(older.length > 0 ? [changesOf(versions)] : []),
    {
      title: { en: 'What has happened', zh: '办理经过' },
      table: {
        caption: { en: 'What has happened, the latest first', zh: '办理经过，最近的在前' },
        columns: [
          { en: 'Day', zh: '日期' },
          { en: 'What', zh: '事项' },
          { en: 'Reason', zh: '理由' },
        ],
        rows: history.map(({ atMs, kind, reason }) => [
          { dayOfMs: atMs },
          eventTitles[kind] ?? kind,
          reason ?? '',
        ]),
      },
    },
    ...(stage === 'exited' ? [certificateOf(number)] : []),
  ];
}

/** Where whoever reads the page checks the certificate that the project left with. */
function certificateOf(number: string): PublicSection {
  return {
    title: { en: 'Certificate', zh: '出盒证书' },
    paragraphs: [
      {
        en: 'It left the pilot with a certificate, which anybody can verify.',
        zh: '该项目已取得出盒证书，任何人均可核验。',
      },
    ],
    action: {
      text: { en: 'Verify the certificate', zh: '核验证书' },
      href: `/app/verify-credential?number=${number}`,
    },
  };
}

/** What each version says otherwise than the one before, side by side. */
function changesOf(versions: ProjectView['versions']): PublicSection {
  const rows = versions.slice(0, -1).flatMap((after, at) => {
    const before = versions[at + 1]!;
    return (['declaration', 'safeguards'] as const).flatMap((section) =>
      Object.keys(sectionForms[section].schema.shape).flatMap((name) => {
        const [was, is] = [before[section][name], after[section][name]];
        if (was === is) return [];
        return [
          [
            String(after.version),
            titleOf(section, name),
            shown(section, name, was),
            shown(section, name, is),
          ],
        ];
      }),
    );
  });
  return {
    title: { en: 'What was changed', zh: '变更内容' },
    table: {
      caption: { en: 'What each version says otherwise than the one before', zh: '各版本与上一版本的差异' },
      columns: [
        { en: 'Version', zh: '版本' },
        { en: 'What', zh: '项目' },
        { en: 'Before', zh: '变更前' },
        { en: 'After', zh: '变更后' },
      ],
      rows,
    },
  };
}

type Section = 'declaration' | 'safeguards';
type Meta = { readonly words?: Bilingual; readonly options?: Readonly<Record<string, Bilingual>> };

function metaOf(section: Section, name: string): Meta {
  const shape = sectionForms[section].schema.shape as Readonly<Record<string, z.ZodType>>;
  return (shape[name]?.meta() ?? {}) as Meta;
}

function titleOf(section: Section, name: string): Bilingual {
  const { en, zh } = metaOf(section, name).words ?? { en: name, zh: name };
  return { en, zh };
}

function shown(section: Section, name: string, value: string | number | undefined): PublicValue {
  const text = value === undefined ? '' : String(value);
  return metaOf(section, name).options?.[text] ?? text;
}

function factsOf(section: Section, said: Readonly<Record<string, string | number>>): readonly PublicFact[] {
  // In the order of the form, whatever order the database gives.
  return Object.keys(sectionForms[section].schema.shape).flatMap((name) =>
    said[name] === undefined
      ? []
      : [{ title: titleOf(section, name), value: shown(section, name, said[name]) }],
  );
}

const columns: PublicPages<ListedProject>['data']['columns'] = [
  { name: 'number', title: { en: 'Number', zh: '编号' }, of: ({ number }) => number },
  { name: 'title', title: { en: 'Name', zh: '创新应用名称' }, of: ({ title }) => title },
  { name: 'track', title: { en: 'Track', zh: '试点类别代码' }, of: ({ track }) => track },
  { name: 'batch', title: { en: 'Batch', zh: '批次' }, of: ({ batch }) => batch },
  {
    ...{ name: 'applicants', title: { en: 'Applicants, a line each', zh: '申请机构，每行一家' } },
    of: ({ applicants }) => applicants.map(({ name, uscc }) => `${uscc} ${name}`).join('\n'),
  },
  { name: 'stage', title: { en: 'Stage', zh: '阶段代码' }, of: ({ stage }) => stage },
  {
    ...{ name: 'announced_at', title: { en: 'When it was announced (UTC)', zh: '公示时间（UTC）' } },
    of: ({ announcedAtMs }) => instantText(announcedAtMs),
  },
  {
    ...{ name: 'stage_at', title: { en: 'When it came to its stage (UTC)', zh: '进入当前阶段时间（UTC）' } },
    of: ({ stageAtMs }) => instantText(stageAtMs),
  },
  {
    ...{ name: 'until', title: { en: 'Last day of testing, if any', zh: '测试截止日，如有' } },
    of: ({ until }) => until ?? '',
  },
];
