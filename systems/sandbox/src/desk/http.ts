import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { accountOf, insistOnReach } from '../people/reach.ts';
import { nextOf } from '../project/next.ts';
import { versionsOf } from '../watch/records.ts';
import { declarationsUnderWay } from './batches.ts';
import { ownDeclarations } from './cases.ts';
import { commentList } from './comments.ts';
import * as routes from './contract.ts';
import { figures } from './figures.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,16}$/), z.uuid()]);

/** What applicants and the office work from: what is missing, what waits, what is under way. */
export function deskEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    endpoint(routes.getPilotNext, async ({ params: { number }, caller }) => {
      await insistOnReach(ctx.db, number, caller);
      return { status: 200, body: await nextOf(ctx, number, accountOf(caller)) };
    }),
    endpoint(routes.getRecordVersions, async ({ params: { number, id }, caller }) => {
      await insistOnReach(ctx.db, number, caller);
      return { status: 200, body: { items: await versionsOf(ctx, number, id) } };
    }),
    endpoint(
      routes.listAllComments,
      async ({ query: { limit = pageLimits.usual, cursor, state = 'waiting' } }) => {
        const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
        const rows = await commentList(ctx, {
          ...{ state, limit: limit + 1 },
          ...(after ? { after: { atMs: BigInt(after[0]), id: after[1] } } : {}),
        });
        return { status: 200, body: pageOf(rows, limit, ({ atMs, id }) => [String(atMs), id]) };
      },
    ),
    endpoint(routes.listDeclarations, async ({ caller }) => ({
      status: 200,
      body: { items: await declarationsUnderWay(ctx, accountOf(caller)) },
    })),
    endpoint(routes.listOwnDeclarations, async ({ caller }) => ({
      status: 200,
      body: { items: await ownDeclarations(ctx, accountOf(caller)) },
    })),
    endpoint(routes.getPilotFigures, async () => ({ status: 200, body: await figures(ctx) })),
  ];
}
