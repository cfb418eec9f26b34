import type { HelpTexts } from './help.ts';

const bounds = [
  'Bounds',
  'Beyond the warning the board is told; beyond the hard bound the project may be suspended at once.',
] as const;

/** Help of the screens of the innovation pilot. */
export const pilotHelp: HelpTexts = {
  '/pilots': {
    purpose: 'The projects of the innovation pilot, where each stands, and how long it is still tested.',
    steps: [
      'Search, or choose a stage, a track, a batch.',
      'Open a project by its number.',
      'As an institution: begin a declaration by the rules of a track.',
    ],
  },
  '/pilots/$number': {
    purpose: 'One project: what is missing and by when, how it is watched, what is on record.',
    steps: [
      'See which of the nine parts are done, and what is due next.',
      'Report indicators by hand or by file, and put disclosures, data, models and compensation on record.',
      'Ask for the exit, a longer time, a change, or appeal: each is a case.',
      'At the office: agree on indicators, answer alerts, review models; as the supervisor, suspend or stop.',
    ],
    words: [
      bounds,
      ['Version', 'A record that is put again is its next version: those before stay, and are compared.'],
    ],
  },
  '/pilots/office': {
    purpose: 'What the office of the pilot works from.',
    steps: [
      'Choose a batch: its declarations stand by where they are, with the days used and left.',
      'Open a declaration: its steps are done in its case.',
      'Show comments of the public with an answer, or hide them.',
      'See projects by stage and track, alerts, and what is late.',
    ],
    words: [['Panel', 'Whether it is named and has spoken; who said what stands in the case alone.']],
  },
};
