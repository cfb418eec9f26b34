import type { ContractView } from '@finharbor/harbor/contract';

/** True where the contract waits for this party's decision. */
export function isTurnOf(party: string, { state, body, decisions }: ContractView): boolean {
  return (
    state === 'proposed' &&
    body.providers.includes(party) &&
    !decisions.some((decision) => decision.party === party)
  );
}
