import type { HarborPort } from '@finharbor/financing/console';
import { loadPorts } from '@finharbor/harbor/console';
import { firstAsked } from './first-api.ts';

/** The data harbor as the screens about loans see it. */
export const harborPort: HarborPort = {
  parties: async () => (await loadPorts()).harborParties(),
  device: async (party) => (await loadPorts()).vouchedDevice(party),
  models: async () => (await loadPorts()).ownModels(),
  scoringContracts: async (lender) => (await loadPorts()).scoringContracts(lender),
  async stated(party) {
    const { body: place } = await firstAsked.getPlace({});
    if (!place.demo) return {};
    const { body: people } = await firstAsked.listDemoPeople({});
    return people.find(({ firm }) => firm && `firm:${firm.uscc}` === party)?.firm?.prefill ?? {};
  },
};
