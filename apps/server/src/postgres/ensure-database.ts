import { FinharborError, fail, type Random, systemRandom } from '@finharbor/kernel';
import { Client } from 'pg';
import { scramVerifier } from './scram.ts';

/** One party's database and the only role that may connect to it. */
export type DatabaseAccount = {
  readonly database: string;
  readonly role: string;
  /** Printable ASCII. */
  readonly password: string;
};

const namePattern = /^[a-z][a-z0-9_]{0,62}$/;
const reserved = /^(postgres|template[01]|pg_.*|public|none)$/;
// Any constant: callers that prepare databases at the same time take turns.
const turn = 7_204_118_406n;

/**
 * Makes a database owned by a role that can log in and nothing else, and shuts everybody else out of it and of `postgres` and
 * `template1`. May be repeated; the role then has the password given last. Needs a superuser's address.
 * Errors: `postgres.bad_name`, `postgres.bad_password`, `postgres.foreign_database`.
 */
export async function ensureDatabase(
  adminUrl: string,
  account: DatabaseAccount,
  random: Random = systemRandom,
): Promise<void> {
  check(account);
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [turn]);
    await ensureRole(client, account, random);
    await ensureOwned(client, account);
    const open = await client.query<{ datname: string }>(
      'select datname from pg_database where datname = any($1)',
      [[account.database, 'postgres', 'template1']],
    );
    for (const { datname } of open.rows)
      await client.query(`revoke all on database ${name(datname)} from public`);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: Client, account: DatabaseAccount, random: Random): Promise<void> {
  const found = await client.query('select from pg_roles where rolname = $1', [account.role]);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  const rights = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  await client.query(
    `${verb} role ${name(account.role)} with ${rights} password '${scramVerifier(account.password, random)}'`,
  );
}

async function ensureOwned(client: Client, account: DatabaseAccount): Promise<void> {
  const found = await client.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [account.database],
  );
  const owner = found.rows[0]?.owner;
  if (owner === account.role) return;
  // Taking a database from another role would hand one party's rows to another.
  if (owner !== undefined) {
    fail(
      'postgres.foreign_database',
      `Database ${account.database} belongs to ${owner}, not ${account.role}.`,
    );
  }
  await client.query(
    `create database ${name(account.database)} owner ${name(account.role)} template template0
     encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'`,
  );
}

function check(account: DatabaseAccount): void {
  for (const field of ['database', 'role'] as const) {
    if (!namePattern.test(account[field]) || reserved.test(account[field])) {
      throw new FinharborError({
        code: 'postgres.bad_name',
        publicMessage: `The ${field} name must be lower-case letters, digits and _, at most 63, and none of PostgreSQL's own.`,
        fields: [{ pointer: `/${field}`, detail: 'is not a usable name' }],
      });
    }
  }
  if (!/^[\x21-\x7e]{8,}$/.test(account.password)) {
    throw new FinharborError({
      code: 'postgres.bad_password',
      publicMessage: 'A database password must be at least 8 printable ASCII characters.',
      fields: [{ pointer: '/password', detail: 'is too short or holds other characters' }],
    });
  }
}

function name(identifier: string): string {
  return `"${identifier}"`;
}
