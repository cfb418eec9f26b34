import { isDay } from '../value/moment.ts';
import type { ClauseWords } from './clause-words.ts';
import { weekdaysText } from './text.ts';

export const clausesEn: ClauseWords = {
  leaf: {
    who: ({ people }, voice) => `it is asked for by ${voice.people(people, 'or')}`,
    member: ({ groups }, voice) => `whoever asks belongs to ${voice.terms(groups)}`,
    where: ({ areas }, voice) => `it is paid in ${voice.terms(areas)}`,
    what: ({ categories }, voice) => `it pays for ${voice.terms(categories)}`,
    hours: (hours) => `it is ${hoursEn(hours)}`,
    atMost: ({ amount }, voice) => `a single payment is at most ${voice.money(amount)}`,
    from: ({ moment }, voice) => `it is ${voice.moment(moment)} or later`,
    until: ({ moment }, voice) => `it is ${isDay(moment) ? 'not after' : 'before'} ${voice.moment(moment)}`,
    milestone: ({ milestone, by }, voice) =>
      `“${milestone.title.en}” is confirmed by ${voice.people(by, 'or')}`,
    approval: ({ by, least }, voice) =>
      least < by.length
        ? `at least ${least} of ${voice.people(by, 'and')} have approved`
        : `it is approved by ${by.length > 1 ? 'all of ' : ''}${voice.people(by, 'and')}`,
  },
  not: {
    who: ({ people }, voice) => `it is not asked for by ${voice.people(people, 'or')}`,
    member: ({ groups }, voice) => `whoever asks does not belong to ${voice.terms(groups)}`,
    where: ({ areas }, voice) => `it is not paid in ${voice.terms(areas)}`,
    what: ({ categories }, voice) => `it does not pay for ${voice.terms(categories)}`,
    hours: (hours) => `it is not ${hoursEn(hours)}`,
  },
  all: (clauses) => `(${clauses.join(' and ')})`,
  any: (clauses) => `either ${clauses.join(', or ')}`,
};

type Hours = { readonly weekdays: readonly number[]; readonly from: string; readonly to: string };

function hoursEn({ weekdays, from, to }: Hours): string {
  const time = `between ${from} and ${to}`;
  return weekdays.length === 7 ? time : `${weekdaysText(weekdays, 'en')}, ${time}`;
}
