import { staffAccount } from './fill.ts';

/** Who asks: somebody of the office, of a firm with many cases, on panels. */
export type Who = 'officer' | 'firm' | 'expert';

/** One thing that people ask of lists. */
export type Ask = {
  readonly name: string;
  readonly who: Who;
  readonly query: { readonly queue: string; readonly [name: string]: string };
};

const office = { queue: 'office' } as const;
const asOfficer = (name: string, query: Ask['query']): Ask => ({ name, who: 'officer', query });

/** Each queue, each order. */
const queues: readonly Ask[] = [
  asOfficer('mine', { queue: 'mine' }),
  asOfficer('nobody’s', { queue: 'unassigned' }),
  asOfficer('office', office),
  asOfficer('office, latest first', { ...office, sort: 'opened' }),
  asOfficer('watched', { queue: 'watching' }),
  { name: 'applied', who: 'firm', query: { queue: 'applied' } },
  { name: 'seat', who: 'expert', query: { queue: 'seat' } },
];

/** Each filter, in the list that is the longest. */
const filters: readonly Ask[] = [
  asOfficer('procedure', { ...office, procedure: 'complaint' }),
  asOfficer('state', { ...office, procedure: 'complaint', state: 'investigating' }),
  asOfficer('closed', { ...office, ended: 'yes' }),
  asOfficer('open and closed', { ...office, ended: 'any' }),
  asOfficer('overdue', { ...office, overdue: 'yes' }),
  asOfficer('overdue, latest first', { ...office, overdue: 'yes', sort: 'opened' }),
  asOfficer('due this week', { ...office, dueThisWeek: 'yes' }),
  asOfficer('one person’s', { ...office, assignee: staffAccount(7) }),
  asOfficer('one person’s, all', { ...office, assignee: staffAccount(7), ended: 'any' }),
  asOfficer('mine, overdue', { queue: 'mine', overdue: 'yes' }),
];

/** Search by a number, by two Chinese characters, rare and common, by pinyin and its initials. */
const searches: readonly Ask[] = [
  ['number', 'GR-2026-9', {}],
  ['number, all', 'TS-2025', { ended: 'any' }],
  ['two characters', '海港', {}],
  ['two characters, all', '海港', { ended: 'any' }],
  ['two common characters', '科技', {}],
  ['two common characters, all', '科技', { ended: 'any' }],
  ['four characters, all', '海港物流', { ended: 'any' }],
  ['pinyin', 'haigang', {}],
  ['initials', 'hgwl', {}],
  ['initials, all', 'hgwl', { ended: 'any' }],
  ['two initials', 'sz', {}],
  ['words nobody has', '没有', { ended: 'any' }],
].map(([name, text, more]) =>
  asOfficer(`“${text}” (${name})`, { ...office, text: text as string, ...(more as object) }),
);

const ownSearch: readonly Ask[] = [
  asOfficer('“科技” in nobody’s', { queue: 'unassigned', text: '科技' }),
  asOfficer('“科技” in mine', { queue: 'mine', text: '科技' }),
  { name: '“科技” in applied', who: 'firm', query: { queue: 'applied', text: '科技' } },
  { name: '“科技” in seat', who: 'expert', query: { queue: 'seat', text: '科技' } },
];

/** Measured beside the others, and not counted among what has to be fast: trigrams of Latin letters over what is closed, too. */
export const beside: readonly Ask[] = [
  asOfficer('“haigang” (pinyin, all)', { ...office, text: 'haigang', ended: 'any' }),
];

/** All that has to be fast. */
export const asks: readonly Ask[] = [...queues, ...filters, ...searches, ...ownSearch];
