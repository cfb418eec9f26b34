import { latest } from '@finharbor/cases';
import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { CaseworkContext } from '../context.ts';
import { personOf } from '../person.ts';
import { refuse } from '../refusal.ts';
import { type ListedCase, listCases } from './contract.ts';
import { type FoundCase, findCases } from './find.ts';
import { reachOf } from './reach.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,19}$/), z.uuid()]);

/** The endpoints of lists of cases. */
export function listEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(listCases, async ({ query, caller }) => {
      const { limit = pageLimits.usual, cursor, overdue, ...asked } = query;
      const by = personOf(caller);
      // Whose a case is at its office is the office's business: nobody else may ask by it.
      if (asked.assignee !== undefined && asked.queue !== 'office')
        refuse(
          'case.filter_not_yours',
          { en: 'Only the office’s list is asked by assignee.', zh: '仅办理列表可按承办人筛选。' },
          '/assignee',
        );
      const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await findCases(ctx, by, {
        ...asked,
        isOverdue: overdue === 'yes',
        limit: limit + 1,
        ...(after ? { after: { dueSort: after[0], id: after[1] } } : {}),
      });
      const { office } = reachOf(ctx, by);
      const { items, next } = pageOf(rows, limit, ({ due_sort, id }) => [String(due_sort), id]);
      return { status: 200, body: { items: items.map((row) => listed(ctx, row, office)), next } };
    }),
  ];
}

function listed({ cases }: CaseworkContext, row: FoundCase, office: readonly string[]): ListedCase {
  const { id, number, procedure, version, subject, state } = row;
  const spec =
    cases.procedures.find((one) => one.name === procedure && one.version === version) ??
    latest(cases, procedure)!;
  return {
    ...{ id, number, subject, isEnded: row.is_ended, applicantParty: row.applicant_party },
    procedure: { name: procedure, title: spec.title },
    state: { name: state, title: spec.states[state]!.title },
    openedAtMs: Number(row.opened_at_ms),
    dueMs: row.due_at_ms === null ? null : Number(row.due_at_ms),
    assignee: office.includes(procedure) ? row.assignee : null,
  };
}
