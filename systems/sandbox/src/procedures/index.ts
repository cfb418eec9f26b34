import type { Procedure } from '@finharbor/cases';
import { trackNames } from '../tracks.ts';
import { pilotAdmission } from './admission.ts';
import { pilotComplaint } from './complaint.ts';
import { pilotExit } from './exit.ts';
import { pilotAppeal, pilotChange, pilotExtension } from './requests.ts';

/** The procedures of the innovation pilot: admission by each track, and what is asked about projects. */
export const sandboxProcedures: readonly Procedure[] = [
  ...trackNames.map(pilotAdmission),
  ...[pilotExit, pilotExtension, pilotChange, pilotAppeal, pilotComplaint],
];
