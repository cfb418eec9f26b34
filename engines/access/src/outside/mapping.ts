import { codeOf, FinharborError, fail, syntheticUscc } from '@finharbor/kernel';
import { textSchema } from '@finharbor/kernel/contract';
import { invitedParty } from '../invitable.ts';
import { textAt, textsAt } from './claims.ts';
import type { OutsideIdentity } from './provider.ts';
import type { AccountOf } from './store.ts';

/** How a provider's statement becomes an account here. A claim is named by its path: `name`, `data.user.phone`. */
export type Mapping = {
  readonly login: string;
  readonly name: string;
  /** Our roles by the values of a claim, a text or a list of texts; values not named give none. */
  readonly roles: {
    readonly claim: string;
    readonly values: Readonly<Record<string, readonly string[]>>;
  };
  /** The party whose process this is, or the firm whose unified social credit code stands in a claim. */
  readonly party: 'own' | { readonly firm: string };
};

const nameSchema = textSchema(100, 1);

/**
 * The account a mapping gives at this place; only such roles and parties as an administrator here could invite. Errors:
 * `access.bad_mapping` where it gives a role that nobody has here.
 */
export function mappedAccount(
  mapping: Mapping,
  place: { readonly role: 'hub' | 'node'; readonly party: string },
): AccountOf {
  checkRoles(mapping, place);
  return (claims) => {
    const login = textAt(claims, mapping.login);
    if (login === undefined)
      fail('access.outside_bad_answer', 'The provider does not say what you are called.');
    const name = nameSchema.safeParse(textAt(claims, mapping.name));
    const roles = rolesOf(mapping, claims);
    const party = partyOf(mapping, claims);
    return {
      login,
      name: name.success ? name.data : login,
      roles,
      party: allowedParty(place, { party, roles }),
    };
  };
}

/** A role that nobody can have here is found before anybody comes. */
function checkRoles({ roles, party }: Mapping, place: Parameters<typeof invitedParty>[0]): void {
  const somebody = party === 'own' ? undefined : `firm:${syntheticUscc('any')}`;
  try {
    for (const given of Object.values(roles.values)) invitedParty(place, { party: somebody, roles: given });
  } catch (error) {
    const detail = error instanceof FinharborError ? error.publicMessage : '';
    fail('access.bad_mapping', `The mapping of roles cannot be used. ${detail}`, error);
  }
}

function rolesOf(
  { roles: { claim, values } }: Mapping,
  claims: OutsideIdentity['claims'],
): readonly string[] {
  const given = textsAt(claims, claim).flatMap((value) =>
    Object.hasOwn(values, value) ? values[value]! : [],
  );
  return given.length === 0 ? noRole() : [...new Set(given)].toSorted();
}

function partyOf({ party }: Mapping, claims: OutsideIdentity['claims']): string | undefined {
  return party === 'own' ? undefined : `firm:${textAt(claims, party.firm) ?? noRole()}`;
}

function allowedParty(...[place, asked]: Parameters<typeof invitedParty>): string {
  try {
    return invitedParty(place, asked);
  } catch (error) {
    if (codeOf(error) !== 'access.bad_invitation') throw error;
    return noRole(error);
  }
}

function noRole(cause?: unknown): never {
  return fail(
    'access.outside_no_role',
    'The provider gives you no role here. Ask your administrator.',
    cause,
  );
}
