import type { Clock } from '@finharbor/kernel';
import type { Printer } from '@finharbor/kernel/http';
import { openPress } from '@finharbor/paper';
import type { ProcessConfig } from './config.ts';

/** A process's printer and its end. */
export type OpenPrinter = Printer & { readonly close: () => Promise<void> };

/** The printer of a process, in its party's name; its press starts with the first document. */
export function openPrinter({ name }: Pick<ProcessConfig, 'name'>, clock: Clock): OpenPrinter {
  const press = openPress();
  return { issuer: name, clock, press, close: press.close };
}
