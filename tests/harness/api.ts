import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signRequest } from '@finharbor/access';
import { signingKeyFromPem, systemClock, systemRandom } from '@finharbor/kernel';
import type { TestHarbor } from './harbor.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [key: string]: Json };

/** An operation as a process's /openapi.json describes it. */
export type ApiOperation = {
  readonly party: string;
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly access: 'public' | 'signed' | readonly (string | { readonly role: string })[];
  /** Also for people of a firm that nobody has verified. */
  readonly openToUnverified: boolean;
  /** Parameters of path and query that must be there or narrow what is found, each with something that fits and names nothing that exists. */
  readonly target: string;
  readonly bodySchema: Schema | undefined;
  readonly bodyType: string | undefined;
  /** Error codes by status. */
  readonly errors: ReadonlyMap<number, readonly string[]>;
};

/** Somebody signed in at a process. */
export type Signed = {
  readonly party: string;
  readonly login: string;
  readonly roles: readonly string[];
  readonly token: string;
  /** Of a firm that nobody has verified. */
  readonly unverified?: true;
  /** Signs in once more. */
  readonly again: () => Promise<string>;
};

type Described = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
type Operation = {
  readonly 'x-access': ApiOperation['access'];
  readonly 'x-open-to-unverified'?: true;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly 'x-errors'?: readonly { readonly code: string }[] }>
  >;
};

/** Every operation of every process of a harbor. */
export async function operations(harbor: TestHarbor): Promise<readonly ApiOperation[]> {
  const all = [...harbor.current().urls].map(async ([party, url]) => {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as Described;
    return Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) =>
        read({ party, url, method, path }, operation, document),
      ),
    );
  });
  return (await Promise.all(all)).flat();
}

/** Optional ones that are given, too: the trail holds thousands of events of these very calls, and an excerpt on paper would set them all. */
const narrowing: ReadonlySet<string> = new Set(['object']);

type Place = Pick<ApiOperation, 'party' | 'url' | 'method' | 'path'>;

function read(place: Place, operation: Operation, document: Described): ApiOperation {
  const [bodyType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const needed = operation.parameters.filter(({ required, name }) => required || narrowing.has(name));
  const inPath = needed.filter((one) => one.in === 'path');
  const path = inPath.reduce(
    (text, { name, schema }) => text.replace(`{${name}}`, sample(schema)),
    place.path,
  );
  const query = needed
    .filter((one) => one.in === 'query')
    .map(({ name, schema }) => `${name}=${sample(schema)}`);
  const errors = Object.entries(operation.responses).flatMap(([status, response]) =>
    response['x-errors'] ? [[Number(status), response['x-errors'].map(({ code }) => code)] as const] : [],
  );
  return {
    ...place,
    method: place.method.toUpperCase(),
    access: operation['x-access'],
    openToUnverified: operation['x-open-to-unverified'] ?? false,
    target: query.length === 0 ? path : `${path}?${query.join('&')}`,
    bodySchema: content?.schema && resolved(content.schema, document),
    bodyType,
    errors: new Map(errors),
  };
}

function resolved(schema: Schema, document: Described): Schema {
  const ref = schema.$ref;
  return typeof ref === 'string'
    ? resolved(document.components.schemas[ref.split('/').at(-1)!]!, document)
    : schema;
}

function sample(schema: Schema): string {
  if (schema.type === 'integer' || schema.type === 'number') return '1';
  if (Array.isArray(schema.enum)) return String(schema.enum[0]);
  return schema.format === 'uuid' || schema.pattern !== undefined
    ? '01937f00-0000-7000-8000-0000000000ff'
    : 'nothing-of-this-name';
}

/** Signs everybody of the demonstration in, each at their own process. */
export async function everybody(harbor: TestHarbor): Promise<readonly Signed[]> {
  const all = [...harbor.current().urls].map(async ([party, url]) => {
    const people = (await (await fetch(`${url}/demo/people`)).json()) as { login: string; roles: string[] }[];
    return Promise.all(
      people.map(async ({ login, roles }) => {
        const again = (): Promise<string> => tokenOf(url, login);
        return { party, login, roles, token: await again(), again };
      }),
    );
  });
  return (await Promise.all(all)).flat();
}

/** Somebody with a role that nobody of the demonstration has at a process, made through an invitation. */
export async function somebodyWith(harbor: TestHarbor, party: string, role: string): Promise<Signed> {
  return invited(harbor, party, { login: `has-${role}`, name: role, roles: [role] });
}

/** The owner of a firm that nobody has verified, made through an invitation of the hub's operator. */
export async function unverifiedOwner(harbor: TestHarbor, firm: string): Promise<Signed> {
  const asked = { login: 'new-owner', name: 'Ye Lan', roles: ['owner'], party: firm };
  return { ...(await invited(harbor, 'hub', asked)), unverified: true };
}

/** The password of everybody who was invited here. */
export const invitedPassword: string = 'Quay-Lantern-41-Heron';

type Invitation = { readonly login: string; readonly name: string; readonly roles: readonly string[] };

async function invited(
  harbor: TestHarbor,
  party: string,
  asked: Invitation & { readonly party?: string },
): Promise<Signed> {
  const url = harbor.current().urls.get(party)!;
  const { login, roles } = asked;
  const password = invitedPassword;
  const post = async (
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Record<string, string>> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const inviting = await tokenOf(url, party === 'hub' ? 'operator' : 'admin');
  const { code } = await post('/invitations', asked, { authorization: `Bearer ${inviting}` });
  await post('/invitations/redemption', { code, password });
  const again = async (): Promise<string> => (await post('/session', { login, password })).token!;
  return { party, login, roles, token: await again(), again };
}

/** A session of somebody of the demonstration. */
async function tokenOf(url: string, login: string): Promise<string> {
  const answer = await fetch(`${url}/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** What goes with a call: who calls, and what is sent. */
export type Sent = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** An answer as far as the tests look at it. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly code: string | undefined;
};

/** Calls an operation. A body goes out as the operation's own media type. */
export async function call(operation: ApiOperation, { headers = {}, body }: Sent = {}): Promise<Answer> {
  const answer = await fetch(operation.url + operation.target, {
    method: operation.method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': operation.bodyType ?? 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(20_000),
  });
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) await answer.body?.cancel();
  const text = type.startsWith('text/event-stream') ? '' : await answer.text();
  const code = type.startsWith('application/problem+json')
    ? (JSON.parse(text) as { code: string }).code
    : undefined;
  return { status: answer.status, type, text, code };
}

/**
 * Announces a body of so many bytes, of which the first go out, and gives the answer: a server that refuses it by its size closes the
 * connection before it has come.
 */
export function announce(operation: ApiOperation, { headers = {} }: Sent, length: number): Promise<Answer> {
  const answered = Promise.withResolvers<Answer>();
  const sending = request(operation.url + operation.target, {
    method: operation.method,
    headers: {
      ...headers,
      'content-type': operation.bodyType ?? 'application/json',
      'content-length': length,
    },
  });
  sending.on('error', answered.reject);
  sending.on('response', async (answer) => {
    const text = Buffer.concat(await answer.toArray()).toString('utf8');
    const { code } = JSON.parse(text) as { code: string };
    answered.resolve({ status: answer.statusCode!, type: answer.headers['content-type'] ?? '', text, code });
    sending.destroy();
  });
  sending.write('{"a":"');
  return answered.promise;
}

/** Headers that sign a call in the name of an office that is not the one called, with the key of its folder. */
export function signedBy(
  harbor: TestHarbor,
  operation: ApiOperation,
  body?: Uint8Array<ArrayBuffer>,
): Record<string, string> {
  const party = operation.party === 'tax' ? 'social' : 'tax';
  const key = signingKeyFromPem(readFileSync(join(harbor.home, party, 'party.key.pem'), 'utf8'));
  const signer = { party, key, clock: systemClock, random: systemRandom };
  const { method, url, target, bodyType } = operation;
  const headers: Record<string, string> =
    body === undefined ? {} : { 'content-type': bodyType ?? 'application/json' };
  return signRequest(signer, { method, url: url + target, headers, body });
}

/** Waits until the hub's clock has done what was due of the demonstration's cases, and all that follows from it. */
export async function casesAtRest(harbor: TestHarbor): Promise<void> {
  for (let left = 1; left > 0; await delay(200)) {
    const [row] = await harbor.sql(
      'hub',
      `select (select count(*) from case_file where alarm_at_ms <= extract(epoch from now()) * 1000)::int
        + (select count(*) from case_outbox)::int
        + (select count(*) from graphile_worker.jobs where task_identifier <> 'case-ring')::int as left`,
    );
    left = Number(row!.left);
  }
}

/** What a process's tables hold, by table; what changes by itself or is written of every call (the trail, nonces, sessions) left out. */
export async function contents(harbor: TestHarbor, party: string): Promise<Readonly<Record<string, string>>> {
  const tables = await harbor.sql(
    party,
    `select table_name as name from information_schema.tables where table_schema = 'public'
     and table_name !~ '^(audit_|access_(nonce|session|failure|code)|schema_migration|idempotency|ledger_(beat|page|writer)|federation_|dataspace_(replay|held_credential))'`,
  );
  const hashes = tables.map(
    ({ name }) =>
      `select '${String(name)}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${String(name)}" t`,
  );
  const rows = await harbor.sql(party, hashes.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [String(name), String(hash)]));
}
