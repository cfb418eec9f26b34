import type { Bilingual } from '@finharbor/kernel/contract';
import { useBilingual } from '@finharbor/ui';

type Named = readonly { readonly party: string; readonly name: Bilingual }[];

/** What a party is called, in the chosen language; one that is not in the directory by its short name. */
export function usePartyNames(parties: Named): (party: string) => string {
  const say = useBilingual();
  return (party) => {
    const found = parties.find((one) => one.party === party);
    return found ? say(found.name) : party;
  };
}
