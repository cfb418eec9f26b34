import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SignedDocument, signDocument } from '@finharbor/access';
import {
  type Clock,
  generateSigningKey,
  idSource,
  type Json,
  manualClock,
  type SigningKey,
  systemRandom,
} from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { acceptedAssumption } from './assumption.ts';
import type { HubPort, NodeContext } from './context.ts';
import type { HarborTables } from './database.gen.ts';
import type { Bodies, DocumentType } from './documents.ts';
import { jobWatch } from './job-watch.ts';
import { harborMigrations } from './migrations.ts';
import { postgresStore } from './postgres/index.ts';
import { settlementRoutes } from './settlement/hub-settlement.ts';
import type { PinnedPeer } from './store.ts';
import { workFolders } from './work-folders.ts';

/** A firm's code that has the form of one. */
export const uscc = '91000000XQ783ADD8X';
/** A text in both languages. */
const said: { readonly en: string; readonly zh: string } = { en: 'Said', zh: '文本' };

/** Signs a document as anybody might, at a time of its own. */
export function signed<T extends DocumentType>(
  key: SigningKey,
  draft: {
    readonly type: T;
    readonly issuer: string;
    readonly body: Bodies[T];
    readonly issuedAtMs?: number;
    readonly audience?: readonly string[];
  },
): SignedDocument {
  const body = draft.body as unknown as { readonly [key: string]: Json };
  return signDocument(key, { audience: ['*'], issuedAtMs: 1, ...draft, body });
}

/** A peer under a key, as a node pins it. */
function peer(party: string, key: SigningKey, change: Partial<PinnedPeer> = {}): PinnedPeer {
  return {
    party,
    name: { en: party, zh: party },
    publicKey: key.publicKey,
    linkHost: '127.0.0.1',
    linkPort: 9,
    url: 'http://127.0.0.1:9',
    registrar: false,
    noteKey: `${party}+key`,
    pinnedAtMs: 1,
    ...change,
  };
}

/** A party's request to join, signed by its own key. */
export function enrolment(
  party: string,
  key: SigningKey,
  change: Partial<Bodies['enrolment']> & { readonly issuedAtMs?: number } = {},
): SignedDocument {
  const { issuedAtMs = 1, ...fields } = change;
  const { pinnedAtMs: _pinnedAtMs, ...face } = peer(party, key);
  return signed(key, {
    type: 'enrolment',
    issuer: party,
    body: { ...face, demo: true, ...fields },
    issuedAtMs,
  });
}

/** A node of the test's own on a database of its own; the network around it is what the test makes of it. */
export type TestNode = AsyncDisposable & {
  readonly ctx: NodeContext;
  readonly clock: ReturnType<typeof manualClock>;
  readonly database: TestDatabase<HarborTables>;
  readonly keys: { readonly [party: string]: SigningKey };
  /** Codes the operator's log was told. */
  readonly noted: string[];
};

/** Time that passes as the machine's does, counted from where a clock stands: a connector waits for instants, and one that stood still would hold it up. */
export function passing(clock: Clock): Clock {
  const startMs = performance.now();
  return { nowMs: () => clock.nowMs() + Math.trunc(performance.now() - startMs) };
}

/** Makes `party`'s node with the hub, a bank and two offices pinned; the tax office is a registrar. */
export async function testNode(party: string, hub: Partial<HubPort> = {}): Promise<TestNode> {
  const database = await testDatabase<HarborTables>([harborMigrations]);
  const clock = manualClock(Date.parse('2026-06-01T00:00:00Z'));
  const store = postgresStore(database.db, clock, 'hub');
  const names = ['hub', 'bank', 'tax', 'social'];
  const keys = Object.fromEntries(names.map((name) => [name, generateSigningKey()]));
  for (const name of names) await store.peers.pin(peer(name, keys[name]!, { registrar: name === 'tax' }));
  await store.uses.acceptAssumption(acceptedAssumption, 'account');
  const noted: string[] = [];
  const directory = await mkdtemp(join(tmpdir(), 'finharbor-node-'));
  const absent = async (): Promise<never> => {
    throw new Error('the test gave this node no such neighbour');
  };
  const settlement = typedClient(settlementRoutes, 'http://127.0.0.1:9');
  const ctx: NodeContext = {
    party,
    name: { en: party, zh: party },
    hubParty: 'hub',
    key: keys[party]!,
    store,
    hub: {
      publish: absent,
      feed: async () => [],
      log: absent,
      directory: async () => [],
      settlement,
      ...hub,
    },
    link: {
      address: { host: '127.0.0.1', port: 9 },
      open: absent,
      accept: absent,
      refused: absent as never,
      close: async () => {},
    },
    watch: jobWatch(),
    clock,
    random: systemRandom,
    newId: idSource(clock, systemRandom),
    issue: async (doc) => void (await store.documents.put(doc)),
    work: workFolders(directory, { key: systemRandom.bytes(32), random: systemRandom }),
    note: (code) => void noted.push(code),
  };
  return {
    ctx,
    clock,
    database,
    keys,
    noted,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

/** A contract by which the bank trains or scores with the tax office, still to be approved. */
export function contractBody(kind: 'train' | 'score', uses: number): Bodies['contract'] {
  return {
    contract: '01937f00-0000-7000-8000-000000000001',
    kind,
    consumer: 'bank',
    providers: ['tax'],
    products: ['e'.repeat(64)],
    purpose: said,
    legalBasis: said,
    constraints: [
      { name: 'uses', operator: 'lteq', value: uses, enforcement: 'enforced' },
      ...(kind === 'train'
        ? [{ name: 'smallest_group', operator: 'gteq', value: 50, enforcement: 'enforced' } as const]
        : []),
    ],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    leakage: [said],
  };
}
