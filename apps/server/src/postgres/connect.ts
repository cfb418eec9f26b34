import { fail } from '@finharbor/kernel';
import { Client } from 'pg';

/** Where and as whom to ask a server whether it is ready. */
export type Probe = {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The data folder the server must say it serves. */
  readonly data: string;
};

/** What a server said to a probe. */
export type Answer = 'ready' | 'not_listening' | 'starting' | 'another_server';

const notListening = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const cannotConnectNow = '57P03';
const wrongPassword = new Set(['28P01', '28000']);

/** Asks once. Errors: `postgres.wrong_password`; anything the server could not be expected to say is thrown as it is. */
export async function probe(target: Probe): Promise<Answer> {
  const { port, user, password } = target;
  const client = new Client({ host: '127.0.0.1', port, user, password, database: 'postgres', ssl: false });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string }>("select current_setting('data_directory') as data");
    return rows[0]?.data === target.data ? 'ready' : 'another_server';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (notListening.has(code) || /terminated unexpectedly/.test(String(error))) return 'not_listening';
    if (code === cannotConnectNow) return 'starting';
    if (wrongPassword.has(code)) refused(target.data, error);
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function refused(data: string, cause: unknown): never {
  return fail(
    'postgres.wrong_password',
    `The database in ${data} was made with another password. Restore the password file it was made with, or choose another folder.`,
    cause,
  );
}
