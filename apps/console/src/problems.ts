import { accessErrors, factorErrors, outsideErrors } from '@finharbor/access/contract';
import { governanceErrors } from '@finharbor/access/governance';
import { personalErrors } from '@finharbor/access/personal-contract';
import { ledgerErrors } from '@finharbor/bookkeeping/contract';
import { caseworkErrors } from '@finharbor/casework/contract';
import { credentialErrors } from '@finharbor/credentials/contract';
import { deskErrors } from '@finharbor/desk/contract';
import { ethicsErrors } from '@finharbor/ethics/contract';
import { financingErrors } from '@finharbor/financing/contract';
import { harborErrors } from '@finharbor/harbor/contract';
import { commonErrors, paperErrors } from '@finharbor/kernel/contract';
import { sandboxErrors } from '@finharbor/sandbox/contract';
import { yuanErrors } from '@finharbor/yuan/contract';

/** What every error code is called, in both languages. */
export const problems = {
  ...commonErrors,
  ...paperErrors,
  ...accessErrors,
  ...factorErrors,
  ...governanceErrors,
  ...outsideErrors,
  ...personalErrors,
  ...deskErrors,
  ...harborErrors,
  ...financingErrors,
  ...ledgerErrors,
  ...caseworkErrors,
  ...ethicsErrors,
  ...sandboxErrors,
  ...yuanErrors,
  ...credentialErrors,
  'receipt.invalid': { title: { en: 'The receipt does not hold', zh: '凭证无效' } },
  'passkey.cancelled': { title: { en: 'The passkey was not used', zh: '未使用通行密钥' } },
};
