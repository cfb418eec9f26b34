import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import type { AuditTrail } from '../audit/trail.ts';
import { certificateOf } from '../personal/erasure.ts';
import type { Personal } from '../personal/personal.ts';
import { actionOf } from '../policy/action.ts';
import type { PolicyRow } from '../policy/matrix.ts';
import { auditPaper } from './audit-paper.ts';
import { erasurePaper } from './erasure-paper.ts';
import { getAuditPaper, getErasurePaper } from './routes.ts';

/** As many events as an excerpt holds. */
const excerptLength = 5_000;

/** What an excerpt of the trail is printed from. */
export type AuditPaperHttp = {
  readonly trail: AuditTrail;
  readonly printer: Printer;
  /** The party whose trail it is. */
  readonly party: string;
  /** Everything that can be done here, which names the actions. */
  readonly policy: () => readonly PolicyRow[];
};

/** The excerpt of the audit trail on paper. */
export function auditPaperEndpoint({ trail, printer, party, policy }: AuditPaperHttp): Endpoint {
  return endpoint(getAuditPaper, async ({ query: { language, ...query } }) => {
    const found = await trail.search(query, { limit: excerptLength + 1 });
    // Of several routes under one action the first gives it its name, as on the pages.
    const titles = new Map(
      policy()
        .toReversed()
        .map((row) => [actionOf(row), row.title]),
    );
    const draft = auditPaper({
      language,
      query,
      events: found.slice(0, excerptLength),
      hasMore: found.length > excerptLength,
      titleOf: (action) => titles.get(action),
      party,
    });
    return printed(printer, draft);
  });
}

/** The certificates of erasures on paper. */
export function erasurePaperEndpoint(personal: Personal, printer: Printer): Endpoint {
  return endpoint(getErasurePaper, async ({ params, query: { language } }) => {
    const certificate = await certificateOf(personal, params.id);
    if (!certificate) fail('personal.not_found', 'There is no certificate under this number.');
    return printed(printer, erasurePaper(certificate, language));
  });
}
