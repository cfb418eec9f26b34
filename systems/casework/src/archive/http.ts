import { attachment, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { CaseworkContext } from '../context.ts';
import { personOf, seenCase } from '../person.ts';
import { caseArchive } from './build.ts';
import { exportCase } from './contract.ts';

/** The endpoint that exports a case, to each as they may see it. */
export function archiveEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(exportCase, async ({ params: { id }, caller }) => {
      const seen = await seenCase(ctx, id, personOf(caller));
      const headers = { 'content-disposition': attachment(`${seen.stored.number}.zip`) };
      return { status: 200, headers, body: await caseArchive(ctx, seen) };
    }),
  ];
}
