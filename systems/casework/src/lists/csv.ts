import { dayOf, type Person } from '@finharbor/cases';
import { csvLine } from '@finharbor/kernel';
import type { CaseworkContext } from '../context.ts';
import { namesOf } from '../person.ts';
import type { ListedCase } from './contract.ts';
import { type Finding, findCases } from './find.ts';
import { listedFor } from './listed.ts';
import { reachOf } from './reach.ts';

/** What a file is made of. */
export type Exporting = Omit<Finding, 'after' | 'limit'> & { readonly language: 'en' | 'zh' };

/** How far a file goes, and how many rows are read at a time. */
export type Bounds = { readonly most: number; readonly atOnce: number };

const usual: Bounds = { most: 100_000, atOnce: 1_000 };

const columns = {
  en: ['Number', 'Procedure', 'About', 'State', 'Begun', 'Due', 'Closed'],
  zh: ['编号', '办事程序', '内容', '状态', '发起日期', '到期日', '已办结'],
} as const;
const officeColumns = { en: ['Applicant', 'Handled by'], zh: ['申请人', '承办人'] } as const;
const said = {
  en: { yes: 'yes', no: 'no', cut: (most: number) => `There are more than these ${most} cases.` },
  zh: { yes: '是', no: '否', cut: (most: number) => `仅列出前${most}件，其余未列出。` },
} as const;

/** A list as a file with a byte order mark, read as it is sent; ends early where its reader leaves. Whose a case is stands in it for the office alone. */
export async function* casesCsv(
  ctx: CaseworkContext,
  by: Person,
  {
    exporting,
    signal,
    bounds = usual,
  }: { readonly exporting: Exporting; readonly signal: AbortSignal; readonly bounds?: Bounds },
): AsyncGenerator<Uint8Array> {
  const { language, ...finding } = exporting;
  const encoder = new TextEncoder();
  const isOffice = reachOf(ctx, by).office.length > 0;
  const listed = listedFor(ctx, by);
  const names = new Map<string, string>();
  yield encoder.encode(
    `\uFEFF${csvLine([...columns[language], ...(isOffice ? officeColumns[language] : [])])}`,
  );
  let count = 0;
  for (let after: Finding['after']; ; ) {
    const limit = Math.min(bounds.atOnce, bounds.most - count + 1);
    const rows = await findCases(ctx, by, { ...finding, limit, after });
    if (signal.aborted) return;
    const shown = rows.slice(0, bounds.most - count).map(listed);
    if (isOffice) await learn(ctx, names, shown);
    yield encoder.encode(
      shown.map((row) => csvLine(lineOf(ctx, row, { language, isOffice, names }))).join(''),
    );
    count += rows.length;
    if (count > bounds.most) yield encoder.encode(csvLine([said[language].cut(bounds.most)]));
    const last = rows.at(-1);
    // What is found by words comes in one piece.
    if (count > bounds.most || rows.length < limit || !last || finding.text !== undefined) return;
    after = { dueSort: String(last.due_sort), id: last.id };
  }
}

async function learn(
  ctx: CaseworkContext,
  names: Map<string, string>,
  rows: readonly ListedCase[],
): Promise<void> {
  const unknown = rows.flatMap(({ assignee }) =>
    assignee !== null && !names.has(assignee) ? [assignee] : [],
  );
  const found = await namesOf(ctx, unknown);
  for (const account of unknown) names.set(account, found[account] ?? account);
}

type Written = {
  readonly language: 'en' | 'zh';
  readonly isOffice: boolean;
  readonly names: ReadonlyMap<string, string>;
};

function lineOf(
  { cases: { calendar } }: CaseworkContext,
  row: ListedCase,
  { language, isOffice, names }: Written,
): readonly string[] {
  const day = (ms: number): string => dayOf(calendar, ms).toString();
  return [
    ...[
      row.number,
      row.procedure.title[language],
      row.subject,
      row.state.title[language],
      day(row.openedAtMs),
    ],
    // A term ends at midnight: the day that people mean is the one that ends then.
    row.dueMs === null ? '' : day(row.dueMs - 1),
    row.isEnded ? said[language].yes : said[language].no,
    ...(isOffice ? [row.applicantParty, row.assignee === null ? '' : names.get(row.assignee)!] : []),
  ];
}
