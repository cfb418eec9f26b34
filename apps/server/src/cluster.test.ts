import { join } from 'node:path';
import { test } from 'node:test';
import { openCluster } from './cluster.ts';
import { findPostmaster } from './postgres/postmaster.ts';
import { eventually, queryOnce, scratchFolder } from './postgres/testing.ts';

test('a database that was killed is started again; one told to stop just then is not left running', async () => {
  using folder = scratchFolder();
  const data = join(folder.path, 'postgres', 'cluster', 'data');
  let starts = 0;
  const open = () =>
    openCluster({
      home: folder.path,
      databaseUrl: undefined,
      log: (line) => void (/starting it again/.test(line) && starts++),
      signal: new AbortController().signal,
    });
  const kill = async (): Promise<void> => {
    const before = starts;
    process.kill(findPostmaster(data)!.pid, 'SIGKILL');
    await eventually('it is started again', () => starts > before);
  };
  const cluster = await open();
  await kill();
  await eventually('it answers under the same address', () =>
    queryOnce(cluster.adminUrl, 'select 1').then(
      () => true,
      () => false,
    ),
  );
  await kill();
  await cluster.stop('immediate');
  // Refused while anything still starts or runs on the folder.
  await (await open()).stop('immediate');
});
