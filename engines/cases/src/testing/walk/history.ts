import assert from 'node:assert/strict';
import { chinaCalendar } from '../../calendar/calendar.ts';
import { brokenAt } from '../../chain.ts';
import type { Procedure } from '../../definition/procedure.ts';
import { evolve, unopened } from '../../machine/evolve.ts';
import type { HeardEvent } from '../../machine/hearers.ts';
import type { Audience, CaseEvent, CaseState, Doer, Person } from '../../machine/state.ts';
import { isFor, seatOf, standingOf } from '../../machine/who.ts';
import type { StoredCase } from '../../store.ts';
import type { TestCases } from '../test-cases.ts';
import type { Model } from './model.ts';
import { sees } from './stands.ts';

/** A case when all is over: as it is kept, as the model has it, and the people around it. */
export type Ending = {
  /** As it ended. */
  readonly spec: Procedure;
  /** As it began. */
  readonly first: Procedure;
  readonly cases: TestCases;
  readonly people: readonly Person[];
  readonly kept: StoredCase;
  readonly model: Model;
};

/** Fails where the history of a case has a gap, makes another case than is kept, shows somebody too much, or began a job twice or never. */
export async function checkHistory(ending: Ending): Promise<void> {
  const { cases, kept } = ending;
  const rows = await cases.database.db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', kept.id)
    .orderBy('seq')
    .execute();
  const links = rows.map((row) => ({ ...row, atMs: Number(row.at_ms), byWhom: row.by_whom }));
  assert.equal(brokenAt(kept.id, links, kept.head.hash), undefined);
  const events = rows.map(({ audience, body }) => ({ ...(body as object), audience }) as CaseEvent);
  assert.deepEqual(replayed(ending, links, events), kept.state, 'the events make another case');
  checkLetters(ending, events);
  checkSight(ending, links, events);
  checkJobs(ending, events);
}

/** A step that writes a letter has written one, in both languages. */
function checkLetters({ spec: last, first }: Ending, events: readonly CaseEvent[]): void {
  let spec = first;
  for (const event of events) {
    if (event.type === 'migrated') spec = last;
    if (event.type !== 'stepped') continue;
    const { letter } = event;
    assert.equal(letter !== undefined, spec.steps[event.step]!.letter !== undefined, event.step);
    for (const { en, zh } of letter ? [letter.title, ...letter.paragraphs] : [])
      assert.ok(en.trim() !== '' && zh.trim() !== '' && !/undefined|null/.test(en + zh), `${en} ${zh}`);
  }
}

type Written = readonly { readonly byWhom: string | null; readonly atMs: number }[];

function replayed(
  { spec: last, first, kept, people }: Ending,
  links: Written,
  events: readonly CaseEvent[],
): CaseState {
  let spec = first;
  const start = unopened(first, kept.state.applicant, kept.state.openedAtMs);
  return events.reduce((state, event, at) => {
    const { byWhom, atMs } = links[at]!;
    if (event.type === 'migrated') spec = last;
    const by: Doer = byWhom === 'clock' ? byWhom : people.find(({ account }) => account === byWhom)!;
    const after = evolve(spec, state, { event, by, moment: { atMs, calendar: chinaCalendar } });
    // As it is kept: without what JSON has no word for.
    return JSON.parse(JSON.stringify(after)) as CaseState;
  }, start);
}

function checkSight(
  { spec, kept, model, people }: Ending,
  links: Written,
  events: readonly CaseEvent[],
): void {
  const isBlind = Object.values(spec.states).some(({ panel }) => panel?.isBlind);
  for (const [at, event] of events.entries()) {
    const by = people.find(({ account }) => account === links[at]!.byWhom);
    // Guests of the office have nothing to do with a case but a seat.
    if (isBlind && event.type === 'commented' && by?.party === spec.office && by.roles.includes('guest'))
      assert.match(event.audience, /^seat:/, `${by.account} gave themselves away`);
  }
  for (const who of people) {
    const standing = standingOf(spec, kept.state, who);
    const sight = sees(spec, model, who);
    assert.equal(standing === 'none' ? 'nothing' : standing, sight, who.account);
    for (const [at, event] of events.entries()) {
      const isShown = isFor(event.audience as Audience, standing, seatOf(kept.state, who));
      if (sight === 'nothing') assert.ok(!isShown, 'somebody sees a case that is not theirs');
      if (sight === 'office') assert.ok(isShown);
      const isOwn = links[at]!.byWhom === who.account;
      if (isBlind && event.type === 'opined' && sight !== 'office')
        assert.equal(isShown, sight === 'seat' && isOwn, `${who.account} and a blind opinion`);
      if (isShown && event.type === 'commented' && event.audience.startsWith('seat:'))
        assert.ok(sight === 'office' || isOwn, `${who.account} and what a blind seat says`);
      if (['assigned', 'seated', 'excluded'].includes(event.type) && sight !== 'office') assert.ok(!isShown);
    }
  }
}

function checkJobs({ kept, model, cases }: Ending, events: readonly CaseEvent[]): void {
  const own = cases.jobs.filter(({ key }) => key.startsWith(`${kept.id}/`));
  assert.equal(new Set(own.map(({ key }) => key)).size, own.length, 'a job was begun twice');
  assert.equal(own.filter(({ task }) => task === 'case-effect').length, model.effects, 'effects');
  for (const { task, payload } of own) {
    if (task !== 'case-notice') continue;
    const { event, to, seq } = payload as {
      readonly event: HeardEvent;
      readonly seq: number;
      readonly to: readonly { readonly account?: string }[];
    };
    assert.ok(seq <= events.length && events.some(({ type }) => type === event.type), 'a notice of nothing');
    const isTold = to.some(({ account }) => account === kept.state.applicant.account);
    if (event.audience !== 'all') assert.ok(!isTold, 'the applicant is told what the office says to itself');
    if (event.type === 'seated') assert.equal(to.length, 1, 'a seat is told of another');
    const said = Object.keys(event).filter((name) => !['type', 'audience', 'to', 'term'].includes(name));
    assert.deepEqual(said, [], 'a notice says more than what it is of');
  }
}
