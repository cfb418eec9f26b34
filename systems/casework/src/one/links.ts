import type { RouteLink } from '@finharbor/kernel/contract';

const id = { id: '/id' } as const;

/** Where a case leads: whoever has read one needs nothing but these to go on with it. */
export const caseLinks: Readonly<Record<string, RouteLink>> = {
  case: { to: 'GET /cases/:id', parameters: id, description: 'The case as it is now' },
  events: { to: 'GET /cases/:id/events', parameters: id, description: 'What happened to it' },
  procedure: {
    to: 'GET /procedures/:name',
    parameters: { name: '/procedure/name', version: '/procedure/version' },
    description: 'Its procedure in the version of the case, with the JSON Schema of each form',
  },
  step: {
    to: 'POST /cases/:id/steps/:step',
    parameters: { ...id, step: '/steps/0/name' },
    each: '/steps',
    description: 'A step that is open to you; where it names a form, fill in `form` by its JSON Schema',
  },
  opinion: {
    to: 'POST /cases/:id/opinion',
    parameters: id,
    description: 'Where may.opine names a form, fill in `form` by its JSON Schema',
  },
  comment: { to: 'POST /cases/:id/comments', parameters: id },
};
