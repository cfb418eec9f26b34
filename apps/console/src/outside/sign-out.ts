import { keepDrafts } from '@finharbor/ui';
import { access } from '../api.ts';
import { outside } from './api.ts';

/** Ends the session here; gives the address of the provider that has one of its own to end, if it came from one. */
export async function leave(): Promise<string | null> {
  await keepDrafts();
  // Asked before, as nobody is asking afterwards; what comes of it must not keep anybody signed in.
  const url = await outside.getSignOutUrl({}).then(
    ({ body }) => body.signOutUrl,
    () => null,
  );
  await access.deleteSession({});
  return url;
}
