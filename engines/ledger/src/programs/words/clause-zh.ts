import { isDay } from '../value/moment.ts';
import type { ClauseWords } from './clause-words.ts';
import { weekdaysText } from './text.ts';

export const clausesZh: ClauseWords = {
  leaf: {
    who: ({ people }, voice) => `由${voice.people(people, 'or')}申请`,
    member: ({ groups }, voice) => `申请人属于${voice.terms(groups)}`,
    where: ({ areas }, voice) => `支付地点在${voice.terms(areas)}`,
    what: ({ categories }, voice) => `用于支付${voice.terms(categories)}`,
    hours: (hours) => `时间在${hoursZh(hours)}`,
    atMost: ({ amount }, voice) => `单笔支付不超过${voice.money(amount)}`,
    from: ({ moment }, voice) => `自${voice.moment(moment)}起`,
    until: ({ moment }, voice) => `在${voice.moment(moment)}${isDay(moment) ? '（含当日）' : ''}之前`,
    milestone: ({ milestone, by }, voice) => `“${milestone.title.zh}”已经${voice.people(by, 'or')}确认`,
    approval: ({ by, least }, voice) =>
      least < by.length
        ? `${voice.people(by, 'and')}中至少${least}方同意`
        : `${voice.people(by, 'and')}${by.length > 1 ? '均已' : '已'}同意`,
  },
  not: {
    who: ({ people }, voice) => `申请人不是${voice.people(people, 'or')}`,
    member: ({ groups }, voice) => `申请人不属于${voice.terms(groups)}`,
    where: ({ areas }, voice) => `支付地点不在${voice.terms(areas)}`,
    what: ({ categories }, voice) => `不用于支付${voice.terms(categories)}`,
    hours: (hours) => `时间不在${hoursZh(hours)}`,
  },
  all: (clauses) => `（${clauses.join('，且')}）`,
  any: (clauses) => `符合以下之一：${clauses.join('；或者')}`,
};

type Hours = { readonly weekdays: readonly number[]; readonly from: string; readonly to: string };

function hoursZh({ weekdays, from, to }: Hours): string {
  return `${weekdays.length === 7 ? '每日' : `${weekdaysText(weekdays, 'zh')}的`}${from}至${to}`;
}
