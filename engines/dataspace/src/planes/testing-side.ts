import { writeSync } from 'node:fs';
import { signingKeyFromPem, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import type { DataspaceTables } from '../database.gen.ts';
import { planeStore } from './postgres.ts';
import { runDownloads } from './pull/consume.ts';
import { runUploads } from './push/send.ts';
import { folderSource } from './sources/file.ts';

/** What a side in a process of its own is started with, as JSON in its first argument. */
export type SideSettings = {
  readonly databaseUrl: string;
  /** Of what is sent, and where to what is fetched. */
  readonly folder: string;
  readonly keyPem: string;
  /** How far its clock is ahead: beyond the lease of a process that was killed. */
  readonly aheadMs: number;
};

// For tests that kill it: fetches and sends what is due, and says aloud how each transfer ends.
const settings = JSON.parse(process.argv[2]!) as SideSettings;
const { databaseUrl, folder, keyPem, aheadMs } = settings;
const options = {
  store: planeStore(openDatabase<DataspaceTables>(databaseUrl, { maxConnections: 4 })),
  clock: { nowMs: () => systemClock.nowMs() + aheadMs },
  random: systemRandom,
  report: () => {},
  address: '',
  mayReach: () => true,
  onEnd: async (transferId: string, end: object) => {
    writeSync(1, `${JSON.stringify({ transferId, end })}\n`);
  },
  key: signingKeyFromPem(keyPem),
  source: folderSource({ folder, fileOf: (datasetId) => datasetId }),
  targetOf: async (agreementId: string) => agreementId,
  mayUse: async () => ({ kind: 'allowed' as const }),
  recordUse: async ({ transferId, bytes }: { transferId: string; bytes: number }) => {
    writeSync(1, `${JSON.stringify({ transferId, used: bytes })}\n`);
  },
  folder,
  maxBytes: 2 ** 30,
  checkpointBytes: 2 ** 20,
  partBytes: 2 ** 20,
  recheckMs: 0,
};
const running = {
  signal: new AbortController().signal,
  onFault: (error: unknown) => process.stderr.write(`${error}\n`),
  everyMs: 50,
};
await Promise.all([runDownloads(options, running), runUploads(options, running)]);
