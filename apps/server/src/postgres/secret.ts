import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Random } from '@finharbor/kernel';

/**
 * The secret kept in a file only its owner can read (mode 0600): 24 random bytes in base64url, made on first use.
 * Of several processes asking at once all get the same one.
 */
export function secretFile(path: string, random: Random): string {
  const found = read(path);
  if (found !== undefined) return found;
  const draft = `${path}.${Buffer.from(random.bytes(6)).toString('hex')}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${Buffer.from(random.bytes(24)).toString('base64url')}\n`);
    fsyncSync(descriptor);
    // link, unlike rename, keeps the secret of whoever came first.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(descriptor);
    rmSync(draft, { force: true });
  }
  return read(path)!;
}

function read(path: string): string | undefined {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    chmodSync(path, 0o600);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
