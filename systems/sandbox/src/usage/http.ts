import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { SandboxContext } from '../context.ts';
import { insistOnReach } from '../people/reach.ts';
import { listPilotRecords, listUsedRecords } from './contract.ts';
import { publicRecords, usedRecords } from './records.ts';

/** Records of projects, and how far the contracts of their data are used. */
export function usageEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    endpoint(listUsedRecords, async ({ params: { number }, caller }) => {
      await insistOnReach(ctx.db, number, caller);
      return { status: 200, body: { items: await usedRecords(ctx, number) } };
    }),
    endpoint(listPilotRecords, async ({ params: { number } }) => ({
      status: 200,
      body: { items: await publicRecords(ctx, number) },
    })),
  ];
}
