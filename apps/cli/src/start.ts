import { environment, type Harbor, setUpDemo, startHarbor, untilStopped } from '@finharbor/server';

/** Brings the harbor up, says where it is, and keeps it up until it is told to stop. */
export async function start(): Promise<number> {
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  const starting = new AbortController();
  let up: Harbor | undefined;
  // From the first moment on: a Ctrl-C during the start must leave nothing running either.
  const stopped = untilStopped({
    log,
    async stop() {
      starting.abort();
      await up?.stop();
    },
    kill: () => up?.kill(),
  });
  const harbor = await startHarbor(environment(), log, starting.signal);
  up = harbor;
  if (starting.signal.aborted) {
    await harbor.stop();
    return 0;
  }
  if (harbor.demo) await setUpDemo(harbor, log);
  log('');
  log(`Finharbor is up: ${harbor.url}`);
  for (const [party, url] of harbor.urls) if (party !== 'hub') log(`  ${party.padEnd(8)} ${url}`);
  if (harbor.demo) {
    log('Demonstration: everything on this machine only; parties, firms and codes are made up.');
    log(
      `Passwords of this installation: ${harbor.home}/PARTY/ROLE.password. The main job: npx finharbor demo`,
    );
  }
  const cause = await Promise.race([stopped, harbor.supervisor.gaveUp]);
  if (typeof cause === 'string') return 0;
  log(cause.publicMessage);
  await harbor.stop();
  return 1;
}
