import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { getAudit, getHistory, getVerification, listSeals } from '../contract/audit.ts';
import type { AuditTrail } from './trail.ts';

const usualPage = 100;
const historyLength = 200;

/** The endpoints of the audit trail. */
export function auditEndpoints(trail: AuditTrail): readonly Endpoint[] {
  return [
    endpoint(getAudit, async ({ query: { before, limit = usualPage, ...asked } }) => {
      const events = await trail.search(asked, { before, limit: limit + 1 });
      const page = events.slice(0, limit);
      return { status: 200, body: { events: page, before: events.length > limit ? page.at(-1)!.seq : null } };
    }),
    endpoint(listSeals, async () => ({ status: 200, body: await trail.seals(historyLength) })),
    endpoint(getVerification, async () => ({ status: 200, body: await trail.verify() })),
    endpoint(getHistory, async ({ params: { object }, scope }) => {
      const party = scope.kind === 'all' ? undefined : scope.party;
      const events = await trail.search({ object, party }, { limit: historyLength });
      // Where somebody sat is for those who read the trail itself.
      return { status: 200, body: events.map((event) => ({ ...event, address: null })) };
    }),
  ];
}
