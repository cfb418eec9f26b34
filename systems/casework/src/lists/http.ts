import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import { attachment, type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { CaseworkContext } from '../context.ts';
import { personOf } from '../person.ts';
import { refuse } from '../refusal.ts';
import { type FilterQuery, getCasesCsv, getFacets, listCases } from './contract.ts';
import { casesCsv } from './csv.ts';
import { facetsOf } from './facets.ts';
import type { Filter } from './filter.ts';
import { findCases } from './find.ts';
import { listedFor } from './listed.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,19}$/), z.uuid()]);

/** The endpoints of lists of cases. */
export function listEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(listCases, async ({ query, caller }) => {
      const { limit = pageLimits.usual, cursor, ...asked } = query;
      const by = personOf(caller);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await findCases(ctx, by, {
        ...filterOf(asked),
        limit: limit + 1,
        ...(after ? { after: { dueSort: after[0], id: after[1] } } : {}),
      });
      const { items, next } = pageOf(rows, limit, ({ due_sort, id }) => [String(due_sort), id]);
      return { status: 200, body: { items: items.map(listedFor(ctx, by)), next } };
    }),
    endpoint(getFacets, async ({ query, caller }) => ({
      status: 200,
      body: await facetsOf(ctx, personOf(caller), filterOf(query)),
    })),
    endpoint(getCasesCsv, async ({ query: { language, ...query }, caller, signal }) => {
      const exporting = { ...filterOf(query), language };
      return {
        status: 200,
        body: { size: null, bytes: casesCsv(ctx, personOf(caller), { exporting, signal }) },
        headers: { 'content-disposition': attachment('cases.csv') },
      };
    }),
  ];
}

/** What is asked for, where it may be. Errors: `case.filter_not_yours`. */
function filterOf({ overdue, dueThisWeek, ...asked }: FilterQuery & Pick<Filter, 'sort'>): Filter {
  // Whose a case is at its office is the office's business: nobody else may ask by it.
  if (asked.assignee !== undefined && asked.queue !== 'office')
    refuse(
      'case.filter_not_yours',
      { en: 'Only the office’s list is asked by assignee.', zh: '仅办理列表可按承办人筛选。' },
      '/assignee',
    );
  return { ...asked, isOverdue: overdue === 'yes', isDueThisWeek: dueThisWeek === 'yes' };
}
