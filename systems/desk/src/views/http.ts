import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { DeskContext } from '../context.ts';
import { personOf } from '../person.ts';
import * as routes from './contract.ts';
import { deleteView, listViews, saveView } from './views.ts';

/** The endpoints of the saved views. */
export function viewEndpoints(ctx: DeskContext): readonly Endpoint[] {
  return [
    endpoint(routes.listViews, async ({ query, caller }) => ({
      status: 200,
      body: await listViews(ctx, personOf(caller), query.path),
    })),
    endpoint(routes.putView, async ({ params, body, caller }) => {
      await saveView(ctx, personOf(caller), { ...params, ...body });
      return { status: 204 };
    }),
    endpoint(routes.deleteView, async ({ params, caller }) => {
      await deleteView(ctx, personOf(caller), params.id);
      return { status: 204 };
    }),
  ];
}
