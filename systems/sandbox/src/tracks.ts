import type { Bilingual } from '@finharbor/kernel/contract';

/** A line of pilots with its own supervisors, rules and days. */
export type Track = {
  readonly name: TrackName;
  readonly title: Bilingual;
  /** Before the numbers of its admission cases. */
  readonly prefix: string;
  /** Each has a seat and all have to agree, after the meeting and before anything is announced. */
  readonly supervisors: readonly Bilingual[];
  /** Experts who review without knowing of each other. */
  readonly experts: number;
  /** Business days in which everybody may comment on a declaration and object to it. */
  readonly commentDays: number;
  /** Days after which a project that is tested has to disclose again how it goes. */
  readonly disclosureDays: number;
  /** The longest that a test runs before it is extended. */
  readonly testMonths: number;
};

/** The names of the tracks. */
export const trackNames = ['banking', 'capital-market', 'joint'] as const;

/** One of them. */
export type TrackName = (typeof trackNames)[number];

const centralBank: Bilingual = { en: 'Branch of the central bank', zh: '人民银行分行' };

/** The tracks. Days and months are the platform's own configuration, not a statute's. */
export const tracks: Readonly<Record<TrackName, Track>> = {
  banking: {
    name: 'banking',
    title: { en: 'Fintech innovation pilot (banking)', zh: '金融科技创新监管试点' },
    prefix: 'SDY',
    supervisors: [centralBank],
    ...{ experts: 2, commentDays: 10, disclosureDays: 90, testMonths: 24 },
  },
  'capital-market': {
    name: 'capital-market',
    title: { en: 'Fintech innovation pilot (capital market)', zh: '资本市场金融科技创新试点' },
    prefix: 'SDZ',
    supervisors: [{ en: 'Bureau of the securities regulator', zh: '证监局' }],
    ...{ experts: 3, commentDays: 15, disclosureDays: 90, testMonths: 24 },
  },
  joint: {
    name: 'joint',
    title: { en: 'Joint pilot with Hong Kong or Macao', zh: '与香港、澳门联合试点' },
    prefix: 'SDL',
    supervisors: [centralBank, { en: 'Regulator of Hong Kong or Macao', zh: '香港或澳门监管机构' }],
    ...{ experts: 3, commentDays: 10, disclosureDays: 90, testMonths: 12 },
  },
};
