import { dirname, join } from 'node:path';
import { type Comment, type Program, parseSync } from 'oxc-parser';

/** Something in a file, with the line it starts on. */
export type At<Facts> = Facts & { readonly line: number };

/** A function with a body. `isSuite` marks the callback of a `describe`, which is a list of tests and no function. */
export type FunctionFacts = {
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
  readonly isSuite: boolean;
};

/** One exported name. `from` and `source` say where a name comes from that is not declared here. */
export type ExportFacts = { readonly name: string; readonly source: string; readonly from?: string };

/** What the house rules ask about one file of code. */
export type SourceFile = {
  readonly lines: number;
  readonly errors: readonly At<{ readonly message: string }>[];
  readonly imports: readonly At<{ readonly specifier: string }>[];
  /** `default` and `*` are names too. */
  readonly exports: readonly At<ExportFacts>[];
  /** Names declared at the top with a docstring. */
  readonly documented: ReadonlySet<string>;
  readonly functions: readonly At<FunctionFacts>[];
  /** What is reached for outside of any import: `Date.now`, `new Date`, `process.env` … */
  readonly ambient: readonly At<{ readonly name: string }>[];
};

type Node = { readonly type: string; readonly start: number; readonly end: number } & Record<string, unknown>;
type Facts = {
  functions: At<FunctionFacts>[];
  ambient: At<{ name: string }>[];
  imports: SourceFile['imports'][number][];
};

/** Reads one file of TypeScript or JavaScript. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(path, text);
  const lineAt = lineCounter(text);
  const facts: Facts = { functions: [], ambient: [], imports: [] };
  walk(program as unknown as Node, (node, parents) => collect(node, parents, { facts, lineAt }));
  const imported = new Map(
    module.staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.map(({ localName, importName }) => [
        localName.value,
        { from: moduleRequest.value, source: importName.name ?? 'default' },
      ]),
    ),
  );
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ start, exportName, importName, localName, moduleRequest }) => {
      const name = exportName.name ?? (exportName.kind === 'Default' ? 'default' : '*');
      const local = localName.name ?? name;
      const origin = moduleRequest
        ? { from: moduleRequest.value, source: importName.name ?? '*' }
        : (imported.get(local) ?? { source: local });
      return { name, line: lineAt(start), ...origin };
    }),
  );
  return {
    lines: lineAt(text.length) - (text.endsWith('\n') ? 1 : 0),
    errors: errors.map(({ message, labels }) => ({ message, line: lineAt(labels[0]?.start ?? 0) })),
    documented: documentedNames(program, comments, text),
    exports,
    ...facts,
  };
}

/** The exports of one file that have no docstring where they are declared, however often they are passed on. */
export function undocumented(
  sources: ReadonlyMap<string, SourceFile>,
  path: string,
): readonly At<{ readonly name: string }>[] {
  const isDocumented = (at: string, name: string): boolean => {
    const file = sources.get(at);
    const found = file?.exports.find((one) => one.name === name);
    // Another package's names are that package's to document.
    if (found?.from !== undefined)
      return found.from.startsWith('.') ? isDocumented(join(dirname(at), found.from), found.source) : true;
    return file?.documented.has(found?.source ?? name) ?? false;
  };
  const named = sources.get(path)?.exports.filter(({ name }) => name !== '*') ?? [];
  return named.filter(({ name }) => !isDocumented(path, name));
}

function collect(
  node: Node,
  parents: readonly Node[],
  { facts, lineAt }: { readonly facts: Facts; readonly lineAt: (offset: number) => number },
): void {
  const line = lineAt(node.start);
  const specifier = (node.source as Node | null | undefined)?.value;
  if (typeof specifier === 'string' && /^(Import|Export|TSImportType)/.test(node.type))
    facts.imports.push({ specifier, line });
  const name = ambientName(node);
  if (name) facts.ambient.push({ name, line });
  if (!node.body || !Array.isArray(node.params)) return;
  const parent = parents.at(-1);
  facts.functions.push({
    name: nameOf(node) ?? (parent && nameOf(parent)) ?? 'a function',
    line,
    lines: lineAt(node.end) - line + 1,
    parameters: node.params.length,
    isSuite:
      parent?.type === 'CallExpression' && /^(describe|suite)$/.test(String((parent.callee as Node).name)),
  });
}

function ambientName({ type, object, property, callee }: Node): string | undefined {
  if (type === 'NewExpression') return (callee as Node).name === 'Date' ? 'new Date' : undefined;
  if (type !== 'MemberExpression' || (object as Node).type !== 'Identifier') return undefined;
  return `${(object as Node).name}.${(property as Node).name}`;
}

function nameOf(node: Node): string | undefined {
  const named = (node.id ?? node.key) as Node | null | undefined;
  return typeof named?.name === 'string' ? named.name : undefined;
}

function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void {
  visit(node, parents);
  const inner = [...parents, node];
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child !== null && typeof child === 'object' && 'type' in child) walk(child as Node, visit, inner);
}

function documentedNames(program: Program, comments: readonly Comment[], text: string): ReadonlySet<string> {
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const isDocumented = ({ start }: { start: number }): boolean =>
    docs.some((doc) => doc.end <= start && /^(\s|\/\/.*\n)*$/.test(text.slice(doc.end, start)));
  return new Set((program.body as unknown as Node[]).filter(isDocumented).flatMap(declaredNames));
}

function declaredNames(statement: Node): readonly string[] {
  const declaration = (statement.declaration ?? statement) as Node;
  const declarators = (declaration.declarations as Node[] | undefined) ?? [declaration];
  return declarators.flatMap((node) => nameOf(node) ?? []);
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0, ...text.matchAll(/\n/g).map((match) => match.index + 1)];
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
