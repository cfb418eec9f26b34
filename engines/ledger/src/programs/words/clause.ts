import type { Condition, Fact, Leaf } from '../value/condition.ts';
import { clausesEn } from './clause-en.ts';
import type { ClauseWords } from './clause-words.ts';
import { clausesZh } from './clause-zh.ts';
import type { Language } from './text.ts';
import type { Voice } from './voice.ts';

const words: Readonly<Record<Language, ClauseWords>> = { en: clausesEn, zh: clausesZh };

/** A condition as a clause, without a full stop. */
export function clauseOf(condition: Condition, voice: Voice): string {
  const own = words[voice.language];
  switch (condition.kind) {
    case 'all':
    case 'any':
      return own[condition.kind](condition.of.map((part) => clauseOf(part, voice)));
    case 'not':
      return (own.not[condition.of.kind] as (fact: Fact, voice: Voice) => string)(condition.of, voice);
    default:
      return (own.leaf[condition.kind] as (leaf: Leaf, voice: Voice) => string)(condition, voice);
  }
}

/** What a condition asks for as separate clauses: the parts of an `all`, or the condition itself. */
export function clausesOf(condition: Condition, voice: Voice): readonly string[] {
  const parts = condition.kind === 'all' ? condition.of : [condition];
  return parts.map((part) => clauseOf(part, voice));
}
