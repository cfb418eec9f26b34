import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { stampOf } from '../sources/stamp.ts';
import { browserOnly } from './browser-only.ts';
import { leanZod } from './lean-zod.ts';
import { paintOnce } from './paint-once.ts';

const sources = [
  'engines/*/src/**/*.{ts,tsx,css}',
  'systems/*/{src,console}/**/*.{ts,tsx}',
  'apps/console/{index.html,public/**,src/**}',
  '{engines,systems,apps}/*/package.json',
  'tools/console/*.ts',
  'package-lock.json',
];
/**
 * What the first page needs all of, and the helper by which everything else is loaded: together it is two kilobytes smaller than in the pieces
 * that sharing would cut it into. Lists that are
 * read page by page, and several questions at once, come with the screens that ask so.
 */
const base =
  /^(?!.*(?:queriesObserver|useQueries|nfiniteQueryObserver|useInfiniteQuery)\.js).*node_modules\/(react|react-dom|scheduler|zod|@tanstack\/(router-core|react-router|history|store|react-store|query-core|react-query))\/|^\0(?:vite\/preload-helper|rolldown\/runtime)/;
const stampName = '.stamp';

/** Builds apps/console/dist, unless it was built from the same sources. Two that build at once both end with a whole folder. */
export async function buildConsole(root: string, log: (line: string) => void): Promise<void> {
  const dist = join(root, 'apps/console/dist');
  const stamp = stampOf(root, sources);
  if (existsSync(join(dist, stampName)) && readFileSync(join(dist, stampName), 'utf8') === stamp) return;
  log('Building the console …');
  const fresh = join(root, 'apps/console', `.dist-${process.pid}`);
  try {
    await bundle(root, fresh);
    compressAll(fresh);
    writeFileSync(join(fresh, stampName), stamp);
    replace(dist, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function bundle(root: string, outDir: string): Promise<void> {
  const [{ build }, { default: react }, { default: tailwind }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
    import('@tailwindcss/vite'),
  ]);
  await build({
    root: join(root, 'apps/console'),
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [browserOnly(), leanZod(), paintOnce(), react(), tailwind()],
    resolve: { conditions: ['finharbor-source', 'browser', 'module', 'import', 'default'] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      // What each screen needs, listed beforehand for all of them, would be two kilobytes of the first page.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_file, needed, { hostType }) => (hostType === 'html' ? needed : []),
      },
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: base }] } } },
    },
  });
}

/** Beside each text file its gzip and brotli forms, so that no request has to wait for them. */
function compressAll(folder: string): void {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
  for (const file of globSync('**/*.{js,css,html,svg}', { cwd: folder })) {
    const path = join(folder, file);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
  }
}

function replace(dist: string, fresh: string): void {
  const old = `${dist}.old-${process.pid}`;
  mkdirSync(dist, { recursive: true });
  renameSync(dist, old);
  try {
    renameSync(fresh, dist);
  } catch (error) {
    // Another build of the same sources came in between: its folder is as good.
    if (!existsSync(join(dist, stampName))) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}
