import { join } from 'node:path';
import { type AccountStoreOptions, accessPolicy, aesGcmSealer } from '@finharbor/access';
import { systemRandom } from '@finharbor/kernel';
import type { ProcessConfig } from './config.ts';
import { loadSealingKey } from './files.ts';
import type { OwnAddress } from './own-address.ts';

type Security = Required<Pick<AccountStoreOptions, 'policy' | 'sealer' | 'site' | 'issuer'>>;

/** How long sessions last here, who needs a second factor, and what second factors are kept with. */
export function securityOf(config: ProcessConfig, { site }: OwnAddress): Security {
  const { idleMinutes, sessionHours, requireSecondFactor = [] } = config.access ?? {};
  const { idleMs, sessionMs } = accessPolicy;
  return {
    policy: {
      ...accessPolicy,
      requireSecondFactor,
      idleMs: idleMinutes === undefined ? idleMs : idleMinutes * 60_000,
      sessionMs: sessionHours === undefined ? sessionMs : sessionHours * 3_600_000,
    },
    sealer: aesGcmSealer(loadSealingKey(join(config.directory, 'sealing.key')), systemRandom),
    site,
    issuer: `${config.name.zh} ${config.name.en}`,
  };
}
