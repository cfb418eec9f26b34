import { codeOf } from '@finharbor/kernel';
import { startPostgres } from './start.ts';
import { type StarterMessage, superuserPassword } from './testing.ts';

const [directory = '', native = ''] = process.argv.slice(2);
const say = (message: StarterMessage): void => void process.send!(message);

try {
  const { pid, adminUrl, recovered } = await startPostgres({
    directory,
    superuserPassword,
    log: () => {},
    ...(native && { native }),
  });
  say({ kind: 'started', pid, adminUrl, recovered });
} catch (error) {
  say({ kind: 'refused', code: codeOf(error), message: (error as Error).message });
  process.disconnect?.();
}
