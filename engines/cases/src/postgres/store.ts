import { gathered } from '@finharbor/kernel';
import { parsedOnce } from '@finharbor/kernel/database';
import { hanPairs, searchTerms } from '@finharbor/kernel/words';
import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';
import type { Published } from '../machine/state.ts';
import { nearestDueMs, nextAlarm } from '../machine/terms.ts';
import type { CaseChange, CaseStore, Due, DuePage, Job, NewCase, StoredCase } from '../store.ts';
import { batched } from './batched.ts';
import { catchUp } from './listed.ts';

/** Cases on PostgreSQL. What is asked for in one moment is read, and what is kept in one moment written, together. */
export function caseStore(db: Kysely<CasesTables>): CaseStore {
  const writer = batched<CaseChange, boolean>({
    most: 256,
    lanes: 2,
    keyOf: ({ before }) => before.id,
    work: (changes) => keep(db, changes),
  });
  const opener = batched<NewCase, StoredCase>({
    most: 256,
    lanes: 2,
    keyOf: ({ id }) => id,
    work: (wanted) => openAll(db, wanted),
  });
  const last = new Map<string, StoredCase>();
  const remembered = (stored: StoredCase): StoredCase => {
    last.delete(stored.id);
    last.set(stored.id, stored);
    if (last.size > remember) last.delete(last.keys().next().value!);
    return stored;
  };
  return {
    read: gathered((ids: readonly string[]) => readAll(db, ids)),
    recall: (id) => last.get(id),
    open: async (wanted) => remembered(await opener(wanted)),
    write: async (change) => {
      if (await writer(change)) return remembered(keptCase(change));
      last.delete(change.before.id);
      return undefined;
    },
    due: (nowMs, page) => dueCases(db, nowMs, page),
  };
}

/** Cases of which the last state is remembered. */
const remember = 1_000;

function keptCase({ before, after, subject, links }: CaseChange): StoredCase {
  const { seq, hash } = links.at(-1)!;
  return { ...before, subject, state: after, head: { revision: seq, hash } };
}

async function dueCases(
  db: Kysely<CasesTables>,
  nowMs: number,
  { most, after }: DuePage,
): Promise<readonly Due[]> {
  await catchUp(db);
  const rows = await db
    .selectFrom('case_listed')
    .select(['id', 'alarm_at_ms'])
    .where('alarm_at_ms', '<=', BigInt(nowMs))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(alarm_at_ms, id) > (${after!.alarmMs}::bigint, ${after!.id}::uuid)`),
    )
    .orderBy('alarm_at_ms')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id, alarm_at_ms }) => ({ id, alarmMs: Number(alarm_at_ms) }));
}

async function readAll(
  db: Kysely<CasesTables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredCase>> {
  const { rows } = await sql<Row>`${sql.raw(parsedOnce)}
    select id, number, revision, head, subject, snapshot from case_file where id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, storedCase(row)]));
}

type Row = {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly head: Uint8Array;
  readonly subject: string;
  readonly snapshot: unknown;
};

function storedCase({ id, number, revision, head, subject, snapshot }: Row): StoredCase {
  return { id, number, subject, head: { revision, hash: head }, state: snapshot as StoredCase['state'] };
}

/** Each change that finds its case as it was read is kept, with its events and jobs, and the others are not; in one statement. */
async function keep(db: Kysely<CasesTables>, changes: readonly CaseChange[]): Promise<readonly boolean[]> {
  const files = changes.map(({ before, after, subject, links }) => ({
    ...columnsOf(after),
    id: before.id,
    subject,
    was: before.head.revision,
    revision: before.head.revision + links.length,
    changed_at_ms: links.at(-1)!.atMs,
    head: hex(links.at(-1)!.hash),
  }));
  const events = changes.flatMap(({ before, links }) => links.map((link) => eventOf(before.id, link)));
  const jobs = changes.flatMap(({ before: { id }, jobs }) => jobs.map((job) => ({ id, job })));
  const found = foundBy(changes);
  const shown = shownOf(changes);
  // A case that has changed since it was read updates no row, and its events are not written then.
  const { rows } = await sql<{ readonly id: string }>`${sql.raw(parsedOnce)}
    with wanted as (select * from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as r(${sql.raw(fileColumns)}, was integer)),
    moved as (
      update case_file c set revision = w.revision, version = w.version, state = w.state, subject = w.subject, assignee = w.assignee, excluded = w.excluded,
        alongside = w.alongside, seats = w.seats, is_ended = w.is_ended, changed_at_ms = w.changed_at_ms, alarm_at_ms = w.alarm_at_ms, due_at_ms = w.due_at_ms,
        snapshot = w.snapshot, head = decode(w.head, 'hex')
      from wanted w where c.id = w.id and c.revision = w.was and c.forgotten_at_ms is null returning c.id),
    written as (${insertEvents(events)} join moved on moved.id = e.case_id),
    changed as (insert into case_changed (ids) select array_agg(id) from moved having count(*) > 0)
    ${jobs.length > 0 ? sql`, follows as (${insertJobs(jobs)})` : sql``}
    ${found.length > 0 ? sql`, found as (${insertFound(found)})` : sql``}
    ${shown.length > 0 ? sql`, shown as (${insertShown(shown)})` : sql``}
    select id from moved`.execute(db);
  const kept = new Set(rows.map(({ id }) => id));
  return changes.map(({ before }) => kept.has(before.id));
}

function insertJobs(jobs: readonly { readonly id: string; readonly job: Job }[]) {
  return sql`
    insert into case_outbox (jobs) select json_agg(j.job)
    from json_to_recordset(${JSON.stringify(jobs)}::json) as j(id uuid, job json) join moved on moved.id = j.id having count(*) > 0`;
}

async function openAll(db: Kysely<CasesTables>, wanted: readonly NewCase[]): Promise<readonly StoredCase[]> {
  const files = wanted.map(({ id, state, subject, head, prefix, year }) => ({
    ...columnsOf(state),
    ...{ id, subject, prefix, year, revision: head.revision, head: hex(head.hash) },
    procedure: state.procedure,
    ...{ applicant_party: state.applicant.party, applicant_account: state.applicant.account },
    ...{ opened_at_ms: state.openedAtMs, changed_at_ms: state.openedAtMs },
  }));
  const events = wanted.flatMap(({ id, links }) => links.map((link) => eventOf(id, link)));
  // One statement: the counter's row is locked until the cases that took numbers from it are there.
  const { rows } = await sql<{ readonly id: string; readonly number: string }>`${sql.raw(parsedOnce)}
    with wanted as (
      select *, row_number() over (partition by prefix, year order by id) as nth
      from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as r(${sql.raw(fileColumns)}, procedure text,
        applicant_party text, applicant_account text, opened_at_ms bigint, prefix text, year integer)
      where not exists (select from case_file f where f.id = r.id)),
    counted as (
      insert into case_number as n (prefix, year, last) select prefix, year, count(*) from wanted group by prefix, year order by prefix, year
      on conflict (prefix, year) do update set last = n.last + excluded.last
      returning prefix, year, last),
    opened as (
      insert into case_file (id, procedure, version, number, revision, state, subject, applicant_party, applicant_account, assignee, excluded,
        alongside, seats, is_ended, opened_at_ms, changed_at_ms, alarm_at_ms, due_at_ms, snapshot, head)
      select w.id, w.procedure, w.version,
        w.prefix || '-' || w.year || '-' || lpad((c.last - (count(*) over (partition by w.prefix, w.year)) + w.nth)::text, 6, '0'),
        w.revision, w.state, w.subject, w.applicant_party, w.applicant_account, w.assignee, w.excluded, w.alongside, w.seats, w.is_ended, w.opened_at_ms,
        w.changed_at_ms, w.alarm_at_ms, w.due_at_ms, w.snapshot, decode(w.head, 'hex')
      from wanted w join counted c on c.prefix = w.prefix and c.year = w.year
      on conflict (id) do nothing
      returning id, number, procedure),
    written as (${insertEvents(events)} join opened on opened.id = e.case_id),
    found as (insert into case_search (id, number, procedure, terms, codes) select id, number, procedure, '', '{}' from opened),
    changed as (insert into case_changed (ids) select array_agg(id) from opened having count(*) > 0)
    select id, number from opened`.execute(db);
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const others = wanted.filter(({ id }) => !numbers.has(id)).map(({ id }) => id);
  // Whoever asks again with the same id gets the case that is there.
  const there = others.length > 0 ? await readAll(db, others) : new Map<string, StoredCase>();
  return wanted.map(({ id, head, state, subject }) => {
    const number = numbers.get(id);
    return number === undefined ? there.get(id)! : { id, number, head, state, subject };
  });
}

/** What the cases whose subject changes are found by from then on. */
function foundBy(changes: readonly CaseChange[]) {
  return changes
    .filter(({ before, subject }) => before.subject !== subject)
    .map(({ before: { id, number, state }, subject }) => {
      const { words, initials, pinyin, codes } = searchTerms([subject]);
      const terms = ` ${words} ${initials} ${pinyin} `;
      return { id, number, procedure: state.procedure, terms, codes: [...codes, ...hanPairs(subject)] };
    });
}

function insertFound(found: ReturnType<typeof foundBy>) {
  return sql`
    insert into case_search (id, number, procedure, terms, codes) select f.id, f.number, f.procedure, f.terms, f.codes
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(id uuid, number text, procedure text, terms text, codes text[])
    join moved on moved.id = f.id
    on conflict (id) do update set terms = excluded.terms, codes = excluded.codes`;
}

/** What everybody may read from then on, of the cases where that changes. */
function shownOf(changes: readonly CaseChange[]) {
  return changes.flatMap(({ before: { id, number, state }, after: { published }, links }) =>
    published === null || published === state.published
      ? []
      : [{ ...shownAs(published), id, number, procedure: state.procedure, at_ms: links.at(-1)!.atMs }],
  );
}

function insertShown(shown: ReturnType<typeof shownOf>) {
  return sql`
    insert into case_public (id, number, procedure, title, facts, objection, terms, codes, published_at_ms)
    select p.id, p.number, p.procedure, p.title, p.facts, p.objection, p.terms, p.codes, p.at_ms
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb)
      as p(id uuid, number text, procedure text, title jsonb, facts jsonb, objection jsonb, terms text, codes text[], at_ms bigint)
    join moved on moved.id = p.id
    on conflict (id) do update set title = excluded.title, facts = excluded.facts, objection = excluded.objection,
      terms = excluded.terms, codes = excluded.codes, published_at_ms = excluded.published_at_ms`;
}

/** What is published of a case, and what it is found by: by nothing that it does not say. */
function shownAs({ title, facts, objection }: Published) {
  const said = [title.en, title.zh, ...facts.map(({ value }) => value)];
  const { words, initials, pinyin, codes } = searchTerms(said);
  return { title, facts, objection, terms: ` ${words} ${initials} ${pinyin} `, codes };
}

const fileColumns = `id uuid, revision integer, version integer, state text, subject text, assignee text, excluded text[], alongside text[], seats text[], is_ended boolean,
  changed_at_ms bigint, alarm_at_ms bigint, due_at_ms bigint, snapshot jsonb, head text`;

function columnsOf(state: StoredCase['state']) {
  return {
    version: state.version,
    state: state.state,
    assignee: state.assignee,
    excluded: state.excluded,
    alongside: state.alongside,
    seats: state.seats.filter(({ weight }) => weight > 0).map(({ account }) => account),
    is_ended: state.ended !== null,
    alarm_at_ms: nextAlarm(state.terms)?.atMs ?? null,
    due_at_ms: nearestDueMs(state),
    snapshot: state,
  };
}

function eventOf(
  caseId: string,
  { seq, atMs, audience, byWhom, body, salt, commitment, hash }: CaseChange['links'][number],
) {
  return {
    ...{ case_id: caseId, seq, at_ms: atMs, audience, by_whom: byWhom, body },
    ...{ salt: hex(salt), commitment: hex(commitment), hash: hex(hash) },
  };
}

function insertEvents(events: readonly ReturnType<typeof eventOf>[]) {
  return sql`
    insert into case_event (case_id, seq, at_ms, audience, by_whom, body, salt, commitment, hash)
    select e.case_id, e.seq, e.at_ms, e.audience, e.by_whom, e.body, decode(e.salt, 'hex'), decode(e.commitment, 'hex'), decode(e.hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(case_id uuid, seq integer, at_ms bigint, audience text, by_whom text,
      body jsonb, salt text, commitment text, hash text)`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
