import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which form was given out, and when. */
export type GivenForm = {
  readonly list: string;
  readonly form: string;
  readonly about: string;
  readonly id: string;
  readonly atMs: number;
};

/** A form that is older is given anew. */
const validMs = 24 * 60 * 60 * 1_000;

/** What shows that a form was given out by this site: nothing of it is kept. */
export function formToken(key: Uint8Array, given: GivenForm): string {
  return sealed(key, 'token', given);
}

/** Whether a form is one of this site's, and not too old. */
export function isGiven(
  key: Uint8Array,
  given: GivenForm,
  { token, nowMs }: { readonly token: string; readonly nowMs: number },
): boolean {
  const said = Buffer.from(token);
  const right = Buffer.from(formToken(key, given));
  const isOurs = said.length === right.length && timingSafeEqual(said, right);
  return isOurs && given.atMs <= nowMs && nowMs - given.atMs <= validMs;
}

/** What nobody can tell of a form but the site, the same each time. */
export function formSecret(key: Uint8Array, given: GivenForm): string {
  return sealed(key, 'secret', given).slice(0, 24);
}

function sealed(key: Uint8Array, use: 'token' | 'secret', given: GivenForm): string {
  const { list, form, about, id, atMs } = given;
  return createHmac('sha256', key)
    .update(JSON.stringify([use, list, form, about, id, atMs]))
    .digest('base64url');
}
