import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoFirm, type Harbor, loansFile, readLoans, setUpDemo } from '@finharbor/server';
import pg from 'pg';
import { startBuilt } from './built.ts';

/** A whole harbor of real processes on its own PostgreSQL, in a folder of its own. */
export type TestHarbor = AsyncDisposable & {
  readonly home: string;
  readonly current: () => Harbor;
  /** Stops everything in order, or kills every process at once, and starts again on the same data. */
  readonly restart: (how: 'stop' | 'kill') => Promise<void>;
  /** Runs SQL in one process's own database, as somebody who broke into it would. */
  readonly sql: (
    party: string,
    text: string,
    values?: readonly unknown[],
  ) => Promise<readonly Record<string, unknown>[]>;
  readonly firms: readonly DemoFirm[];
};

/** The demonstration's harbor with its first `count` firms. */
export async function testHarbor(count: number): Promise<TestHarbor> {
  const home = mkdtempSync(join(tmpdir(), 'finharbor-test-'));
  const firms = readLoans(loansFile).slice(0, count);
  const environment = {
    home,
    port: 0,
    databaseUrl: undefined,
    configFile: undefined,
    logLevel: 'info',
  } as const;
  const start = async (): Promise<Harbor> => {
    const harbor = await startBuilt(environment, () => {});
    try {
      await setUpDemo(
        harbor,
        () => {},
        () => firms,
      );
      return harbor;
    } catch (error) {
      // Left running, its processes would keep the test file from ending.
      await harbor.stop('immediate');
      throw error;
    }
  };
  let harbor = await start();
  return {
    home,
    firms,
    current: () => harbor,
    async restart(how) {
      if (how === 'kill') harbor.kill();
      await harbor.stop();
      harbor = await start();
    },
    sql: (party, text, values = []) => query(home, { party, text, values }),
    async [Symbol.asyncDispose]() {
      await harbor.stop('immediate');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

type Query = { readonly party: string; readonly text: string; readonly values: readonly unknown[] };

async function query(
  home: string,
  { party, text, values }: Query,
): Promise<readonly Record<string, unknown>[]> {
  const { databaseUrl } = JSON.parse(readFileSync(join(home, party, 'process.json'), 'utf8')) as {
    databaseUrl: string;
  };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
