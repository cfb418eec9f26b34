import { createRequire } from 'node:module';
import { join } from 'node:path';

// The part of @dbos-inc/dbos-sdk that is used; it is installed beside the repository, so its own types are not at hand.
type Library = {
  readonly DBOS: {
    setConfig(config: { name: string; systemDatabaseUrl: string; logLevel: string }): void;
    launch(): Promise<void>;
    shutdown(): Promise<void>;
    registerWorkflow(work: () => Promise<void>, config: { name: string }): () => Promise<void>;
    runStep(step: () => Promise<number>, config: { name: string }): Promise<number>;
  };
};

const stepsEach = 20;

// DBOS in a process of its own: callers run workflows of 20 steps, one after the other, for some seconds; then the steps a second go to the parent.
const [folder, url, callers, seconds] = process.argv.slice(2) as [string, string, string, string];
const { DBOS } = createRequire(join(folder, 'package.json'))('@dbos-inc/dbos-sdk') as Library;
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, logLevel: 'error' });
let done = 0;
const workflow = DBOS.registerWorkflow(
  async () => {
    for (let step = 0; step < stepsEach; step++) {
      await DBOS.runStep(async () => step, { name: 'step' });
      done += 1;
    }
  },
  { name: 'steps' },
);
await DBOS.launch();
const before = performance.now();
const caller = async (): Promise<void> => {
  while (performance.now() < before + 1_000 * Number(seconds)) await workflow();
};
await Promise.all(Array.from({ length: Number(callers) }, caller));
process.send!({ perSecond: done / ((performance.now() - before) / 1_000) });
await DBOS.shutdown();
process.disconnect?.();
