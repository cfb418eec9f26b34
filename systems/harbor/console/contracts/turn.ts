import type { ContractView } from '@finharbor/harbor/contract';

/** True where the contract waits for this party: for its decision, or for its answer to other terms. */
export function isTurnOf(party: string, contract: ContractView): boolean {
  const { state, body, countered } = contract;
  const isToAnswer = state === 'proposed' && body.consumer === party && countered.length > 0;
  return isToAnswer || isToDecide(party, contract);
}

/** True where a provider has not decided on the contract yet. */
export function isToDecide(party: string, { state, body, decisions, countered }: ContractView): boolean {
  return (
    state === 'proposed' &&
    body.providers.includes(party) &&
    ![...decisions, ...countered].some((answer) => answer.party === party)
  );
}
