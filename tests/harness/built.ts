import { dirname } from 'node:path';
import { type Environment, type Harbor, startHarbor } from '@finharbor/server';
import { buildServer } from '../../tools/server/build.ts';

const root = dirname(dirname(import.meta.dirname));

/** Starts a harbor whose processes are built ones, as `npm start` does: what is tested is what runs. */
export async function startBuilt(
  environment: Environment,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<Harbor> {
  const { process: program } = await buildServer(root, () => {});
  return startHarbor({ ...environment, program }, log, signal);
}
