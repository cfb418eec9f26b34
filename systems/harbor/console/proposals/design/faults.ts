import type { ColumnRef, DraftColumn, DraftStatistic, ProposalDraft } from '@finharbor/harbor/contract';
import { keyOf } from './design.ts';

/** What is wrong with a draft: where, as the server would point at it, and which of the texts under `fault` says so. */
export type Fault = {
  readonly pointer: string;
  readonly text: string;
  readonly with?: Readonly<Record<string, string | number>>;
};

type Statistics = Extract<ProposalDraft, { readonly kind: 'statistics' }>;

const mostGroups = 1_024;
const longestGroup = 200;
const mostCells = 4_096;
const largest = 2 ** 31;
const mostShares = 20;

/** What can be said of a draft before it is sent anywhere, in the person's language; its node checks all of it, and more, again. */
export function faultsOf(draft: ProposalDraft): readonly Fault[] {
  if (draft.kind === 'intersect') return [];
  const { columns, statistics } = draft;
  return [
    ...columns.flatMap((column, at) => columnFaults(column, `/columns/${at}`)),
    ...statistics.flatMap((statistic, at) => [
      ...nameFaults(statistics, at),
      ...statisticFaults(statistic, columns, `/statistics/${at}`),
    ]),
  ];
}

function columnFaults(column: DraftColumn, at: string): readonly Fault[] {
  if (column.kind === 'number') return boundFaults(column, at);
  const { groups } = column;
  const pointer = `${at}/groups`;
  const twice = groups.find((group, place) => groups.indexOf(group) !== place);
  const long = groups.find((group) => group.length > longestGroup);
  if (groups.length > mostGroups)
    return [{ pointer, text: 'groupsMany', with: { n: groups.length, most: mostGroups } }];
  if (twice !== undefined) return [{ pointer, text: 'groupTwice', with: { group: twice } }];
  return long === undefined ? [] : [{ pointer, text: 'groupLong', with: { most: longestGroup } }];
}

/** Bounds are whole units of the last place that counts, each of which fits 32 bits. */
function boundFaults(
  { min, max, decimals }: Extract<DraftColumn, { readonly kind: 'number' }>,
  at: string,
): readonly Fault[] {
  const unit = 10 ** decimals;
  if (Math.round(min * unit) >= Math.round(max * unit))
    return [{ pointer: `${at}/max`, text: 'boundsReversed' }];
  const end = Math.abs(min) > Math.abs(max) ? 'min' : 'max';
  const isWide = Math.max(Math.abs(min), Math.abs(max)) * unit > largest;
  return isWide
    ? [{ pointer: `${at}/${end}`, text: 'boundsWide', with: { most: Math.floor(largest / unit) } }]
    : [];
}

function nameFaults(statistics: readonly DraftStatistic[], at: number): readonly Fault[] {
  const name = statistics[at]!.name.trim();
  const isTaken = statistics.slice(0, at).some((one) => one.name.trim() === name);
  return isTaken ? [{ pointer: `/statistics/${at}/name`, text: 'nameTwice' }] : [];
}

function statisticFaults(
  statistic: DraftStatistic,
  columns: Statistics['columns'],
  at: string,
): readonly Fault[] {
  switch (statistic.kind) {
    case 'groups':
      return groupFaults(statistic, columns, at);
    case 'correlation':
      return keyOf(statistic.x) === keyOf(statistic.y) ? [{ pointer: `${at}/y`, text: 'sameColumn' }] : [];
    case 'woe': {
      const label = columns.find((column) => keyOf(column) === keyOf(statistic.label));
      const isTwo = label?.kind !== 'category' || label.groups.length === 2;
      return isTwo ? [] : [{ pointer: `${at}/label`, text: 'labelOfTwo', with: { n: label.groups.length } }];
    }
    case 'quantiles': {
      const { edges, at: shares } = statistic;
      const isRising = edges.length > 0 && edges.every((edge, i) => i === 0 || edges[i - 1]! < edge);
      const areShares =
        shares.length > 0 && shares.length <= mostShares && shares.every((share) => share > 0 && share < 1);
      return [
        ...(isRising ? [] : [{ pointer: `${at}/edges`, text: 'edgesRising' }]),
        ...(areShares ? [] : [{ pointer: `${at}/at`, text: 'sharesInside', with: { most: mostShares } }]),
      ];
    }
  }
}

function groupFaults(
  { by, value }: Extract<DraftStatistic, { readonly kind: 'groups' }>,
  columns: readonly DraftColumn[],
  at: string,
): readonly Fault[] {
  const pointer = `${at}/by`;
  if (by.length === 0 && !value) return [{ pointer, text: 'nothingToCount' }];
  const sizes = by.map((ref) => {
    const column = columns.find((one) => keyOf(one) === keyOf(ref));
    return column?.kind === 'category' ? column.groups.length : 1;
  });
  const cells = sizes.reduce((product, size) => product * size, 1);
  return cells > mostCells ? [{ pointer, text: 'cellsMany', with: { n: cells, most: mostCells } }] : [];
}

const none: ColumnRef = { party: '', field: '' };

/** Statistics without the columns that are no longer read. */
export function pruned(
  statistics: readonly DraftStatistic[],
  columns: readonly DraftColumn[],
): readonly DraftStatistic[] {
  const there = new Set(columns.map(keyOf));
  return statistics.map((statistic) => withOnly(statistic, (ref) => there.has(keyOf(ref))));
}

function withOnly(statistic: DraftStatistic, isThere: (ref: ColumnRef) => boolean): DraftStatistic {
  const kept = (ref: ColumnRef): ColumnRef => (isThere(ref) ? ref : none);
  switch (statistic.kind) {
    case 'groups': {
      const { by, value } = statistic;
      return { ...statistic, by: by.filter(isThere), value: value && isThere(value) ? value : null };
    }
    case 'correlation':
      return { ...statistic, x: kept(statistic.x), y: kept(statistic.y) };
    case 'woe':
      return { ...statistic, bins: kept(statistic.bins), label: kept(statistic.label) };
    case 'quantiles':
      return { ...statistic, column: kept(statistic.column) };
  }
}
