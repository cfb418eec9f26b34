import { accountStore, authorities, deputiesOf } from '@finharbor/access';
import {
  type CasesContext,
  caseFiles,
  caseStore,
  chinaCalendar,
  demandKnownVersions,
  migrateCases,
} from '@finharbor/cases';
import { type CaseEffect, type CasePort, migrateQueue, runCases } from '@finharbor/cases/work';
import {
  type BeforeStep,
  type CaseworkContext,
  caseworkEndpoints,
  caseworkErrors,
  type KnownPerson,
  objectedIn,
  type PanelRule,
  publicCasePages,
} from '@finharbor/casework';
import type { NoticePort } from '@finharbor/desk';
import type { Note } from '@finharbor/harbor';
import {
  type Clock,
  canonicalJson,
  idSource,
  type SigningKey,
  sha256,
  systemRandom,
} from '@finharbor/kernel';
import type { Database } from '@finharbor/kernel/database';
import type { Printer } from '@finharbor/kernel/http';
import type { PublicPages } from '@finharbor/portal';
import type { HubConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import { tellOfCase } from './desk/case-notices.ts';
import type { EvidenceLog } from './evidence-log.ts';
import { hubMigrations, hubProcedures } from './procedures.ts';
import { type PublicRates, publicRates } from './public-rates.ts';
import type { ServedSystem } from './web.ts';

/** What the hub's cases are opened on. */
export type CasesParts = {
  readonly config: HubConfig;
  readonly db: Database<ServerTables>;
  readonly clock: Clock;
  readonly notices: NoticePort;
  readonly log: Pick<EvidenceLog, 'appendOnce'>;
  readonly note: Note;
  readonly printer: Printer;
  readonly key: SigningKey;
  /** Issues certificates that a step wants. */
  readonly credential: CasePort<CaseEffect>;
  /** Systems whose procedures do more than a definition says. */
  readonly systems: (cases: CasesContext, rates: PublicRates) => readonly CaseSystem[];
};

/** What a system does with cases of its own. */
export type CaseSystem = {
  readonly served: ServedSystem;
  /** What its procedures’ effects call for. */
  readonly ports: Readonly<Record<string, CasePort<CaseEffect>>>;
  readonly panelFault: PanelRule;
  readonly beforeStep?: BeforeStep;
  /** Whom it acts as where no person does. */
  readonly people?: readonly KnownPerson[];
  /** What of it everybody may read. */
  readonly pages?: readonly PublicPages[];
  /** What it does by itself until the signal fires; never rejects. */
  readonly work?: (signal: AbortSignal) => Promise<void>;
};

/** The cases of the hub: what they serve, and what follows from them until the signal fires. */
export type HubCases = {
  readonly served: readonly ServedSystem[];
  /** What of them everybody may read. */
  readonly pages: readonly PublicPages[];
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** What anybody may file on the public site without an account. */
const unnamedProcedures = [{ procedure: 'complaint', step: 'file' }] as const;

/** Opens them on the hub's database, which has their tables. */
export async function openHubCases(parts: CasesParts): Promise<HubCases> {
  const { config, db, clock, notices, log, note, printer, key } = parts;
  await migrateQueue(config.databaseUrl);
  const accounts = accountStore(tablesOf(db), { clock, random: systemRandom });
  const newId = idSource(clock, systemRandom);
  const cases: CasesContext = {
    ...{ store: caseStore(tablesOf(db)), procedures: hubProcedures, calendar: chinaCalendar },
    ...{ clock, random: systemRandom, newId: () => newId() },
    isObjected: objectedIn(tablesOf(db)),
  };
  const rates = publicRates(clock);
  const systems = parts.systems(cases, rates);
  const ctx: CaseworkContext = {
    cases,
    files: caseFiles(tablesOf(db), { clock, newId: () => newId() }),
    db: tablesOf(db),
    ...whoIs(parts, accounts, systems),
    ...askedOf(systems),
    printer,
    signer: { party: config.party, key },
  };
  await moveToNewVersions(cases, { db, note });
  const telling = {
    ...{ notices, cases, accounts },
    deputiesOf: (account: string) => deputiesOf(tablesOf(db), account, clock.nowMs()),
  };
  return {
    served: [
      { endpoints: caseworkEndpoints(ctx), errors: [caseworkErrors] },
      ...systems.map(({ served }) => served),
    ],
    pages: [
      publicCasePages(ctx, { rates, procedures: unnamedProcedures }),
      ...systems.flatMap(({ pages }) => pages ?? []),
    ],
    work: async (signal) => {
      const others = systems.map(({ work }) => work?.(signal));
      await runCases(
        cases,
        {
          url: config.databaseUrl,
          db: tablesOf(db),
          ports: {
            credential: parts.credential,
            ...Object.assign({}, ...systems.map(({ ports }) => ports)),
            evidence: {
              kind: 'outside',
              run: async (effect) => void (await log.appendOnce(`case/${effect.key}`, entryOf(effect))),
            },
          },
          tell: { kind: 'outside', run: (notice) => tellOfCase(telling, notice) },
          onFault: (error) => note('cases.work_fault', {}, error),
        },
        signal,
      );
      await Promise.all(others);
    },
  };
}

type Accounts = ReturnType<typeof accountStore>;

/** Who an account is: somebody's, or a system's own. */
function whoIs(
  { db, clock }: Pick<CasesParts, 'db' | 'clock'>,
  accounts: Accounts,
  systems: readonly CaseSystem[],
): Pick<CaseworkContext, 'personOf' | 'accountOf'> {
  const authorityOf = authorities(tablesOf(db), clock);
  return {
    personOf: async (id) => {
      const found = await accounts.account(id);
      if (!found) return systems.flatMap(({ people }) => people ?? []).find(({ account }) => account === id);
      const { roles, delegated } = await authorityOf(found);
      const standsFor = delegated.map(({ by }) => by);
      return { account: found.id, party: found.party, roles, standsFor, name: found.name };
    },
    accountOf: accounts.idOf,
  };
}

/** What systems have to say before something is done with a case of theirs. */
function askedOf(systems: readonly CaseSystem[]): Pick<CaseworkContext, 'panelFault' | 'beforeStep'> {
  return {
    panelFault: async (panel) => {
      const faults = await Promise.all(systems.map(({ panelFault }) => panelFault(panel)));
      return faults.find((one) => one !== undefined);
    },
    beforeStep: async (wanted) => {
      await Promise.all(systems.map(({ beforeStep }) => beforeStep?.(wanted)));
    },
  };
}

async function moveToNewVersions(
  cases: CasesContext,
  { db, note }: Pick<CasesParts, 'db' | 'note'>,
): Promise<void> {
  for (const migration of hubMigrations) {
    const { moved, stayed } = await migrateCases(cases, tablesOf(db), migration);
    note('cases.migrated', { procedure: migration.to.name, version: migration.to.version, moved });
    for (const one of stayed) note('cases.not_migrated', one);
  }
  await demandKnownVersions(cases, tablesOf(db));
}

/** What the log is told of a decision: a hash, which whoever has the case can open. */
function entryOf({ number, body }: CaseEffect): Uint8Array {
  const hash = Buffer.from(sha256(canonicalJson(body))).toString('hex');
  return new TextEncoder().encode(canonicalJson({ type: 'finharbor/case/1', case: number, sha256: hash }));
}
