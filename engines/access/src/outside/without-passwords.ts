import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Route } from '@finharbor/kernel/http';
import { postInvitation, postInvitationRedemption, postSetup } from '../contract/accounts.ts';
import { postSession, putPassword } from '../contract/session.ts';

const paths = new Set(
  [postSession, putPassword, postSetup, postInvitation, postInvitationRedemption].map((route) =>
    nameOf(route as unknown as Route),
  ),
);

/** The endpoints where people sign in through providers alone: what makes, takes or changes a password refuses with `access.passwords_off`. */
export function withoutPasswords(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.map((one) => (paths.has(nameOf(one.route)) ? endpoint(one.route, refuse) : one));
}

async function refuse(): Promise<never> {
  return fail('access.passwords_off', 'Passwords are not taken here. Sign in through a provider.');
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}
