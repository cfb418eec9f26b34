import { Writable } from 'node:stream';
import { authorize } from '@finharbor/access';
import { type CasesContext, type CasesTables, caseFiles, caseStore, chinaCalendar } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import {
  type CaseworkContext,
  caseworkEndpoints,
  caseworkErrors,
  publicCasePages,
} from '@finharbor/casework';
import { parkRegistration } from '@finharbor/cluster';
import { complaint, objection } from '@finharbor/community';
import { generateSigningKey, idSource, paperErrors, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { openPress } from '@finharbor/paper';
import type { PublicPages } from '@finharbor/portal';
import { publicPilotPages, publicStatisticsPages, type SandboxContext } from '@finharbor/sandbox';
import { servePortal } from '../../apps/server/src/portal.ts';
import type { Site } from './served.ts';

type Start = { readonly databaseUrl: string; readonly site: Site };

// One process that serves casework and the public site on a database; whoever started it is told where.
process.once('message', async ({ databaseUrl, site }: Start) => {
  const db = openDatabase<CasesTables>(databaseUrl, { maxConnections: 10 });
  const newId = idSource(systemClock, systemRandom);
  const ctx: CaseworkContext = {
    cases: {
      ...{ store: caseStore(db), procedures: [complaint, parkRegistration, grant, objection] },
      ...{ calendar: chinaCalendar, clock: systemClock, random: systemRandom, newId: () => newId() },
    },
    db: db as unknown as CaseworkContext['db'],
    personOf: async () => undefined,
    accountOf: async () => undefined,
    files: caseFiles(db, { clock: systemClock, newId: () => newId() }),
    printer: { issuer: { en: 'Bench', zh: '测试' }, clock: systemClock, press: openPress() },
    signer: { party: 'hub', key: generateSigningKey() },
  };
  const context: HttpContext = {
    clock: systemClock,
    errors: errorTable(commonErrors, caseworkErrors, paperErrors),
    authorize,
    audit: async () => {},
    authenticate: async () => ({ kind: 'public' }),
  };
  // As at the hub every request has its line in the log.
  const log = { level: 'info', stream: new Writable({ write: (_line, _encoding, done) => done() }) };
  const app = httpApp({ context, ids: newId, log });
  register(app, caseworkEndpoints(ctx), context);
  let url = '';
  servePortal(app, {
    config: { name: { en: 'Harbor', zh: '金科港' }, demo: true },
    ...{ clock: systemClock, key: generateSigningKey() },
    origin: () => url,
    identity: 'bench',
    pages: site === 'cases' ? [publicCasePages(ctx)] : pilotPages(ctx.cases, db),
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  process.send!({ url });
  process.on('message', () => process.send!(used()));
});

/** As at the hub; of a contract the harbor has nothing here. */
function pilotPages(cases: CasesContext, db: unknown): readonly PublicPages[] {
  const pilot: SandboxContext = {
    ...{ db: db as SandboxContext['db'], cases, clock: systemClock, random: systemRandom },
    ...{ tell: async () => {}, contractOnFile: async () => undefined },
    rates: { write: () => {}, follow: () => {} },
  };
  return [publicPilotPages(pilot), publicStatisticsPages(pilot)];
}

function used(): { readonly peakMb: number; readonly cpuMs: number } {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peakMb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1_000 };
}

process.once('disconnect', () => process.exit(0));
