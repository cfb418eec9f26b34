import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '@finharbor/kernel';
import { secretFile } from '../postgres/secret.ts';

/** The password of a demonstration's account at a process with this folder; made and kept beside the party's keys at first. */
export function ensurePassword(directory: string, login: string): string {
  return secretFile(pathOf(directory, login), systemRandom);
}

/** The password of a demonstration's account that exists. */
export function passwordOf(directory: string, login: string): string {
  return readFileSync(pathOf(directory, login), 'utf8').trim();
}

function pathOf(directory: string, login: string): string {
  return join(directory, `${login}.password`);
}
