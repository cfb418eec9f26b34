import type { Bilingual, DraftOperation, ProposedKind } from '@finharbor/harbor/contract';

const titles = {
  rows: { en: 'Firms that both sides have', zh: '双方共有的企业' },
  count: { en: 'How many firms both sides have', zh: '双方共有企业户数' },
  sum: { en: 'A sum over the firms both sides have', zh: '双方共有企业的数值汇总' },
  statistics: { en: 'Statistics of firms that all sides have', zh: '各方共有企业的统计' },
} as const satisfies Record<string, Bilingual>;

/** What a computation is called until its person says otherwise. */
export function suggestedTitle(kind: ProposedKind, operation: DraftOperation): Bilingual {
  return titles[kind === 'intersect' ? operation.kind : kind];
}

/** Whether nobody has given another name yet. */
export function isSuggested(title: Bilingual): boolean {
  return Object.values(titles).some(({ en, zh }) => en === title.en && zh === title.zh);
}
