import type { ProgramState } from '../course/state.ts';
import { type Condition, conditionsOfKind } from '../value/condition.ts';
import { conditionsOf, type Program } from '../value/program.ts';
import { clausesOf } from './clause.ts';
import type { SentenceWords } from './sentence-words.ts';
import type { Voice } from './voice.ts';

/** One sentence and what it is about; a `condition` belongs to the sentence before it. */
export type Line = {
  readonly about:
    | 'purpose'
    | 'money'
    | 'payment'
    | 'condition'
    | 'fee'
    | 'refund'
    | 'end'
    | 'progress'
    | 'zone';
  readonly text: string;
};

/** Who tells: the language's words, and the program's names in it. */
export type Teller = { readonly voice: Voice; readonly words: SentenceWords };

/** What a condition asks for, a line each. */
export function conditionLines(condition: Condition, { voice, words }: Teller): readonly Line[] {
  return clausesOf(condition, voice).map((clause) => ({ about: 'condition', text: words.condition(clause) }));
}

/** Which milestones are confirmed, and what is approved, by whom. */
export function wordLines(program: Program, state: ProgramState, { voice, words }: Teller): readonly Line[] {
  const milestones = [...conditionsOf(program).values()].flatMap(({ condition }) =>
    conditionsOfKind(condition, 'milestone').map(({ milestone }) => milestone),
  );
  const titles = new Map(milestones.map(({ code, title }) => [code, title[voice.language]]));
  const confirmed = Object.entries(state.confirmed).map(([code, by]) =>
    words.confirmed(titles.get(code) ?? code, voice.people(by, 'and')),
  );
  const approved = Object.entries(state.approved).map(([of, by]) =>
    words.approved(subjectTitle(program, of, { voice, words }), voice.people(by, 'and')),
  );
  return [...confirmed, ...approved].map((text) => ({ about: 'progress', text }));
}

/** What an approval or a refusal is about: the title of a release, the refund, the settlement. */
export function subjectTitle(program: Program, of: string, { voice, words }: Teller): string {
  if (of === 'refund' || of === 'settlement') return words.subject[of];
  const release = program.kind === 'escrow' ? program.releases.find(({ name }) => name === of) : undefined;
  return release?.title[voice.language] ?? of;
}
