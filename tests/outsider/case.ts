// An outsider files, follows and reads a case with nothing but the address of /openapi.json:
//   node tests/outsider/case.ts ADDRESS file "Complaint"     begins one, fills in what is asked, sends it; says its number
//   node tests/outsider/case.ts ADDRESS read NUMBER          how it stands, what happened, what was decided
//   node tests/outsider/case.ts ADDRESS do NUMBER "Take up"  what an officer does, with what they write
// LOGIN and PASSWORD are in the environment; what is to be filled in may come as JSON in VALUES.
import {
  type Answer,
  type Api,
  at,
  call,
  filled,
  follow,
  type Json,
  operationCalled,
  readApi,
  signIn,
} from './client.ts';

type Titled = { readonly title: { readonly en: string } };
type Step = Titled & { readonly form: string | null; readonly asksReason: boolean };
type Case = {
  readonly number: string;
  readonly revision: number;
  readonly state: Titled;
  readonly steps: readonly Step[];
  readonly forms: Readonly<Record<string, Readonly<Record<string, Json>>>>;
};
type Form = Titled & {
  readonly name: string;
  readonly schema: {
    readonly properties: Readonly<Record<string, { readonly words: { readonly en: string } }>>;
  };
};
type Values = { readonly [name: string]: Json };

const isCalled =
  (title: string) =>
  (one: object): boolean =>
    (one as Titled).title.en === title;

async function file(api: Api, title: string, values: Values): Promise<Case> {
  const listed = await call(api, operationCalled(api, 'Procedures'));
  const { body: procedure } = await follow(api, listed, { link: 'procedure', where: isCalled(title) });
  const begun = await call(api, operationCalled(api, 'Begin a case'), {
    body: { procedure: at(procedure, '/name') },
  });
  const first = (begun.body as unknown as Case).steps.find(({ form }) => form !== null)!;
  return (await take(api, begun, { title: first.title.en, values })).body as unknown as Case;
}

type Taking = { readonly title: string; readonly values: Values };

/** Takes a step, with a form and a reason where it asks for them. */
async function take(api: Api, answer: Answer, { title, values }: Taking): Promise<Answer> {
  const { steps, revision } = answer.body as unknown as Case;
  const step = steps.find(isCalled(title));
  if (!step) throw new Error(`"${title}" is not open to you.`);
  const { reason = 'As we spoke of it.', ...written } = values;
  const form =
    step.form === null ? undefined : (await formsOf(api, answer)).find(({ name }) => name === step.form)!;
  const body = {
    revision,
    ...(step.asksReason ? { reason } : {}),
    ...(form ? { form: filled(api, form.schema as unknown as Values, written) } : {}),
  };
  return follow(api, answer, { link: 'step', where: isCalled(title), body });
}

async function formsOf(api: Api, answer: Answer): Promise<readonly Form[]> {
  return at((await follow(api, answer, { link: 'procedure' })).body, '/forms') as unknown as readonly Form[];
}

/** The case of a number, in whatever list of the caller's it is. */
async function found(api: Api, number: string): Promise<Answer> {
  const cases = operationCalled(api, 'Cases');
  const { schema } = cases.parameters.find(({ name }) => name === 'queue') as unknown as {
    readonly schema: { readonly enum: readonly string[] };
  };
  for (const queue of schema.enum) {
    const list = await call(api, cases, { parameters: { queue, text: number } });
    if ((at(list.body, '/items') as readonly Json[]).length > 0) return follow(api, list, { link: 'case' });
  }
  throw new Error(`There is no case ${number} for you.`);
}

/** How a case stands, in the words of its procedure. */
async function read(api: Api, answer: Answer): Promise<Values> {
  const { number, state, steps, forms } = answer.body as unknown as Case;
  const words = await formsOf(api, answer);
  const events = await follow(api, answer, { link: 'events' });
  const filledIn = words.flatMap(({ name, title, schema }): (readonly [string, Json])[] => {
    const values = forms[name];
    const named = Object.entries(values ?? {}).map(([field, value]) => [
      schema.properties[field]!.words.en,
      value,
    ]);
    return values ? [[title.en, Object.fromEntries(named) as Values]] : [];
  });
  return {
    ...{ number, state: state.title.en, 'to do': steps.map(({ title }) => title.en) },
    happened: (at(events.body, '/items') as readonly Values[]).map(({ type }) => type!),
    forms: Object.fromEntries(filledIn),
  };
}

async function main(): Promise<Json> {
  const [address = '', what = '', which = '', title = ''] = process.argv.slice(2);
  const { LOGIN = '', PASSWORD = '', VALUES = '{}' } = process.env;
  const api = await signIn(await readApi(address), { login: LOGIN, password: PASSWORD });
  const values = JSON.parse(VALUES) as Values;
  if (what === 'file') return (await file(api, which, values)).number;
  const answer = await found(api, which);
  return read(api, what === 'do' ? await take(api, answer, { title, values }) : answer);
}

process.stdout.write(`${JSON.stringify(await main(), null, 2)}\n`);
