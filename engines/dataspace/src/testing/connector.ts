import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { type Connector, type ConnectorOptions, openConnector } from '../connector.ts';
import type { DataspaceTables } from '../database.gen.ts';
import type { Behaviour } from '../domain.ts';
import { nodeListener } from '../http/node.ts';
import { dataspaceMigrations } from '../migrations.ts';
import type { Agreement, Offer } from '../policy/model.ts';
import { listCatalogue } from './list-catalogue.ts';
import { type Loopback, loopback } from './loopback.ts';
import { tokenParticipants } from './token-participants.ts';

/** A connector that is served, with its database. */
export type Party = AsyncDisposable & {
  readonly connector: Connector;
  readonly database: TestDatabase<DataspaceTables>;
  readonly server: Loopback;
  readonly options: ConnectorOptions;
  /** Faults that it told of; a test that expects none looks. */
  readonly faults: unknown[];
};

/** An owner that agrees to everything: a negotiation goes through, a transfer starts. */
export const willing: Behaviour = {
  negotiation: async ({ role, state }) => {
    if (role === 'provider' && (state === 'REQUESTED' || state === 'ACCEPTED')) return { kind: 'agree' };
    if (role === 'provider' && state === 'VERIFIED') return { kind: 'finalize' };
    if (role === 'consumer' && state === 'OFFERED') return { kind: 'accept' };
    if (role === 'consumer' && state === 'AGREED') return { kind: 'verify' };
    return { kind: 'wait' };
  },
  transfer: async ({ role, state }) =>
    role === 'provider' && state === 'REQUESTED' ? { kind: 'start' } : { kind: 'wait' },
  admits: async () => undefined,
};

/** An owner that leaves everything to people. */
export const silent: Behaviour = {
  negotiation: async () => ({ kind: 'wait' }),
  transfer: async () => ({ kind: 'wait' }),
  admits: async () => undefined,
};

/** An offer of plain use. */
export function plainOffer(id: string): Offer {
  return { '@id': id, '@type': 'Offer', permission: [{ action: 'use' }] };
}

/** An agreement on plain use. */
export function plainAgreement(
  id: string,
  target: string,
  parties: readonly [assigner: string, assignee: string],
): Agreement {
  const [assigner, assignee] = parties;
  return { '@id': id, '@type': 'Agreement', target, assigner, assignee, permission: [{ action: 'use' }] };
}

/** Opens a connector on a database and a loopback server of its own; what is left out is willing, and offers nothing. */
export async function openParty(self: string, more: Partial<ConnectorOptions> = {}): Promise<Party> {
  const database = await testDatabase<DataspaceTables>([dataspaceMigrations]);
  const server = await loopback();
  const faults: unknown[] = [];
  const options: ConnectorOptions = {
    db: database.db,
    root: server.root,
    participants: tokenParticipants(self),
    behaviour: willing,
    catalogue: listCatalogue([]),
    judgeOffer: async () => undefined,
    clock: systemClock,
    ids: idSource(systemClock, systemRandom),
    onFault: (error) => void faults.push(error),
    ...more,
  };
  const connector = openConnector(options);
  server.listen(nodeListener(connector.serve, options.onFault));
  return {
    connector,
    database,
    server,
    options,
    faults,
    [Symbol.asyncDispose]: async () => {
      await connector.stop();
      await server[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

const patienceMs = 30_000;

/** Waits until a value is as wanted. Rejects with the last one after half a minute: a loaded machine takes its time. */
export async function until<T>(read: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (performance.now() > endMs) throw new Error(`Waited in vain; last: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
