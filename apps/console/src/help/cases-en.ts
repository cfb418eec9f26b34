import type { HelpTexts } from './help.ts';

/** What the pages of cases are for. */
export const caseHelp: HelpTexts = {
  '/cases': {
    purpose: 'What you applied for, and what waits for you or your office.',
    steps: [
      'Choose a queue: what is due first stands above.',
      'Press a count to see only those, and keep a filter you use under a name.',
      'At the office: take the next, or choose several and give them to somebody.',
      'Open a case, or begin one.',
    ],
  },
  '/cases/new': {
    purpose: 'What you can apply for here.',
    steps: ['Read how it goes and what is asked for.', 'Begin: nothing is sent before you say so.'],
  },
  '/cases/$id': {
    purpose: 'One case: where it stands, what is to be done and by when.',
    steps: [
      'Attach the documents that are asked for; what they are is told by their content.',
      'Fill in the form of the step that is yours, and send it. It is saved as you go: come back on any device.',
      'Follow the terms: the promised day, and the latest.',
      'Comment, or read what has happened.',
      'Years after its end its contents are deleted: number, states, times and hashes remain, for the office.',
    ],
  },
  '/public-cases': {
    purpose: 'What was decided here, for everybody to read.',
    steps: ['Look a case up by its number, or by words of it.'],
  },
  '/public-cases/$number': {
    purpose: 'One published case.',
    steps: ['Read it, and object to it until the day it says.'],
  },
  '/procedures/$name': {
    purpose: 'How a procedure goes: steps, terms, forms and documents.',
    steps: ['Look up who does what, and within how many business days.'],
  },
};
