import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { AccountStore } from '../accounts/store.ts';
import { clientOf } from '../client.ts';
import type { Personal } from '../personal/personal.ts';
import { changeProfile } from '../personal/profile.ts';
import { registrationOff } from './register.ts';
import { postResident } from './routes.ts';

/** What the endpoint works on. */
export type ResidentHttp = {
  readonly accounts: AccountStore;
  readonly personal: Personal;
  /** False where the installation makes all accounts by invitation. */
  readonly isOn: boolean;
};

/** The way to an account for people who have nobody to invite them. */
export function residentEndpoints({ accounts, personal, isOn }: ResidentHttp): readonly Endpoint[] {
  return [
    endpoint(postResident, async ({ body: { phone, ...asked }, arrival, about }) => {
      if (!isOn) return registrationOff();
      const { address } = clientOf(arrival);
      const account = await accounts.register({ ...asked, address }, (db, id) =>
        changeProfile({ ...personal, db }, id, { phone }),
      );
      about({ account: account.id });
      return { status: 201, body: account };
    }),
  ];
}
