import { instantText } from '@finharbor/kernel';
import {
  latestAfter,
  latestPage,
  type PublicEntry,
  type PublicPages,
  type PublicSection,
  publicPages,
} from '@finharbor/portal';
import { articles as numbers } from '../breach/articles.ts';
import type { EthicsContext } from '../context.ts';
import { declarations, signatures } from '../declaration/declare.ts';
import type { DeclarationView, SignatureView } from '../declaration/routes.ts';
import { declarationSchema } from '../declaration/routes.ts';
import { breachForms } from './forms.ts';

/** Versions of the declaration with who has signed them, for the public site; and forms to report a breach and to follow a report. */
export function publicDeclarationPages(ctx: EthicsContext): PublicPages {
  return publicPages<DeclarationView>({
    name: 'ethics-declarations',
    title: { en: 'Ethics declaration', zh: '金融科技伦理宣言' },
    lead: {
      en: 'The nine articles in each version that was adopted, and the firms that have signed them. Anybody can report a breach.',
      zh: '历次通过的九条宣言及签署企业。任何人均可举报违反行为。',
    },
    foundBy: { en: 'A part of the title or of an article', zh: '标题或条款内容' },
    async list({ text, after, limit }) {
      const from = latestAfter(after);
      if (from === null) return undefined;
      // Versions are few: one is adopted in years.
      const fitting = (await declarations(ctx)).filter(
        (one) =>
          (text === undefined || saysIn(one, text)) &&
          (from === undefined || one.version < Number(from.number)),
      );
      return latestPage(fitting.slice(0, limit + 1), {
        ...{ limit, entryOf },
        placeOf: ({ adoptedAtMs, version }) => [adoptedAtMs, String(version)],
      });
    },
    async entry(id) {
      const one = (await declarations(ctx)).find((kept) => idOf(kept) === id);
      if (!one) return undefined;
      const signed = (await signatures(ctx)).filter(({ version }) => version === one.version);
      return { ...entryOf(one), sections: sectionsOf(one, signed) };
    },
    forms: breachForms(ctx),
    data: {
      description: {
        en: 'Every version of the declaration: its title, its nine articles, where the text comes from, its SHA-256 and when it was adopted.',
        zh: '宣言各版本：标题、九条内容、文本来源、SHA-256 校验值及通过时间。',
      },
      record: declarationSchema,
      columns,
      records: async (after, limit) =>
        (await declarations(ctx))
          .toReversed()
          .filter(({ version }) => after === undefined || version > Number(after))
          .slice(0, limit),
      idOf: ({ version }) => String(version),
    },
  });
}

function idOf({ version }: DeclarationView): string {
  return `v${version}`;
}

function saysIn({ title, articles }: DeclarationView, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [title, ...articles].some(({ en, zh }) => `${en}\n${zh}`.toLowerCase().includes(wanted));
}

function entryOf(one: DeclarationView): PublicEntry {
  return {
    id: idOf(one),
    title: one.title,
    kind: { en: 'Ethics declaration', zh: '金融科技伦理宣言' },
    facts: [
      { title: { en: 'Version', zh: '版本' }, value: String(one.version) },
      { title: { en: 'Where the text comes from', zh: '文本来源' }, value: one.source },
    ],
    publishedAtMs: one.adoptedAtMs,
  };
}

function sectionsOf(
  { articles }: DeclarationView,
  signed: readonly SignatureView[],
): readonly PublicSection[] {
  const standing = signed.filter(({ endedAtMs }) => endedAtMs === null);
  return [
    {
      title: { en: 'Articles', zh: '条款' },
      facts: Object.values(numbers).map((title, at) => ({ title, value: articles[at]! })),
    },
    {
      title: { en: 'Signatories', zh: '签署企业' },
      ...(standing.length === 0
        ? { paragraphs: [{ en: 'No firm stands by this version.', zh: '暂无企业签署该版本。' }] }
        : {
            table: {
              caption: { en: 'Firms that stand by it', zh: '签署企业' },
              columns: [
                { en: 'Firm', zh: '企业' },
                { en: 'Unified social credit code', zh: '统一社会信用代码' },
                { en: 'Signed on', zh: '签署日期' },
              ],
              rows: standing.map(({ firm, uscc, signedAtMs }) => [firm, uscc, { dayOfMs: signedAtMs }]),
            },
          }),
    },
  ];
}

const columns: PublicPages<DeclarationView>['data']['columns'] = [
  { name: 'version', title: { en: 'Version', zh: '版本' }, of: ({ version }) => String(version) },
  { name: 'title_zh', title: { en: 'Title in Chinese', zh: '中文标题' }, of: ({ title }) => title.zh },
  { name: 'title_en', title: { en: 'Title in English', zh: '英文标题' }, of: ({ title }) => title.en },
  {
    ...{ name: 'articles_zh', title: { en: 'Articles in Chinese, a line each', zh: '中文条款，每行一条' } },
    of: ({ articles }) => articles.map(({ zh }) => zh).join('\n'),
  },
  {
    ...{ name: 'articles_en', title: { en: 'Articles in English, a line each', zh: '英文条款，每行一条' } },
    of: ({ articles }) => articles.map(({ en }) => en).join('\n'),
  },
  { name: 'sha256', title: { en: 'SHA-256 of the text', zh: '文本的 SHA-256' }, of: ({ hash }) => hash },
  {
    ...{ name: 'adopted_at', title: { en: 'When it was adopted (UTC)', zh: '通过时间（UTC）' } },
    of: ({ adoptedAtMs }) => instantText(adoptedAtMs),
  },
];
