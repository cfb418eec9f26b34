import { getSession } from '@finharbor/access';
import { caseworkRoutes } from '@finharbor/casework';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { sandboxRoutes } from '@finharbor/sandbox/contract';
import { until } from '../../apps/cli/src/demo/until.ts';
import { demoPassword } from '../../apps/server/src/demo/accounts.ts';
import { sessionFetch } from '../../apps/server/src/demo/clients.ts';
import { onePage } from '../../apps/server/src/demo/one-page.ts';
import type { TestHarbor } from './harbor.ts';

const routes: typeof caseworkRoutes & typeof sandboxRoutes & { readonly getSession: typeof getSession } = {
  ...{ ...caseworkRoutes, ...sandboxRoutes, getSession },
};

/** Somebody of the demonstration at the hub, with what it serves of cases and of the pilot. */
export type PilotClient = TypedClient<typeof routes>;

/** The hub looks every so often whose terms are over. */
const mostMs = 90_000;
const newId = idSource(systemClock, systemRandom);
const said = '见附件（演示）';
const heads = { inclusion: 4, innovation: 5, control: 4, need: 4, verdict: 'for', why: said };

/** Somebody of the demonstration. */
export async function pilotAs({ home, current }: TestHarbor, login: string): Promise<PilotClient> {
  const { url } = current();
  return typedClient(routes, url, await sessionFetch(url, login, demoPassword(home, 'hub', login)));
}

const stepping =
  (by: PilotClient, id: string) =>
  async (step: string, form?: object): Promise<void> =>
    void (await by.postStep({ params: { id, step }, body: { ...(form && { form: { ...form } }) } }));

/** A declaration of firm A's that has been filed; its case. */
export async function filedPilot(harbor: TestHarbor, name: string): Promise<string> {
  const firm = await pilotAs(harbor, 'owner-a');
  const uscc = (await firm.getSession({})).body.party.slice('firm:'.length);
  const { id } = (await firm.postCase({ body: { procedure: 'pilot-banking', id: newId() } })).body;
  const fill = stepping(firm, id);
  const licence = { licence: '金融许可证（演示）', licenceNumber: 'B0001' };
  await fill('lead', { name: '企业甲（演示）', uscc, kind: 'licensed', ...licence });
  await fill('declare', {
    ...{ name, kind: 'service', launch: '2027-06-01', technology: said, function: said },
    ...{ innovation: said, effect: said, users: 1_000, yuan: 9_000_000 },
  });
  const safeguards = 'compliance security risks compensation exit emergency complaints'.split(' ');
  await fill('secure', Object.fromEntries(safeguards.map((one) => [one, said])));
  for (const document of ['licence', 'assessment'])
    await firm.postFile({
      ...{ params: { id, document }, query: { name: `${document}.pdf` } },
      body: new Blob([onePage(document)]),
    });
  await fill('file');
  return id;
}

/** A project of firm A's that is being tested; its number. */
export async function runningPilot(harbor: TestHarbor, name: string): Promise<string> {
  const id = await filedPilot(harbor, name);
  const as = (login: string) => pilotAs(harbor, login);
  const [secretary, board] = [await as('operator'), await as('bureau')];
  const decide = stepping(board, id);
  const seat = async (by: PilotClient, people: readonly PilotClient[], form: object): Promise<void> => {
    const seats = await Promise.all(
      people.map(async (one) => ({ account: (await one.getSession({})).body.id })),
    );
    await by.postSeats({ params: { id }, body: { seats } });
    if (form === heads) await stepping(secretary, id)('accept', { findings: said, batch: '2026-1' });
    for (const one of people) await one.postOpinion({ params: { id }, body: { form: { ...form } } });
  };
  await seat(secretary, [await as('resident-a'), await as('resident-b')], heads);
  await decide('meet', { heldOn: '2026-11-02', present: said, discussed: said, conclusion: said });
  await seat(board, [await as('teller')], { verdict: 'for', reference: '演示〔2026〕1号', why: said });
  await decide('announce');
  const stateIs = (wanted: string) =>
    until(
      async () => (await board.getCase({ params: { id } })).body.state.name === wanted || undefined,
      mostMs,
    );
  await stateIs('announced');
  // The time for comments is over: nobody waits ten days here. The hub's own clock does the rest.
  const over = [
    `update case_file set alarm_at_ms = 0, snapshot = jsonb_set(snapshot, '{terms,comments,dueMs}', '0') where id = $1`,
    'update case_listed set alarm_at_ms = 0 where id = $1',
  ];
  for (const text of over) await harbor.sql('hub', text, [id]);
  await stateIs('deciding');
  await decide('admit', { months: 12, comments: 'none' });
  const { forms } = (await board.getCase({ params: { id } })).body;
  const { number } = forms.registration as { readonly number: string };
  await until(
    async () => (await board.getPilot({ params: { number } })).body.stage === 'running' || undefined,
  );
  return number;
}
