import type { ProgramState } from '../course/state.ts';
import type { Program } from '../value/program.ts';
import { explainEscrow } from './explain-escrow.ts';
import { explainExchange } from './explain-exchange.ts';
import type { Line, Teller } from './line.ts';
import { sentencesEn } from './sentence-en.ts';
import type { SentenceWords } from './sentence-words.ts';
import { sentencesZh } from './sentence-zh.ts';
import type { Language } from './text.ts';
import { voiceOf } from './voice.ts';

const words: Readonly<Record<Language, SentenceWords>> = { en: sentencesEn, zh: sentencesZh };

/**
 * A program as sentences for who owns the money: what it is for, who may take it, on which conditions, until when, what becomes of the rest,
 * and how far it is.
 */
export function explain(program: Program, state: ProgramState, language: Language): readonly Line[] {
  const voice = voiceOf(program, language);
  const own = sentencesOf(language);
  const teller: Teller = { voice, words: own };
  return [
    { about: 'purpose', text: own.purpose(program.title[language]) },
    ...(program.kind === 'escrow' && state.kind === 'escrow' ? explainEscrow(program, state, teller) : []),
    ...(program.kind === 'exchange' && state.kind === 'exchange'
      ? explainExchange(program, state, teller)
      : []),
    { about: 'zone', text: own.zone(voice.zone) },
  ];
}

/** The sentences of a language. */
export function sentencesOf(language: Language): SentenceWords {
  return words[language];
}
