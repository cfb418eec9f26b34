import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { Bilingual, PaperDraft } from '@finharbor/kernel/http';
import type { AuditEvent, AuditQuery } from '../audit/event.ts';
import { paperTexts } from './texts.ts';

/** An excerpt before it is printed. */
export type Excerpt = {
  readonly language: PaperLanguage;
  readonly query: Omit<AuditQuery, 'party'>;
  readonly events: readonly AuditEvent[];
  /** Older events fit as well. */
  readonly hasMore: boolean;
  /** What an action is called; undefined for one that no route has any more. */
  readonly titleOf: (action: string) => Bilingual | undefined;
  /** Whose trail it is: names the excerpt together with its newest event. */
  readonly party: string;
};

type Section = PaperDraft['sections'][number];

/** Events of the trail as they are printed, with what was asked for: an excerpt that hides its filter proves nothing. */
export function auditPaper(excerpt: Excerpt): PaperDraft {
  const { language, events, party } = excerpt;
  const text = paperTexts[language].audit;
  return {
    language,
    title: text.title,
    isWide: true,
    reference: `${party} ${events.at(-1)?.seq ?? 0}-${events[0]?.seq ?? 0}`,
    sections: [askedFor(excerpt), { title: text.events, parts: [table(excerpt)] }],
  };
}

function askedFor({ language, query, events, hasMore }: Excerpt): Section {
  const text = paperTexts[language].audit;
  const instant = (atMs: number | undefined): string | undefined =>
    atMs === undefined ? undefined : paperInstant(atMs);
  const given = {
    ...query,
    outcome: query.outcome && text.outcomes[query.outcome],
    fromMs: instant(query.fromMs),
    untilMs: instant(query.untilMs),
  };
  const filters = (Object.keys(text.filter) as (keyof typeof text.filter)[]).flatMap((name) => {
    const value = given[name];
    return value === undefined ? [] : [[text.filter[name], value] as const];
  });
  const count = (hasMore ? text.shown : text.all).replace('{}', String(events.length));
  return {
    title: text.asked,
    parts: [
      paperFacts(language, [
        ...(filters.length > 0 ? filters : [[text.asked, text.everything] as const]),
        [text.count, count],
      ]),
    ],
  };
}

function table({ language, events, titleOf }: Excerpt): Section['parts'][number] {
  const text = paperTexts[language].audit;
  if (events.length === 0) return { kind: 'text', text: text.none };
  const action = (event: AuditEvent): string =>
    event.action === 'access.refused'
      ? text.refusedAction
      : (titleOf(event.action)?.[language] ?? event.action);
  const shares = [1.7, 1.5, 1.2, 1, 3.6];
  return {
    kind: 'table',
    columns: text.columns.map((title, at) => ({ title, share: shares[at]! })),
    rows: events.map((event) => [
      paperInstant(event.atMs),
      action(event),
      actorOf(event, language),
      outcomeOf(event, language),
      aboutOf(event),
    ]),
  };
}

function actorOf({ actor, actorName, party }: AuditEvent, language: PaperLanguage): string {
  const text = paperTexts[language].audit;
  if (actor === 'public') return text.nobody;
  if (actor.startsWith('key:')) return text.key.replace('{}', () => party);
  return `${actorName ?? text.gone} (${party})`;
}

function outcomeOf({ phase, code }: AuditEvent, language: PaperLanguage): string {
  const { outcomes } = paperTexts[language].audit;
  if (phase === 'begun') return outcomes.unknown;
  return code === null ? outcomes.done : `${outcomes.refused} ${code}`;
}

function aboutOf({ facts: { account, ...facts }, accountName, address }: AuditEvent): string {
  return [accountName ?? account ?? [], Object.values(facts), address ?? []].flat().join(' · ');
}
