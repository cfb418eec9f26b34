import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonalField } from '@finharbor/access';
import type { CaseEffect, CasePort } from '@finharbor/cases/work';
import {
  type CredentialsHttp,
  type CredentialsTables,
  credentialEndpoints,
  credentialErrors,
  issueCredential,
  logCredentials,
  openKeyring,
} from '@finharbor/credentials';
import type { Note } from '@finharbor/harbor';
import { type Clock, fail, idSource, repeat, systemRandom } from '@finharbor/kernel';
import type { Database } from '@finharbor/kernel/database';
import type { Printer } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { HubConfig } from './config.ts';
import { hubCredentialTypes } from './credential-types.ts';
import { type ServerTables, tablesOf } from './database.ts';
import type { EvidenceLog } from './evidence-log.ts';
import { writeSecret } from './files.ts';
import type { ServedSystem } from './web.ts';

/** What the hub's certificates are opened on. */
export type CredentialsParts = {
  readonly config: Pick<HubConfig, 'name' | 'directory'>;
  readonly db: Database<ServerTables>;
  readonly clock: Clock;
  readonly log: Pick<EvidenceLog, 'appendOnce' | 'proof'>;
  readonly note: Note;
  readonly printer: Printer;
};

/** The certificates that the hub issues. */
export type HubCredentials = {
  readonly served: ServedSystem;
  /** Told where the hub is reached: certificates say so. */
  readonly open: (url: string) => void;
  /** A step of a case that wants a certificate issued: with the mark that the job is done, exactly once. */
  readonly port: CasePort<CaseEffect>;
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** What a case's effect says of the certificate it wants. */
const wanted = z.strictObject({
  type: z.string(),
  claims: z.record(z.string(), z.json()),
  expiresAtMs: z.int().exactOptional(),
});

/** Opens them on the hub's database, which has their tables, with keys in the hub's folder. */
export function openHubCredentials({
  config,
  db,
  clock,
  log,
  note,
  printer,
}: CredentialsParts): HubCredentials {
  const { name, directory } = config;
  const path = (file: string): string => join(directory, 'credentials', file);
  const files = {
    read: (file: string) => (existsSync(path(file)) ? readFileSync(path(file), 'utf8') : undefined),
    write: (file: string, pem: string) => writeSecret(path(file), pem),
  };
  let own: string | undefined;
  const newId = idSource(clock, systemRandom);
  const ctx: CredentialsHttp = {
    ...{ db: tablesOf(db), clock, random: systemRandom, printer, types: hubCredentialTypes },
    keyring: openKeyring({ files, name: name.en, clock, random: systemRandom }),
    newId: () => newId(),
    pageOf: (number) => `${own}/app/verify-credential?number=${number}`,
    url: () => own ?? fail('credential.not_open', 'This process is being started.'),
    log: { append: log.appendOnce, proof: log.proof },
  };
  return {
    served: { endpoints: credentialEndpoints(ctx), errors: [credentialErrors] },
    open: (url) => {
      own = url.replace(/\/$/, '');
    },
    port: {
      kind: 'inside',
      run: async (tx, { key, body }) =>
        void (await issueCredential(ctx, tx as unknown as Kysely<CredentialsTables>, {
          key,
          ...wanted.parse(body),
        })),
    },
    work: (signal) =>
      repeat(() => logCredentials(ctx), {
        ...{ everyMs: 2_000, retryMs: 10_000, signal },
        onFault: (error) => note('credentials.not_logged', {}, error),
      }),
  };
}

const kept = {
  category: 'ordinary',
  basis: {
    en: 'necessary to prove what was certified (Personal Information Protection Law, art. 13(2), (3))',
    zh: '证明已签发证书所必需（《个人信息保护法》第十三条第二、三项）',
  },
  purpose: { en: 'to prove how the certificate stands', zh: '证明证书状态' },
  retention: { kind: 'kept', until: { en: 'as long as the certificate can be shown', zh: '证书可出示期间' } },
  erasure: {
    kind: 'keep',
    reason: { en: 'Who was shown it must be able to verify it.', zh: '证书接收方须能核验。' },
  },
  mask: 'hidden',
  reveal: [],
} as const;

/** The columns of certificates that hold something of a person. */
export const credentialPersonalFields: readonly PersonalField[] = [
  {
    ...{ ...kept, table: 'credential_event', column: 'by_whom', owner: { column: 'by_whom', by: 'account' } },
    what: { en: 'Who changed how a certificate stands', zh: '证书状态变更经办人' },
  },
  {
    ...{ ...kept, table: 'credential_event', column: 'reason' },
    what: { en: 'Why a certificate was suspended or revoked', zh: '证书暂停或吊销原因' },
  },
];
