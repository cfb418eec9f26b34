import { join } from 'node:path';
import {
  type AccountStore,
  accessPersonalFields,
  erasurePaperEndpoint,
  openKeyFile,
  type Personal,
  type PersonalField,
  personalData,
  personalEndpoints,
  residentEndpoints,
  type SealingOptions,
  socketKeyStore,
  sweep,
} from '@finharbor/access';
import { caseworkPersonalFields } from '@finharbor/casework';
import { deskPersonalFields } from '@finharbor/desk';
import { ethicsPersonalFields } from '@finharbor/ethics';
import { harborPersonalFields } from '@finharbor/harbor';
import { type Clock, idSource, repeat, systemRandom } from '@finharbor/kernel';
import type { Endpoint, Printer } from '@finharbor/kernel/http';
import { yuanPersonalFields } from '@finharbor/yuan';
import type { Kysely } from 'kysely';
import type { ProcessConfig } from './config.ts';
import { credentialPersonalFields } from './credentials.ts';
import { type ServerTables, tablesOf } from './database.ts';
import { loadSigningKey } from './files.ts';

const sweepEveryMs = 10 * 60_000;

/** Answers kept for an Idempotency-Key can hold what the person asked for. */
const keptAnswers: PersonalField = {
  table: 'idempotency_key',
  column: 'body',
  what: { en: 'Answers kept for repeated requests', zh: '为重复请求保留的应答' },
  category: 'ordinary',
  purpose: { en: 'to answer a repeated request once only', zh: '防止重复提交' },
  basis: {
    en: 'necessary for the service the person asked for (Personal Information Protection Law, art. 13(2))',
    zh: '为订立、履行合同所必需（《个人信息保护法》第十三条第二项）',
  },
  retention: { kind: 'row', column: 'claimed_at', days: 1 },
  erasure: {
    kind: 'keep',
    reason: { en: 'They go within a day by themselves.', zh: '一日内自动删除。' },
  },
  mask: 'hidden',
  reveal: [],
};

/** Every field of personal data that a process keeps, of all its systems. */
export const allPersonalFields: readonly PersonalField[] = [
  ...accessPersonalFields,
  ...caseworkPersonalFields,
  ...credentialPersonalFields,
  ...deskPersonalFields,
  ...ethicsPersonalFields,
  ...harborPersonalFields,
  ...yuanPersonalFields,
  keptAnswers,
];

type Parts = {
  readonly config: ProcessConfig;
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly accounts: AccountStore;
  readonly printer: Printer;
};
type Log = { readonly error: (facts: { readonly err: unknown }, message: string) => void };

/** Personal data as a process serves it, and its sweeps, until they are told to stop. */
export function servePersonal({ config, db, clock, accounts, printer }: Parts): {
  readonly endpoints: readonly Endpoint[];
  /** Sweeps personal data and whatever else is to be swept with it. */
  readonly startSweeping: (log: Log, also: readonly (() => Promise<unknown>)[]) => () => Promise<void>;
} {
  const personal = personalOf(config, db, clock);
  return {
    endpoints: [
      ...personalEndpoints(personal, accounts),
      erasurePaperEndpoint(personal, printer),
      ...(config.role === 'hub'
        ? residentEndpoints({ accounts, personal, isOn: peopleRegister(config) })
        : []),
    ],
    startSweeping(log, also) {
      const stopping = new AbortController();
      const turn = async (signal: AbortSignal): Promise<void> => {
        await sweep(personal, signal);
        for (const one of also) await one();
      };
      const done = repeat(turn, {
        everyMs: sweepEveryMs,
        signal: stopping.signal,
        onFault: (err) => log.error({ err }, 'A sweep of personal data failed'),
      });
      return () => {
        stopping.abort();
        return done;
      };
    },
  };
}

/** Whether people make accounts of their own at a process: at the hub, where passwords are taken and nothing else is said. */
export function peopleRegister({ role, signIn }: Pick<ProcessConfig, 'role' | 'signIn'>): boolean {
  return role === 'hub' && (signIn?.passwords ?? true) && (signIn?.registration ?? true);
}

/** The personal data of a process, and how it opens. */
export function personalOf(config: ProcessConfig, db: Kysely<ServerTables>, clock: Clock): Personal {
  const { party, directory } = config;
  const signer = { party, key: loadSigningKey(join(directory, 'party.key.pem')) };
  return personalData(tablesOf(db), { fields: allPersonalFields, signer, ...sealingOf(config, clock) });
}

/** What a process seals columns with, by its configuration. */
export function sealingOf(config: ProcessConfig, clock: Clock): SealingOptions {
  const { algorithm = 'aes-256-gcm', keySocket } = config.sealing ?? {};
  const sealing = { algorithm, random: systemRandom, newId: idSource(clock, systemRandom) };
  const keyStore =
    keySocket === undefined
      ? openKeyFile({ path: join(config.directory, 'master.keys.json'), ...sealing })
      : socketKeyStore(keySocket);
  return { keyStore, clock, ...sealing };
}
