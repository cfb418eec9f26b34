import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PublicForm } from './form.ts';
import { type PublicEntry, publicPages } from './pages.ts';
import type { Site } from './site.ts';

/** Text that would like to be something else. */
export const hostile: readonly string[] = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><b>bold</b> \' & &amp; ]]> <!-- --> <?xml?>',
  '\u202egnp.exe\u202c \u2066 \u202e turned',
  'x'.repeat(300),
  '\u0000\u0007\u000b\ufffe\ud800 unfit',
  '=1+1',
  '好'.repeat(200),
];

/** An entry of each kind of part, saying such things. */
export const hostileEntries: readonly PublicEntry[] = hostile.map((said, nth) => ({
  id: `T-${nth + 1}`,
  title: said,
  kind: { en: 'Test', zh: '测试' },
  facts: [
    { title: { en: 'Said', zh: '内容' }, value: said },
    { title: { en: 'Day', zh: '日期' }, value: { dayOfMs: 1_780_000_000_000 } },
  ],
  publishedAtMs: 1_780_000_000_000 - nth * 1_000,
  sections: [
    {
      title: { en: 'More', zh: '更多' },
      paragraphs: [said, { en: 'In words.', zh: '文字说明。' }],
      facts: [{ title: { en: 'Said', zh: '内容' }, value: said }],
      table: {
        caption: { en: 'Table', zh: '表' },
        columns: [
          { en: 'Name', zh: '名称' },
          { en: 'Value', zh: '值' },
        ],
        rows: [[said, { en: 'One', zh: '一' }]],
      },
      action: { text: { en: 'Act', zh: '办理' }, href: '/app' },
      forms: ['say'],
      chart: {
        caption: { en: 'Bars', zh: '柱' },
        bars: [{ title: { en: '<b>One</b>', zh: '一' }, value: 3 }],
      },
    },
  ],
}));

const record = z.strictObject({ id: z.string(), said: z.string() });

/** What the site’s clock says; a test moves it. */
export const testNow: { ms: number } = { ms: 1_780_000_000_000 };

/** A site with one list of these entries, five on a page. */
export function testSite(
  entries: readonly PublicEntry[] = hostileEntries,
  forms: readonly PublicForm[] = [],
): Site {
  const pageSize = 5;
  return {
    name: { en: 'Harbor & co', zh: '金科港' },
    isDemo: true,
    identity: 'test',
    origin: () => 'https://harbor.example',
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    nowMs: () => testNow.ms,
    forms: { key: new Uint8Array(32), newId: () => randomUUID() },
    pages: [
      publicPages<{ id: string; said: string }>({
        name: 'things',
        title: { en: 'Things', zh: '事物' },
        lead: { en: 'All of them.', zh: '全部。' },
        foundBy: { en: 'A number', zh: '编号' },
        async list({ text, after, limit }) {
          const fitting = entries.filter(({ title }) => text === undefined || String(title).includes(text));
          const from = after === undefined ? 0 : Number(after);
          if (!Number.isInteger(from)) return undefined;
          const end = from + Math.min(limit, pageSize);
          return { entries: fitting.slice(from, end), next: end < fitting.length ? String(end) : null };
        },
        entry: async (id) => entries.find((one) => one.id === id),
        news: async (id) => entries.filter((one) => one.id === id).map((one) => ({ ...one, id: 'news-1' })),
        forms,
        data: {
          description: { en: 'Things as data.', zh: '事物数据。' },
          record,
          columns: [
            { name: 'id', title: { en: 'Id', zh: '编号' }, of: ({ id }) => id },
            { name: 'said', title: { en: 'Said', zh: '内容' }, of: ({ said }) => said },
          ],
          records: async (after, limit) =>
            entries
              .map(({ id, title }) => ({ id, said: String(title) }))
              .filter(({ id }) => after === undefined || id > after)
              .slice(0, limit),
          idOf: ({ id }) => id,
        },
      }),
    ],
  };
}

/** Every address of it that a visitor can come to. */
export const testPaths: readonly string[] = ['en', 'zh'].flatMap((language) => [
  `/open/${language}`,
  `/open/${language}/things`,
  `/open/${language}/things?q=script`,
  `/open/${language}/things?q=nothing-has-this`,
  `/open/${language}/things?after=5`,
  `/open/${language}/data`,
  `/open/${language}/nowhere`,
  ...hostileEntries.map(({ id }) => `/open/${language}/things/${id}`),
]);
