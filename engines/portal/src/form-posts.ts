import { FinharborError } from '@finharbor/kernel';
import { type Bilingual, hasUnseen } from '@finharbor/kernel/contract';
import type { Asked as AskedPath } from './addresses.ts';
import type { FormAnswer, PublicField, PublicForm } from './form.ts';
import { type Asked, donePage, type Filled, formPage } from './form-page.ts';
import { formSecret, isGiven } from './form-token.ts';
import { type Language, voices } from './language.ts';
import type { PublicPages } from './pages.ts';
import type { Site } from './site.ts';

/** What was sent to a form, and from where. */
export type Post = {
  readonly body: Uint8Array;
  readonly address: string;
  /** As the browser says where the page was that sent it. */
  readonly origin?: string | undefined;
  readonly fetchSite?: string | undefined;
};

/** A page of a form; undefined where there is no such form, or nothing that it could be about. */
export type FormFound =
  | {
      readonly status: 200 | 403 | 409 | 422 | 429 | 503;
      readonly page: string;
      readonly retryAfterMs?: number;
      readonly fault?: unknown;
    }
  | undefined;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Wanted = Extract<AskedPath, { what: 'form' }>;

/** A form to fill in. */
export async function givenForm(site: Site, wanted: Wanted, about: string): Promise<FormFound> {
  const asked = await formAsked(site, wanted, about);
  if (!asked) return undefined;
  return { status: 200, page: formPage(asked, newForm(asked, about)) };
}

/**
 * Takes a form that somebody has sent. One that a page of another site had a browser send is refused; one that this site has not given out, or too
 * long ago, is shown again with what was typed.
 */
export async function takenForm(site: Site, wanted: Wanted, post: Post): Promise<FormFound> {
  const said = new URLSearchParams(Buffer.from(post.body).toString());
  const read = (name: string): string => said.get(name) ?? '';
  const asked = await formAsked(site, wanted, read('_about'));
  if (!asked) return undefined;
  const { list, form } = asked;
  const { texts } = voices[wanted.language];
  const given = {
    ...{ list: list.name, form: form.name, about: read('_about'), id: read('_id') },
    atMs: Number(read('_at')),
  };
  const values = Object.fromEntries(
    form.fields.map(({ name }) => [name, read(name).replace(/\r\n?/g, '\n').trim()]),
  );
  const again = (status: 403 | 409 | 422, general: string): FormFound => ({
    status,
    page: formPage(asked, { ...newForm(asked, given.about), values, general }),
  });
  if (isFromElsewhere(site, post)) return again(403, texts.elsewhere);
  const { key } = asked.site.forms;
  const seal = { token: read('_token'), nowMs: asked.site.nowMs() };
  if (!uuid.test(given.id) || !isGiven(key, given, seal)) return again(422, texts.formOld);
  const wrong = Object.fromEntries(form.fields.flatMap((one) => faultOf(one, values[one.name]!)));
  const kept: Filled = { given, values, wrong };
  if (Object.keys(wrong).length > 0) return { status: 422, page: formPage(asked, kept) };
  const answer = await sent(asked, kept, post.address);
  if (!('kind' in answer)) return answer;
  if (answer.kind === 'gone') return undefined;
  if (answer.kind === 'used') return again(409, texts.formUsed);
  if (answer.kind === 'wrong')
    return { status: 422, page: formPage(asked, { ...kept, wrong: answer.fields }) };
  return { status: 200, page: donePage(asked, answer) };
}

/** What the system says to it; where it cannot take it now, the form with what was typed, which can be sent again as the same. */
async function sent(
  asked: Asked,
  kept: Filled,
  address: string,
): Promise<FormAnswer | NonNullable<FormFound>> {
  const { site, voice, form } = asked;
  const { given, values } = kept;
  const { id, about } = given;
  try {
    return await form.send({ ...{ id, about, values, address }, secret: formSecret(site.forms.key, given) });
  } catch (fault) {
    if (fault instanceof FinharborError && fault.retryAfterMs !== undefined)
      return {
        status: 429,
        page: formPage(asked, { ...kept, general: voice.texts.tooMany }),
        retryAfterMs: fault.retryAfterMs,
      };
    const page = formPage(asked, { ...kept, general: voice.texts.notTaken });
    return { status: 503, page, retryAfterMs: 60_000, fault };
  }
}

async function formAsked(
  site: Site,
  { language, name, form: formName }: Wanted,
  about: string,
): Promise<Asked | undefined> {
  const list: PublicPages | undefined = site.pages.find((one) => one.name === name);
  const form: PublicForm | undefined = list?.forms?.find((one) => one.name === formName);
  const { forms } = site;
  if (!list || !form || !forms) return undefined;
  if (form.about === 'list' && about !== '') return undefined;
  const entry = form.about === 'entry' ? await list.entry(about) : undefined;
  if (form.about === 'entry' && !entry?.sections?.some(({ forms }) => forms?.includes(form.name)))
    return undefined;
  return { site: { ...site, forms }, voice: voices[language as Language], list, form, entry };
}

function newForm({ site, list, form }: Asked, about: string): Filled {
  const { newId } = site.forms;
  const given = { list: list.name, form: form.name, about, id: newId(), atMs: site.nowMs() };
  return { given, values: {}, wrong: {} };
}

/** Where a browser says that the page which sends a form is none of this site's. Programs say nothing, and have the token alone. */
function isFromElsewhere(site: Site, { origin, fetchSite }: Post): boolean {
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  return origin !== undefined && origin !== site.origin();
}

function faultOf({ name, kind, most, options }: PublicField, said: string): [string, Bilingual][] {
  if (said === '') return [[name, kind === 'choice' ? { en: 'Choose one.', zh: '请选择。' } : missing]];
  if (kind === 'choice')
    return options?.some(({ value }) => value === said)
      ? []
      : [[name, { en: 'Choose one.', zh: '请选择。' }]];
  if (said.length > most)
    return [[name, { en: `Write at most ${most} characters.`, zh: `最多${most}个字符。` }]];
  return hasUnseen(said) ? [[name, unseen]] : [];
}

const unseen: Bilingual = { en: 'It has characters that cannot be seen.', zh: '含有不可见字符。' };
const missing: Bilingual = { en: 'This is missing.', zh: '此项为必填。' };
