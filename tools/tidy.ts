import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { above, functionsOf, quantileAbove } from './tidy/sizes.ts';
import { type SourceFile, undocumented } from './tidy/source.ts';
import { packageNamed, packageOf, readTree, type Tree, target } from './tidy/tree.ts';

type Note = { readonly line: number; readonly message: string };
type Place = { readonly path: string; readonly file: SourceFile; readonly tree: Tree };

// The limits may be lowered, never raised.
const limits = { file: 600, medianFile: 150, function: 70, p95Function: 50, parameters: 3 };

/** Who may import whom, by directory of the package; the first row that fits the importer counts. */
const layers: readonly (readonly [importer: RegExp, imported: RegExp])[] = [
  [/^engines\/kernel$/, /^$/],
  [/^engines\/(link|evidence|access|ui)$/, /^engines\/kernel$/],
  [/^engines\/fusion$/, /^engines\/(kernel|link|evidence|access)$/],
  [/^engines\//, /^engines\/(kernel|link|evidence|access|ui)$/],
  [/^systems\//, /^engines\//],
  [/^apps\/cli$/, /^((engines|systems)\/|apps\/server$)/],
  [/^apps\//, /^(engines|systems)\//],
  [/^\.$/, /./],
];

const testCode = /\.test\.ts$|\/testing(-[^/]*)?(\.ts$|\/)|^(tests|bench|tools)\//;
const adapters =
  /^engines\/kernel\/src\/(clock|random)\.ts$|^engines\/ui\/src\/clock\.ts$|^apps\/[^/]+\/src\/config\.ts$/;
const ambient = /^(Date\.now|new Date|Math\.random|process\.env|Temporal\.Now)$/;
const reporter = 'tools/test/events.ts'; // node:test reads a reporter from the default export only
const elsewhere: readonly (readonly [what: string, sign: RegExp])[] = [
  ['path of one machine', /(?<![\w.~/-])\/(work|root|home)\//],
  ['registry host', /https?:\/\/[^\s/"']*(registry|npmjs|npmmirror|artifactory|verdaccio)/],
  ['shell to run a program', /\bshell: *true\b|\{[^}]*\bexec(Sync)?\b[^}]*\} from 'node:child_process'/],
];

/** The house rules that one file of code can break. */
const rules: Readonly<Record<string, (place: Place) => readonly Note[]>> = {
  parses: ({ file }) => file.errors,
  layers: eachImport((specifier, { path, tree }) => {
    const imported = packageNamed(tree, specifier)?.directory;
    if (imported === undefined || imported === packageOf(path)) return undefined;
    const allowed = layers.find(([importer]) => importer.test(packageOf(path)))?.[1];
    return allowed?.test(imported) ? undefined : `${packageOf(path)} must not import ${imported}`;
  }),
  surface: eachImport((specifier, { path, tree }) => {
    const to = specifier.startsWith('.') ? packageOf(target(path, specifier)) : packageOf(path);
    // The root's own code starts the programs in apps/, which have no surface to go through.
    const reaches = to !== packageOf(path) && !(packageOf(path) === '.' && to.startsWith('apps/'));
    if (reaches) return `"${specifier}" reaches into another package`;
    const owner = packageNamed(tree, specifier);
    return owner && !owner.specifiers.has(specifier)
      ? `${owner.name} does not export "${specifier}"`
      : undefined;
  }),
  declared: eachImport((specifier, { path, tree }) => {
    if (specifier.startsWith('.') || isBuiltin(specifier)) return undefined;
    const owner = tree.packages.get(packageOf(path));
    const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    const known = [owner?.name, ...(owner?.dependencies ?? [])];
    if (testCode.test(path))
      known.push(...(owner?.devDependencies ?? []), ...(tree.packages.get('.')?.devDependencies ?? []));
    // The root is no package that anyone installs: its code may use every package of the repository.
    if (owner?.directory === '.' && packageNamed(tree, specifier)) return undefined;
    return known.includes(name) ? undefined : `${name} is not in the dependencies of ${owner?.name}`;
  }),
  extension: eachImport((specifier) =>
    /^\..*(?<!\.tsx?)$/.test(specifier) ? `"${specifier}" must end in .ts` : undefined,
  ),
  domain: eachImport((specifier, { path }) =>
    path.endsWith('/domain.ts') && isBuiltin(specifier) ? `domain.ts imports ${specifier}` : undefined,
  ),
  file: ({ file }) => above(limits.file, [{ line: 1, size: file.lines, what: 'the file: lines' }]),
  function: ({ file }) =>
    above(
      limits.function,
      functionsOf(file).map(({ name, line, lines }) => ({ line, size: lines, what: `${name}: lines` })),
    ),
  parameters: ({ file }) =>
    above(
      limits.parameters,
      file.functions.map(({ name, line, parameters: size }) => ({ line, size, what: `${name}: parameters` })),
    ),
  ambient: ({ path, file }) =>
    testCode.test(path) || adapters.test(path)
      ? []
      : file.ambient
          .filter(({ name }) => ambient.test(name))
          .map(({ name, line }) => ({
            line,
            message: `${name} belongs in an adapter; take it as a parameter`,
          })),
  named: ({ path, file }) =>
    file.exports
      .filter(({ name }) => (name === 'default' && path !== reporter) || (name === '*' && isIndex(path)))
      .map(({ name, line }) => ({ line, message: `exports ${name}; export by name` })),
  docstring: ({ path, tree }) =>
    isIndex(path)
      ? undocumented(tree.sources, path).map(({ name, line }) => ({
          line,
          message: `${name} has no docstring`,
        }))
      : [],
};

/** Every broken rule in the tree, as `path:line rule message`. A tree without code is broken as such. */
export function tidy(tree: Tree): readonly string[] {
  if (tree.sources.size === 0) return ['.:1 files no file of code was read'];
  const inCode = [...tree.sources].flatMap(([path, file]) =>
    Object.entries(rules).flatMap(([rule, check]) =>
      check({ path, file, tree }).map(({ line, message }) => `${path}:${line} ${rule} ${message}`),
    ),
  );
  const inText = [...tree.texts].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      const found = elsewhere.filter(([, sign]) => sign.test(line));
      return found.map(([what]) => `${path}:${index + 1} elsewhere ${what}`);
    }),
  );
  const files = [...tree.sources.values()].map(({ lines }) => lines);
  const functions = [...tree.sources.values()].flatMap(functionsOf).map(({ lines }) => lines);
  return [
    ...inCode,
    ...inText,
    ...quantileAbove(limits.medianFile, { share: 0.5, what: 'files', sizes: files }),
    ...quantileAbove(limits.p95Function, { share: 0.95, what: 'functions', sizes: functions }),
  ];
}

function eachImport(
  fault: (specifier: string, place: Place) => string | undefined,
): (place: Place) => readonly Note[] {
  return (place) =>
    place.file.imports.flatMap(({ specifier, line }) => {
      const message = fault(specifier, place);
      return message ? [{ line, message }] : [];
    });
}

function isIndex(path: string): boolean {
  return path.endsWith('/index.ts');
}

if (import.meta.main) {
  const tree = readTree(dirname(import.meta.dirname));
  const findings = tidy(tree);
  for (const finding of findings) process.stdout.write(`${finding}\n`);
  process.stdout.write(`${tree.sources.size} files of code read, ${findings.length} findings\n`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
