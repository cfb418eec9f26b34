import { join } from 'node:path';
import {
  type AccessHttp,
  type AccountStore,
  type AuditTrail,
  accessEndpoints,
  accessErrors,
  accountStore,
  auditEndpoints,
  auditTrail,
  authenticator,
  factorErrors,
  type Governance,
  governanceErrors,
  governanceStore,
  nonceStore,
  outsideErrors,
  personalErrors,
  rolesAt,
  sealerOn,
} from '@finharbor/access';
import { fingerprint, systemRandom } from '@finharbor/kernel';
import type { Authenticate, Endpoint, ErrorTable } from '@finharbor/kernel/http';
import type { FastifyInstance } from 'fastify';
import type { ProcessConfig } from './config.ts';
import { tablesOf } from './database.ts';
import { demoAccess } from './demo/people.ts';
import { loadSigningKey } from './files.ts';
import type { OwnAddress } from './own-address.ts';
import { peopleRegister, sealingOf, servePersonal } from './personal.ts';
import { providersOf } from './sign-in.ts';
import { signInSettings } from './sign-in-limits.ts';
import { version } from './version.ts';
import type { WebParts } from './web.ts';

/** Everything of a process that is about its people: who they are, what they did, what is kept of them. */
export type People = {
  readonly accounts: AccountStore;
  readonly governance: Governance;
  readonly trail: AuditTrail;
  readonly authenticate: Authenticate;
  readonly endpoints: (app: FastifyInstance) => readonly Endpoint[];
  readonly startSweeping: ReturnType<typeof servePersonal>['startSweeping'];
};

/** The codes that what is about people answers. */
export const peopleErrors: readonly ErrorTable[] = [
  accessErrors,
  factorErrors,
  governanceErrors,
  outsideErrors,
  personalErrors,
];

/** The people of a process, on its database and by its configuration. */
export function peopleOf(parts: WebParts, own: OwnAddress): People {
  const { config, db, clock, vouchedFor, follow, keyOf } = parts;
  const { site, cookie } = own;
  const accounts = accountStore(tablesOf(db), {
    clock,
    random: systemRandom,
    ...signInSettings(config),
    sealer: sealerOn(tablesOf(db), sealingOf(config, clock)),
    site,
    issuer: `${config.name.zh} ${config.name.en}`,
  });
  const governing = { clock, random: systemRandom, ...signInSettings(config), vouchedFor };
  const governance = follow(governanceStore(tablesOf(db), governing));
  const trail = auditTrail(tablesOf(db), { party: config.party, clock, random: systemRandom });
  const personal = servePersonal({ config, db, clock, accounts, printer: parts.printer });
  const nonces = nonceStore(tablesOf(db));
  return {
    accounts,
    governance,
    trail,
    startSweeping: personal.startSweeping,
    authenticate: authenticator({
      accounts,
      governance,
      keyOf,
      nonces,
      clock,
      isOwnAuthority: own.isAuthority,
      cookie,
    }),
    endpoints: (app) => [
      ...auditEndpoints(trail),
      ...accessEndpoints(
        accessOf(config, { accounts, governance, clock, cookie, outside: outsideOf(parts, app, own) }),
      ),
      ...personal.endpoints,
    ],
  };
}

function outsideOf(
  { config, clock }: WebParts,
  app: FastifyInstance,
  own: OwnAddress,
): AccessHttp['outside'] {
  return {
    providers: providersOf(config, clock),
    passwords: config.signIn?.passwords ?? true,
    registration: peopleRegister(config),
    random: systemRandom,
    origin: own.origin,
    refused: (code, err) => app.log.warn({ code, err }, 'sign-in through a provider came to nothing'),
  };
}

function accessOf(
  config: ProcessConfig,
  parts: Pick<AccessHttp, 'accounts' | 'governance' | 'clock' | 'cookie' | 'outside'>,
): AccessHttp {
  const isHub = config.role === 'hub';
  const { role, party, name, demo } = config;
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  return {
    ...parts,
    setupRoles: isHub ? ['operator', 'auditor'] : rolesAt.node,
    place: {
      role,
      party,
      name,
      demo,
      hubUrl: isHub ? null : new URL(config.hubUrl).origin,
      // The hub serves the public's and the firms' screens of every system.
      systems: isHub ? ['harbor', 'financing'] : config.systems,
      registrar: !isHub && config.registrar,
      fingerprint: fingerprint(key.publicKey),
      version,
    },
    demo: demo ? demoAccess(config) : undefined,
  };
}
