import { likeText } from '@finharbor/kernel/words';
import type { Selectable, SelectQueryBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { SandboxContext, Tables } from '../context.ts';
import type { SandboxTables } from '../database.gen.ts';
import type { Declared } from '../procedures/effect.ts';
import type { TrackName } from '../tracks.ts';
import type { Stage } from './domain.ts';
import { noProject } from './history.ts';

/** A project as lists have it. */
export type ListedProject = {
  readonly number: string;
  readonly track: TrackName;
  readonly batch: string;
  readonly title: string;
  readonly stage: Stage;
  readonly announcedAtMs: number;
  readonly stageAtMs: number;
  readonly until: string | null;
  readonly applicants: readonly {
    readonly name: string;
    readonly uscc: string;
    readonly kind: 'licensed' | 'technology';
  }[];
};

/** A project as everybody may read it: who decided is in nobody's sight. */
export type ProjectView = ListedProject & {
  readonly versions: readonly {
    readonly version: number;
    readonly atMs: number;
    readonly declaration: Declared['declaration'];
    readonly safeguards: Declared['safeguards'];
  }[];
  readonly history: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly stage: Stage;
    readonly reason: string | null;
    readonly atMs: number;
  }[];
};

/** Which projects are asked for; `after` is the last that was seen. */
export type ProjectQuery = {
  readonly track?: TrackName | undefined;
  readonly stage?: Stage | undefined;
  readonly batch?: string | undefined;
  readonly number?: string | undefined;
  /** A part of its name, or the beginning of its number. */
  readonly text?: string | undefined;
  /** In the order of numbers, which no later announcement changes, after one of them. */
  readonly byNumber?: { readonly after: string } | undefined;
  readonly after?: { readonly atMs: bigint; readonly number: string } | undefined;
  readonly limit: number;
};

/** The projects that fit, the latest first. */
export async function listedProjects(
  { db }: Pick<SandboxContext, 'db'>,
  { track, stage, batch, number, text, byNumber, after, limit }: ProjectQuery,
): Promise<readonly ListedProject[]> {
  const rows = await db
    .selectFrom('pilot_project')
    .selectAll()
    .$if(track !== undefined, (all) => all.where('track', '=', track!))
    .$if(stage !== undefined, (all) => all.where('stage', '=', stage!))
    .$if(batch !== undefined, (all) => all.where('batch', '=', batch!))
    .$if(number !== undefined, (all) => all.where('number', '=', number!))
    .$if(after !== undefined, (all) =>
      all.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('announced_at_ms', 'number'), '<', tuple(after!.atMs, after!.number)),
      ),
    )
    .$if(text !== undefined, (all) =>
      all.where(({ or, eb }) =>
        or([
          eb('title', 'ilike', `%${likeText(text!)}%`),
          eb('number', 'like', `${likeText(text!.trim().toUpperCase())}%`),
        ]),
      ),
    )
    .$if(byNumber !== undefined, (all) => all.where('number', '>', byNumber!.after).orderBy('number'))
    .$if(byNumber === undefined, (all) => all.orderBy('announced_at_ms', 'desc').orderBy('number', 'desc'))
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const applicants = await db
    .selectFrom('pilot_applicant')
    .selectAll()
    .where(
      'number',
      'in',
      rows.map((row) => row.number),
    )
    .orderBy('at')
    .execute();
  return rows.map((row) =>
    listed(
      row,
      applicants.filter((one) => one.number === row.number),
    ),
  );
}

type Row<K extends keyof SandboxTables> = Selectable<Tables[K]>;

/** A project from its rows, the applicants in their order. */
function listed(row: Row<'pilot_project'>, applicants: readonly Row<'pilot_applicant'>[]): ListedProject {
  return {
    ...{ number: row.number, track: row.track as TrackName, batch: row.batch, title: row.title },
    ...{ stage: row.stage as Stage, until: row.until },
    ...{ announcedAtMs: Number(row.announced_at_ms), stageAtMs: Number(row.stage_at_ms) },
    applicants: applicants.map(({ name, uscc, kind }) => ({
      ...{ name, uscc, kind: kind as 'licensed' | 'technology' },
    })),
  };
}

/** A project with everything that hangs on it, as JSON has it. */
type WholeRow = Row<'pilot_project'> & {
  readonly applicants: readonly Row<'pilot_applicant'>[];
  readonly versions: readonly Row<'pilot_declaration'>[];
  readonly events: readonly Row<'pilot_event'>[];
};

/** A project as everybody may read it, from its rows. */
export function viewOf({ applicants, versions, events, ...row }: WholeRow): ProjectView {
  return {
    ...listed(row, applicants),
    versions: versions.map(({ version, at_ms, declared }) => {
      const { declaration, safeguards } = declared as Declared;
      return { version, atMs: Number(at_ms), declaration, safeguards };
    }),
    history: events.map(({ seq, kind, stage, reason, at_ms }) => ({
      ...{ seq, kind, reason, stage: stage as Stage, atMs: Number(at_ms) },
    })),
  };
}

type WholeQuery = SelectQueryBuilder<Tables & { p: Tables['pilot_project'] }, 'p', WholeRow>;

/**
 * The row of a project with all that hangs on it, asked for in one statement, and more of it, such as what is said of it. In JSON large
 * integers are numbers: what reads these rows takes either.
 */
export function wholeRow(db: SandboxContext['db'], number: string): WholeQuery {
  const query = db
    .selectFrom('pilot_project as p')
    .selectAll('p')
    .where('p.number', '=', number)
    .select((eb) => [
      jsonArrayFrom(
        eb.selectFrom('pilot_applicant').selectAll().where('number', '=', number).orderBy('at'),
      ).as('applicants'),
      jsonArrayFrom(
        eb
          .selectFrom('pilot_declaration')
          .selectAll()
          .where('number', '=', number)
          .orderBy('version', 'desc'),
      ).as('versions'),
      jsonArrayFrom(
        eb.selectFrom('pilot_event').selectAll().where('number', '=', number).orderBy('seq', 'desc'),
      ).as('events'),
    ]);
  return query as unknown as WholeQuery;
}

/** One project as everybody may read it. Errors: `pilot.not_found`. */
export async function projectView({ db }: Pick<SandboxContext, 'db'>, number: string): Promise<ProjectView> {
  const row = await wholeRow(db, number).executeTakeFirst();
  return row ? viewOf(row) : noProject();
}
