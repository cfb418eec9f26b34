import { accessErrors } from '@finharbor/access/contract';
import { financingErrors } from '@finharbor/financing/contract';
import { harborErrors } from '@finharbor/harbor/contract';
import { commonErrors } from '@finharbor/kernel/contract';

/** What every error code is called, in both languages. */
export const problems = { ...commonErrors, ...accessErrors, ...harborErrors, ...financingErrors };
