import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { CaseworkContext } from '../context.ts';
import { personOf, seenCase } from '../person.ts';
import * as routes from './contract.ts';
import { deleteDraft, draftsOf, getDraft, putDraft } from './drafts.ts';

/** The endpoints of half-filled forms. */
export function draftEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.listCaseDrafts, async ({ params: { id }, caller }) => ({
      status: 200,
      body: { items: await draftsOf(ctx, await seenCase(ctx, id, personOf(caller))) },
    })),
    endpoint(routes.getCaseDraft, async ({ params: { id, step }, caller }) => ({
      status: 200,
      body: { draft: await getDraft(ctx, await seenCase(ctx, id, personOf(caller)), step) },
    })),
    endpoint(routes.putCaseDraft, async ({ params: { id, step }, body, caller }) => ({
      status: 200,
      body: { draft: await putDraft(ctx, await seenCase(ctx, id, personOf(caller)), { step, ...body }) },
    })),
    endpoint(routes.deleteCaseDraft, async ({ params: { id, step }, query, caller }) => {
      await deleteDraft(ctx, await seenCase(ctx, id, personOf(caller)), { step, ...query });
      return { status: 204 };
    }),
  ];
}
