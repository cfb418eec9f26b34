import type { HarborPort } from '@finharbor/financing/console';
import { harborParties, ownModels, scoringContracts, vouchedDevice } from '@finharbor/harbor/console';
import { access } from './api.ts';

/** The data harbor as the screens about loans see it. */
export const harborPort: HarborPort = {
  parties: harborParties,
  device: vouchedDevice,
  models: ownModels,
  scoringContracts,
  async stated(party) {
    const { body: place } = await access.getPlace({});
    if (!place.demo) return {};
    const { body: people } = await access.listDemoPeople({});
    return people.find(({ firm }) => firm && `firm:${firm.uscc}` === party)?.firm?.prefill ?? {};
  },
};
