import { type Person, procedureOf } from '@finharbor/cases';
import type { CaseworkContext } from '../context.ts';
import type { ListedCase } from './contract.ts';
import type { FoundCase } from './find.ts';
import { reachOf } from './reach.ts';

/** How somebody sees the cases of a list. */
export function listedFor(ctx: CaseworkContext, by: Person): (row: FoundCase) => ListedCase {
  const { office } = reachOf(ctx, by);
  return (row) => {
    const { id, number, procedure, subject, state } = row;
    const spec = procedureOf(ctx.cases, { state: { procedure, version: row.version } });
    // In their own case nobody is of the office.
    const isOffice = office.includes(procedure) && row.applicant_account !== by.account;
    return {
      ...{ id, number, subject, isEnded: row.is_ended, applicantParty: row.applicant_party },
      procedure: { name: procedure, title: spec.title },
      state: { name: state, title: spec.states[state]!.title },
      openedAtMs: Number(row.opened_at_ms),
      dueMs: row.due_at_ms === null ? null : Number(row.due_at_ms),
      assignee: isOffice ? row.assignee : null,
      revision: isOffice ? row.revision : null,
    };
  };
}
