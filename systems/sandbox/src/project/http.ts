import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { getPilot, listPilots } from './contract.ts';
import { listedProjects, projectView } from './read.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,16}$/), z.string().max(40)]);
const kept = { 'cache-control': 'public, max-age=60' };

/** What everybody may read of projects. */
export function projectEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    endpoint(listPilots, async ({ query: { limit = pageLimits.usual, cursor, ...asked } }) => {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await listedProjects(ctx, {
        ...asked,
        limit: limit + 1,
        ...(after ? { after: { atMs: BigInt(after[0]), number: after[1] } } : {}),
      });
      const body = pageOf(rows, limit, ({ announcedAtMs, number }) => [String(announcedAtMs), number]);
      return { status: 200, headers: kept, body };
    }),
    endpoint(getPilot, async ({ params: { number } }) => ({
      status: 200,
      headers: kept,
      body: await projectView(ctx, number),
    })),
  ];
}
