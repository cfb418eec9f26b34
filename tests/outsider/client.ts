// What anybody could write who has the address of a process's description and nothing else: no path, no type, no package of this
// repository. Standard OpenAPI 3.1; of the extensions, `x-opened-by` tells where a session comes from and `x-each` over what a link goes.

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Record_ = { readonly [name: string]: Json };

type Link = {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly 'x-each'?: string;
};
type Content = Readonly<Record<string, { readonly schema?: Record_ }>>;
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly links?: Readonly<Record<string, Link>> }>>;
  readonly method: string;
  readonly path: string;
};
type SecurityScheme = {
  readonly scheme?: string;
  readonly 'x-opened-by'?: { readonly operationId: string; readonly token: string };
};

/** A described API, and the session it is called in. */
export type Api = {
  readonly base: URL;
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Record_>>;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  readonly token?: string;
};

/** What came back, and from where. */
export type Answer = { readonly operation: Operation; readonly status: string; readonly body: Json };

/** What an operation is called with. */
export type Input = { readonly parameters?: Record_; readonly body?: Record_ };

/** Reads a description. */
export async function readApi(documentUrl: string): Promise<Api> {
  const document = (await (await fetch(documentUrl)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method' | 'path'>>>>>;
    readonly components: Pick<Api, 'schemas' | 'securitySchemes'>;
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );
  return { base: new URL('.', documentUrl), operations, ...document.components };
}

/** Opens a session the way the description says one is opened. */
export async function signIn(api: Api, credentials: Record_): Promise<Api> {
  const bearer = Object.values(api.securitySchemes).find((one) => one.scheme === 'bearer');
  const opened = bearer?.['x-opened-by'];
  if (!opened) throw new Error('The description does not say how to sign in.');
  const operation = api.operations.find(({ operationId }) => operationId === opened.operationId)!;
  const { body } = await call(api, operation, { body: bodyOf(api, operation, credentials) });
  return { ...api, token: String(at(body, opened.token)) };
}

/** The operation that says this of itself. */
export function operationCalled(api: Api, summary: string): Operation {
  const found = api.operations.find((one) => one.summary === summary);
  if (!found) throw new Error(`Nothing is described as "${summary}".`);
  return found;
}

/** Calls an operation. Throws what a refusal says of itself. */
export async function call(
  api: Api,
  operation: Operation,
  { parameters = {}, body }: Input = {},
): Promise<Answer> {
  const missing = operation.parameters.find(({ name, required }) => required && !(name in parameters));
  if (missing) throw new Error(`"${operation.summary}" asks for ${missing.name}.`);
  const value = (name: string): string => encodeURIComponent(String(parameters[name]));
  const path = operation.path.replace(/^\//, '').replace(/\{(\w+)\}/g, (_all, name: string) => value(name));
  const query = operation.parameters.filter((one) => one.in === 'query' && one.name in parameters);
  const target = [path, query.map(({ name }) => `${name}=${value(name)}`).join('&')]
    .filter(Boolean)
    .join('?');
  const answer = await fetch(new URL(target, api.base), {
    method: operation.method.toUpperCase(),
    headers: {
      ...(api.token === undefined ? {} : { authorization: `Bearer ${api.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`"${operation.summary}" was refused: ${answer.status} ${text}`);
  return { operation, status: String(answer.status), body: text === '' ? null : (JSON.parse(text) as Json) };
}

/** Where to go from an answer: a link, of which item of a list, and with what body. */
export type Step = {
  readonly link: string;
  readonly where?: (item: Record_) => boolean;
  readonly body?: Record_;
};

/** Follows a link of an answer. */
export async function follow(
  api: Api,
  { operation, status, body }: Answer,
  { link: name, where = () => true, body: wanted }: Step,
): Promise<Answer> {
  const link = operation.responses[status]?.links?.[name];
  if (!link) throw new Error(`"${operation.summary}" does not say where its ${name} is.`);
  const each = link['x-each'];
  const index = each === undefined ? 0 : (at(body, each) as readonly Record_[]).findIndex(where);
  if (index < 0) throw new Error(`No ${name} of "${operation.summary}" is the one that is looked for.`);
  const parameters = Object.entries(link.parameters).map(([key, expression]) => {
    const pointer = expression.replace('$response.body#', '');
    const here = each === undefined ? pointer : pointer.replace(`${each}/0`, `${each}/${index}`);
    return [key, at(body, here)] as const;
  });
  const target = api.operations.find(({ operationId }) => operationId === link.operationId)!;
  return call(api, target, {
    parameters: Object.fromEntries(parameters),
    ...(wanted === undefined ? {} : { body: bodyOf(api, target, wanted) }),
  });
}

/** A body as an operation's own schema has it. */
function bodyOf(api: Api, operation: Operation, wanted: Record_): Record_ {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) throw new Error(`"${operation.summary}" takes no JSON.`);
  return filled(api, schema, wanted);
}

/** An object as its JSON Schema has it: what is wanted, and of the rest what has to be there. */
export function filled(api: Pick<Api, 'schemas'>, schema: Record_, wanted: Record_): Record_ {
  const { properties = {}, required = [] } = resolved(api, schema) as {
    readonly properties?: Readonly<Record<string, Record_>>;
    readonly required?: readonly string[];
  };
  const unknown = Object.keys(wanted).find((name) => !(name in properties));
  if (unknown !== undefined) throw new Error(`The schema has no ${unknown}.`);
  const entries = Object.entries(properties).flatMap(([name, part]): (readonly [string, Json])[] => {
    if (name in wanted) return [[name, wanted[name]!]];
    return required.includes(name) ? [[name, sample(resolved(api, part))]] : [];
  });
  return Object.fromEntries(entries);
}

function sample(schema: Record_): Json {
  const { type, enum: options, minimum, minLength } = schema;
  const choices = (schema.oneOf ?? schema.anyOf) as readonly Record_[] | undefined;
  if (Array.isArray(options)) return options[0] as Json;
  if ('const' in schema) return schema.const!;
  if (choices) return sample(choices[0]!);
  if (type === 'string') return 'As it happened. '.repeat(Math.ceil(Number(minLength ?? 1) / 16)).trim();
  if (type === 'integer' || type === 'number') return Number(minimum ?? 0);
  if (type === 'boolean') return true;
  throw new Error(`Nothing comes to mind for ${JSON.stringify(schema)}.`);
}

function resolved({ schemas }: Pick<Api, 'schemas'>, schema: Record_): Record_ {
  const ref = schema.$ref;
  return typeof ref === 'string' ? resolved({ schemas }, schemas[ref.split('/').at(-1)!]!) : schema;
}

/** What stands at a JSON pointer. */
export function at(value: Json, pointer: string): Json {
  return pointer
    .split('/')
    .slice(1)
    .reduce<Json>(
      (part, name) => (part as Record_)[name.replaceAll('~1', '/').replaceAll('~0', '~')]!,
      value,
    );
}
