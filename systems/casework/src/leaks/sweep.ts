import { unzipSync } from 'fflate';
import { saidIn } from '../testing-letter.ts';
import type { Dice } from './moves.ts';
import type { Name, World } from './world.ts';

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: { readonly enum?: readonly string[]; readonly const?: string; readonly type?: string };
};
type Described = Readonly<Record<string, { readonly parameters: readonly Parameter[] }>>;

/** An address that is read, and how it is called in a message; the same in both worlds. */
export type Target = { readonly label: string; readonly in: (world: World) => string };

/** Every route that only reads, as the process describes itself: a new one is in the walk by being served. */
export async function readingRoutes({
  cases,
}: World): Promise<readonly (readonly [string, readonly Parameter[]])[]> {
  const document = (await (await fetch(`${cases.url}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Described>>;
  };
  return Object.entries(document.paths).flatMap(([path, { get }]) =>
    get ? [[path, get.parameters] as const] : [],
  );
}

/** What is asked by parameters that are free text; a route with another one has to say here what it is asked with. */
const words: Readonly<Record<string, readonly string[]>> = {
  name: ['grant'],
  procedure: ['grant'],
  state: ['judged', 'filed', 'passed'],
  type: ['opined', 'assigned,excluded,seated', 'commented', 'stepped'],
  text: ['GR-2026', '海港', 'HIDDEN', 'hidden1'],
  cursor: [],
  limit: ['1'],
  dueBeforeMs: ['1900000000000'],
  version: ['1'],
  document: ['plan'],
  sha256: ['0'.repeat(64)],
  step: ['file', 'judge', 'ask', 'opinion'],
  number: ['GR-2026-000001', 'GR-2026-000002'],
  seq: ['1', '2', '3', '4', '5'],
};

/** Of which cases, the first of which is always read; and how many addresses of a route at most. */
type Asking = { readonly ids: readonly string[]; readonly dice: Dice; readonly most: number };

/** The addresses of a route: one for each case and each value that has to be there, and of those that may be there one at a time. */
export function targetsOf(
  [path, parameters]: readonly [string, readonly Parameter[]],
  { ids, dice, most }: Asking,
): readonly Target[] {
  const needed = parameters.filter(({ required }) => required);
  const optional = parameters.filter(({ required, name }) => !required && name !== 'cursor');
  const bases = needed.reduce<readonly (readonly [string, string][])[]>(
    (all, parameter) =>
      all.flatMap((one) =>
        valuesOf(parameter, ids).map((value): [string, string][] => [...one, [parameter.name, value]]),
      ),
    [[]],
  );
  const isOfFirst = (base: (typeof bases)[number]): boolean => base.some(([, value]) => value === ids[0]);
  const asked =
    bases.length <= most
      ? bases
      : bases.some(isOfFirst)
        ? bases.filter(isOfFirst)
        : Array.from({ length: most }, () => dice(bases));
  return asked.flatMap((base) => {
    const more = optional.length === 0 ? [] : [dice(optional)];
    return [[], ...more.flatMap((one) => [[[one.name, dice(valuesOf(one, ids))] as [string, string]]])].map(
      (extra) => addressed(path, [...base, ...extra]),
    );
  });
}

function addressed(path: string, values: readonly (readonly [string, string])[]): Target {
  const inPath = (name: string): boolean => path.includes(`{${name}}`);
  const filled = values.reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  const query = values
    .filter(([name]) => !inPath(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const label = [filled, query.join('&')].filter(Boolean).join('?');
  // Who is asked for by account is somebody else in each world.
  return {
    label,
    in: ({ people, hidden }) => label.replaceAll('hidden-account', people[hidden.seats[0]].account.id),
  };
}

function valuesOf({ name, schema }: Parameter, ids: readonly string[]): readonly string[] {
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  if (name === 'id') return ids;
  if (name === 'assignee' || name === 'account') return ['hidden-account'];
  const known = words[name];
  if (!known)
    throw new Error(
      `A route is asked with ${name}: say in ${import.meta.filename} what the walk asks it with.`,
    );
  return known;
}

/** What a reader gets, as text: of accounts, which two worlds cannot have the same of, who they are. */
export async function read(world: World, reader: Name | 'nobody', path: string): Promise<string> {
  const headers = reader === 'nobody' ? {} : { authorization: world.people[reader].authorization };
  const answer = await fetch(world.cases.url + path, { headers });
  return plain(world, answer);
}

/** An answer without what is another one in each world: ids of accounts, and of requests. */
export async function plain({ people }: World, answer: Response): Promise<string> {
  const type = answer.headers.get('content-type') ?? '';
  const told = await toldBy(type, new Uint8Array(await answer.arrayBuffer()));
  const named = Object.entries(people).reduce(
    (all, [name, { account }]) => all.replaceAll(account.id, `<${name}>`),
    told,
  );
  return `${answer.status} ${type} ${named.replace(/"instance":"[^"]*"/, '"instance":""')}`;
}

/** What bytes say, whatever is drawn anew in each world: salts, what is hashed with them, and signatures. */
async function toldBy(type: string, bytes: Uint8Array): Promise<string> {
  if (type.startsWith('application/zip')) {
    const files = Object.entries(unzipSync(bytes)).map(
      async ([path, file]) => `${path}\n${path.endsWith('.pdf') ? await saidIn(file) : withoutDrawn(file)}`,
    );
    return (await Promise.all(files)).join('\n');
  }
  if (type.startsWith('application/pdf')) return saidIn(bytes);
  return Buffer.from(bytes).toString(/json|text|html/.test(type) ? 'utf8' : 'latin1');
}

function withoutDrawn(file: Uint8Array): string {
  return Buffer.from(file)
    .toString('utf8')
    .replaceAll(/[\w-]{40,}/g, '#')
    .replaceAll(/"bytes": \d+/g, '"bytes": 0');
}
