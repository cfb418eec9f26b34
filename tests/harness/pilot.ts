import type { TestHarbor } from './harbor.ts';

/** The time for comments is over: nobody waits ten days here. The hub's clock, which looks each minute, is asked to look now. */
export async function commentsOver(harbor: TestHarbor, id: string): Promise<void> {
  const over = [
    `update case_file set alarm_at_ms = 0, snapshot = jsonb_set(snapshot, '{terms,comments,dueMs}', '0') where id = $1`,
    'update case_listed set alarm_at_ms = 0 where id = $1',
  ];
  for (const text of over) await harbor.sql('hub', text, [id]);
  await harbor.sql('hub', `select graphile_worker.add_job('case-ring')`);
}
