import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { DeskContext } from '../context.ts';
import { personOf } from '../person.ts';
import * as routes from './contract.ts';
import { deleteDraft, getDraft, putDraft } from './drafts.ts';

/** The endpoints of drafts. */
export function draftEndpoints(ctx: DeskContext): readonly Endpoint[] {
  return [
    endpoint(routes.getDraft, async ({ params, caller }) => ({
      status: 200,
      body: { draft: await getDraft(ctx, personOf(caller), params.form) },
    })),
    endpoint(routes.putDraft, async ({ params, body, caller }) => {
      await putDraft(ctx, personOf(caller), { ...params, ...body });
      return { status: 204 };
    }),
    endpoint(routes.deleteDraft, async ({ params, caller }) => {
      await deleteDraft(ctx, personOf(caller), params.form);
      return { status: 204 };
    }),
  ];
}
