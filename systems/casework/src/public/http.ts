import { decodeCursor, pageLimits, pageOf, sha256 } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { CaseworkContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { getPublicCase, listPublicCases } from './contract.ts';
import { insistOnObjections } from './objections.ts';
import { publicCase, publicCases } from './read.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,16}$/), z.string().max(40)]);

/** What everybody may read of cases, without signing in. Any cache may keep it for a minute, and ask afterwards whether it is the same. */
export function publicEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  insistOnObjections(ctx.cases.procedures);
  return [
    endpoint(listPublicCases, async ({ query: { limit = pageLimits.usual, cursor, ...asked } }) => {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await publicCases(ctx, {
        ...asked,
        limit: limit + 1,
        ...(after ? { after: { atMs: after[0], number: after[1] } } : {}),
      });
      const body = pageOf(rows, limit, ({ publishedAtMs, number }) => [String(publishedAtMs), number]);
      return { status: 200, headers: kept(body), body };
    }),
    endpoint(getPublicCase, async ({ params: { number } }) => {
      const body =
        (await publicCase(ctx, number)) ??
        refuse('case.not_published', {
          en: 'Nothing is published under this number.',
          zh: '该编号没有公示信息。',
        });
      return { status: 200, headers: kept(body), body };
    }),
  ];
}

function kept(body: unknown): Readonly<Record<string, string>> {
  const tag = Buffer.from(sha256(JSON.stringify(body))).toString('base64url');
  return { 'cache-control': 'public, max-age=60', etag: `"${tag}"` };
}
