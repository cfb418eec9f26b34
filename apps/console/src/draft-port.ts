import { loadDeskPorts } from '@finharbor/desk/console';
import type { DraftPort } from '@finharbor/harbor/console';

/** The desk keeps the drafts of the harbor's forms. */
export const draftPort: DraftPort = {
  draft(form, read) {
    const store = async () => (await loadDeskPorts()).draftStore(form, read);
    return {
      load: async () => (await store()).load(),
      keep: async (value) => (await store()).keep(value),
      forget: async () => (await store()).forget(),
    };
  },
};
