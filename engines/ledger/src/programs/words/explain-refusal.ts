import type { Refusal, Unmet } from '../course/refusal.ts';
import type { Program } from '../value/program.ts';
import { clauseOf } from './clause.ts';
import { sentencesOf } from './explain.ts';
import { subjectTitle } from './line.ts';
import { refusalsEn } from './refusal-en.ts';
import type { RefusalWords } from './refusal-words.ts';
import { refusalsZh } from './refusal-zh.ts';
import type { Language } from './text.ts';
import { type Voice, voiceOf } from './voice.ts';

const words: Readonly<Record<Language, RefusalWords>> = { en: refusalsEn, zh: refusalsZh };

/** Why an event was refused, in sentences: the reason and, where conditions do not hold, each of those. */
export function explainRefusal(program: Program, refusal: Refusal, language: Language): readonly string[] {
  const voice = voiceOf(program, language);
  const own = words[language];
  if (refusal.reason !== 'unmet')
    return [(own[refusal.reason] as (refusal: Refusal, voice: Voice) => string)(refusal, voice)];
  const sentences = sentencesOf(language);
  const subject = subjectTitle(program, refusal.of, { voice, words: sentences });
  const clauses = unmetParts(refusal.unmet).map(({ condition }) => clauseOf(condition, voice));
  return [own.unmet(subject), ...clauses.map((clause) => sentences.condition(clause))];
}

function unmetParts(unmet: Unmet): readonly Unmet[] {
  return unmet.condition.kind === 'all' ? unmet.parts.flatMap(unmetParts) : [unmet];
}
