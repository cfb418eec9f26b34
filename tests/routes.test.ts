import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rolesAt } from '@finharbor/access';
import {
  type Answer,
  type ApiOperation,
  announce,
  call,
  casesAtRest,
  contents,
  everybody,
  operations,
  type Signed,
  signedBy,
  somebodyWith,
  unverifiedOwner,
} from './harness/api.ts';
import { type TestHarbor, testHarbor } from './harness/harbor.ts';

// Every route of each process of a running harbor, as its own /openapi.json lists them.
let harbor: TestHarbor;
let all: readonly ApiOperation[];
let people: readonly Signed[];
let held: ReadonlyMap<string, Readonly<Record<string, string>>>;

// Of no firm of the demonstration.
const unheard = 'firm:91350100M000100Y43';
const parties = ['hub', 'bank', 'tax', 'social'];

before(async () => {
  harbor = await testHarbor(100);
  all = await operations(harbor);
  people = await everybody(harbor);
  for (const [party, role] of unfilled()) people = [...people, await somebodyWith(harbor, party, role)];
  people = [...people, await unverifiedOwner(harbor, unheard)];
  await casesAtRest(harbor);
  held = new Map(
    await Promise.all(parties.map(async (party) => [party, await contents(harbor, party)] as const)),
  );
});
after(() => harbor[Symbol.asyncDispose]());

const nameOf = ({ party, method, path }: ApiOperation): string => `${party}: ${method} ${path}`;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const forAccounts = (): readonly ApiOperation[] => all.filter(({ access }) => typeof access !== 'string');
const rolesOf = ({ access }: ApiOperation): readonly string[] =>
  typeof access === 'string' ? [] : access.map((grant) => (typeof grant === 'string' ? grant : grant.role));

/** Roles that some route of a process names and nobody of the demonstration has there. */
function unfilled(): readonly (readonly [party: string, role: string])[] {
  const named = new Set(
    forAccounts().flatMap((operation) => rolesOf(operation).map((role) => `${operation.party} ${role}`)),
  );
  const filled = new Set(people.flatMap(({ party, roles }) => roles.map((role) => `${party} ${role}`)));
  const missing = [...named].filter((one) => !filled.has(one) && !one.endsWith(' *'));
  return missing
    .map((one) => one.split(' ') as [string, string])
    .filter(([party, role]) => isRoleAt(party, role));
}

function isRoleAt(party: string, role: string): boolean {
  const roles: readonly string[] = party === 'hub' ? rolesAt.hub : rolesAt.node;
  return roles.includes(role);
}

// Sessions end on the way: these took their place.
const tokens = new Map<string, string>();
const tokenOf = (person: Signed): string => tokens.get(person.login + person.party) ?? person.token;
const endsSessions = ({ method, path }: ApiOperation): boolean =>
  method === 'DELETE' && (path === '/session' || path === '/sessions');

/** Somebody who may call the operation. */
function whoMay(operation: ApiOperation): Signed {
  const found = people.find((person) => isOpenTo(operation, person));
  assert.ok(found, `nobody may ${nameOf(operation)}`);
  return found;
}

function isOpenTo(operation: ApiOperation, { party, roles, unverified }: Signed): boolean {
  const named = rolesOf(operation);
  return (
    party === operation.party &&
    (operation.openToUnverified || !unverified) &&
    (named.length === 0 || named.some((role) => role === '*' || roles.includes(role)))
  );
}

/** What is the matter with a refusal, as every refusal must be; undefined where nothing is. */
function oddity(operation: ApiOperation, answer: Answer, expected: readonly number[]): string | undefined {
  const { status, type, code, text } = answer;
  if (!expected.includes(status)) return `${nameOf(operation)}: ${status} ${code}`;
  if (!type.startsWith('application/problem+json')) return `${nameOf(operation)}: ${type}`;
  const isKnown = operation.errors.get(status)?.includes(code!) || code!.startsWith('access.');
  if (!isKnown) return `${nameOf(operation)}: ${status} ${code} is not in its description`;
  if (/\bat .+:\d+:\d+|node_modules|\.ts:\d/.test(text)) return `${nameOf(operation)}: tells where it failed`;
  return undefined;
}

/** Makes a call of each operation and gives what is odd about the refusals. */
async function oddities(
  chosen: readonly ApiOperation[],
  refusal: (operation: ApiOperation) => Promise<Answer>,
  expected: readonly number[],
): Promise<readonly string[]> {
  return atEach(chosen, async (operation) => {
    const odd = oddity(operation, await refusal(operation), expected);
    return odd === undefined ? [] : [odd];
  });
}

/** Looks at operations one after the other at each process, at all processes at once, and gives all that was found. */
async function atEach(
  chosen: readonly ApiOperation[],
  look: (operation: ApiOperation) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found = parties.map(async (party) => {
    const here: string[] = [];
    for (const operation of chosen.filter((one) => one.party === party))
      here.push(...(await look(operation)));
    return here;
  });
  return (await Promise.all(found)).flat();
}

async function isUnchanged(): Promise<void> {
  for (const party of parties) assert.deepEqual(await contents(harbor, party), held.get(party), party);
}

test('there are routes to look at, at each process', () => {
  for (const party of parties) assert.ok(all.filter((one) => one.party === party).length > 30, party);
});

test('a body that is no JSON, or nested a hundred thousand deep, or of another shape, is refused and changes nothing', async () => {
  const withBody = all.filter(({ bodyType }) => bodyType === 'application/json');
  assert.ok(withBody.length > 20);
  const nested = '['.repeat(100_000);
  for (const body of [
    '{',
    '',
    nested,
    nested + ']'.repeat(100_000),
    '"text"',
    '42',
    'null',
    '[]',
    '{"unheard":{"of":1}}',
    '\ud800',
  ])
    assert.deepEqual(
      await oddities(
        withBody,
        (operation) => call(operation, { ...credentials(operation, body), body }),
        [400],
      ),
      [],
    );
  await isUnchanged();
});

test('a field of a wrong type, one by one, is named and changes nothing', async () => {
  const withFields = all.filter(({ bodySchema }) => bodySchema?.properties !== undefined);
  const found = await atEach(withFields, async (operation) => {
    const strange: string[] = [];
    for (const [name, schema] of Object.entries(
      operation.bodySchema!.properties as Record<string, { type?: string }>,
    )) {
      const isObject = schema.type === undefined || schema.type === 'object';
      const body = JSON.stringify({ [name]: isObject ? 7 : { wrong: [true] } });
      const answer = await call(operation, { ...credentials(operation, body), body });
      const odd = oddity(operation, answer, [400]);
      if (odd) strange.push(odd);
      else if (!answer.text.includes(`"/${name}`))
        strange.push(`${nameOf(operation)} does not name /${name}`);
    }
    return strange;
  });
  assert.deepEqual(found, []);
  await isUnchanged();
});

test('a body larger than a route takes is refused', async () => {
  const withBody = all.filter(({ bodyType }) => bodyType === 'application/json');
  assert.deepEqual(
    await oddities(withBody, (operation) => announce(operation, credentials(operation), 2 ** 30), [413]),
    [],
  );
  await isUnchanged();
});

test('without credentials, with made-up ones, and with those of another process nobody gets anywhere', async () => {
  const closed = all.filter(({ access }) => access !== 'public');
  assert.deepEqual(await oddities(closed, (operation) => call(operation), [401]), []);
  const guess = bearer('A'.repeat(43));
  assert.deepEqual(await oddities(closed, (operation) => call(operation, guess), [401]), []);
  const stranger = async (operation: ApiOperation): Promise<Answer> => {
    const elsewhere = people.find(({ party, roles }) => party !== operation.party && roles.length > 0)!;
    return call(operation, bearer(elsewhere.token));
  };
  assert.deepEqual(await oddities(closed, stranger, [401]), []);
  await isUnchanged();
});

test('a browser led here by a page of another site changes nothing', async () => {
  const changing = forAccounts().filter(({ method }) => method !== 'GET');
  for (const origin of ['http://evil.example', 'null', undefined])
    assert.deepEqual(
      await oddities(
        changing,
        (operation) => {
          const cookie = `finharbor-${operation.party}=${whoMay(operation).token}`;
          return call(operation, { headers: { cookie, ...(origin ? { origin } : {}) } });
        },
        [403],
      ),
      [],
    );
  await isUnchanged();
});

test('a signed request counts once', async () => {
  const signed = all.filter(({ access }) => access === 'signed');
  assert.ok(signed.length > 3);
  const found = await oddities(
    signed,
    async (operation) => {
      const headers = signedBy(harbor, operation);
      const first = await call(operation, { headers });
      assert.notEqual(first.status, 401, `${nameOf(operation)}: ${first.text}`);
      return call(operation, { headers });
    },
    [401],
  );
  assert.deepEqual(found, []);
});

test('everybody gets exactly as far as the declared matrix says, on every route', async () => {
  const found = await atEach(forAccounts(), async (operation) => {
    const strange: string[] = [];
    for (const person of people.filter(({ party }) => party === operation.party)) {
      // A call that lacks its body is refused as malformed only when who calls is let in.
      const { status, code } = await call(operation, bearer(tokenOf(person)));
      if (endsSessions(operation)) tokens.set(person.login + person.party, await person.again());
      const isRefused = status === 403 && (code === 'access.forbidden' || code === 'access.unverified');
      const isLetIn = status !== 401 && !isRefused;
      if (isLetIn !== isOpenTo(operation, person))
        strange.push(`${nameOf(operation)} as ${person.login}: ${status} ${code}`);
    }
    return strange;
  });
  assert.deepEqual(found, []);
});

test('to the people of a firm that nobody has verified the walk opened something, and not all that is open to other owners', () => {
  const [owner, unverified] = [true, false].map((isVerified) =>
    people.find(({ roles, unverified: is }) => roles.includes('owner') && (is === undefined) === isVerified),
  );
  const openTo = (person: Signed) =>
    forAccounts()
      .filter((operation) => isOpenTo(operation, person))
      .map(nameOf);
  const few = openTo(unverified!);
  assert.ok(few.includes('hub: POST /key-requests') && few.includes('hub: GET /organization'));
  assert.ok(!few.some((one) => /search|drafts|views/.test(one)));
  assert.ok(openTo(owner!).length > few.length);
});

test('no key opens what is for people, and nobody’s session what is for keys', async () => {
  const closed = all.filter(({ access }) => access !== 'public');
  const found = await atEach(closed, async (operation) => {
    const isForKeys = operation.access === 'signed';
    const headers = isForKeys
      ? bearer(tokenOf(people.find(({ party }) => party === operation.party)!)).headers
      : signedBy(harbor, operation);
    const { status, code } = await call(operation, { headers });
    return status === 403 && code === 'access.forbidden' ? [] : [`${nameOf(operation)}: ${status} ${code}`];
  });
  assert.deepEqual(found, []);
});

/** Credentials that suffice for an operation. */
function credentials(operation: ApiOperation, body?: string): { headers: Record<string, string> } {
  if (operation.access === 'public') return { headers: {} };
  if (operation.access !== 'signed') return bearer(whoMay(operation).token);
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
  return { headers: signedBy(harbor, operation, bytes) };
}
