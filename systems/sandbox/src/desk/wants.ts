import type { Bilingual } from '@finharbor/kernel/contract';
import type { DueReport } from '../notices/due.ts';
import { liveStages, type Stage } from '../project/domain.ts';
import type { SeenRecord } from '../watch/records.ts';

/** What a project still lacks, or what is to be done about it next. */
export const wantKinds = [
  'indicators',
  'reading',
  'alert',
  'disclosure',
  'data',
  'model',
  'model_review',
  'model_refused',
  'compensation',
  'comments',
  'exit',
  'follow_up',
] as const;

/** One thing that is missing: whose it is to do, of what it is, how many there are, and by which day. */
export type Want = {
  readonly kind: (typeof wantKinds)[number];
  readonly by: 'firm' | 'office';
  readonly about: Bilingual | null;
  readonly count: number;
  readonly dueOn: string | null;
  readonly isLate: boolean;
};

/** What is known of a project on a day. */
export type Known = {
  readonly stage: Stage;
  readonly until: string | null;
  /** When it left. */
  readonly exitedOn: string | null;
  readonly indicators: readonly {
    readonly indicator: string;
    readonly title: Bilingual;
    readonly openAlerts: number;
  }[];
  /** What it owes next, as it is reminded of it. */
  readonly reports: readonly Pick<DueReport, 'what' | 'dueDay'>[];
  readonly records: readonly SeenRecord[];
  readonly waitingComments: number;
  readonly today: string;
  /** The day a record was put. */
  readonly dayOf: (ms: number) => string;
};

/** So long before the end of testing its end is to be thought of. */
const endNoticeDays = 90;
/** So often an exited project says how far it is rolled out; the platform's own configuration, not a statute's. */
const followUpMonths = 12;

/** What a project lacks, what is late first and then by day. */
export function wantsOf(known: Known): readonly Want[] {
  const isLive = liveStages.includes(known.stage);
  const wants = [
    ...(isLive ? [...watching(known), ...due(known, 'disclosure', null), ...records(known)] : []),
    ...owed(known.records),
    ...counted(known.waitingComments, { kind: 'comments', by: 'office' }),
    ...ending(known),
  ];
  const rank = ({ isLate, dueOn }: Want): string => `${isLate ? 0 : 1}${dueOn ?? '9999'}`;
  return wants.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

const plain = { about: null, count: 1, dueOn: null, isLate: false } as const;

function counted(count: number, want: Pick<Want, 'kind' | 'by'>): readonly Want[] {
  return count === 0 ? [] : [{ ...plain, ...want, count }];
}

function due({ reports, today }: Known, what: string, about: Bilingual | null): readonly Want[] {
  const kind = what === 'disclosure' ? 'disclosure' : 'reading';
  return reports
    .filter((one) => one.what === what)
    .map(({ dueDay }) => ({ ...plain, kind, by: 'firm', about, dueOn: dueDay, isLate: dueDay < today }));
}

/** Indicators that are to be agreed on, reported, or looked at. */
function watching(known: Known): readonly Want[] {
  const { indicators } = known;
  if (indicators.length === 0) return [{ ...plain, kind: 'indicators', by: 'office' }];
  return indicators.flatMap(({ indicator, title: about, openAlerts }): readonly Want[] => [
    ...due(known, indicator, about),
    ...counted(openAlerts, { kind: 'alert', by: 'office' }).map((want) => ({ ...want, about })),
  ]);
}

function records({ records: all }: Known): readonly Want[] {
  const lacking = (['data', 'model'] as const)
    .filter((kind) => !all.some(({ body }) => body.kind === kind))
    .map((kind): Want => ({ ...plain, kind, by: 'firm' }));
  const models = all.flatMap(({ body, review }): readonly Want[] => {
    if (body.kind !== 'model' || review?.verdict === 'accepted') return [];
    const about = { en: body.name, zh: body.name };
    return review === null
      ? [{ ...plain, kind: 'model_review', by: 'office', about }]
      : [{ ...plain, kind: 'model_refused', by: 'firm', about }];
  });
  return [...lacking, ...models];
}

/** Customers who are still to be compensated, whatever became of the project. */
function owed(all: readonly SeenRecord[]): readonly Want[] {
  const open = all.filter(
    ({ body }) =>
      body.kind === 'compensation' && (body.paidCustomers < body.customers || body.paidFen < body.dueFen),
  );
  return counted(open.length, { kind: 'compensation', by: 'firm' });
}

function ending({ stage, until, exitedOn, records: all, today, dayOf }: Known): readonly Want[] {
  if (stage === 'running' && until !== null) {
    const isNear =
      Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(until)).total('days') <= endNoticeDays;
    return isNear ? [{ ...plain, kind: 'exit', by: 'firm', dueOn: until, isLate: until < today }] : [];
  }
  if (stage !== 'exited' || exitedOn === null) return [];
  const told = all.filter(({ body }) => body.kind === 'follow_up').map(({ atMs }) => dayOf(atMs));
  const last = [exitedOn, ...told].toSorted().at(-1)!;
  const dueOn = Temporal.PlainDate.from(last).add({ months: followUpMonths }).toString();
  return [{ ...plain, kind: 'follow_up', by: 'firm', dueOn, isLate: dueOn < today }];
}
