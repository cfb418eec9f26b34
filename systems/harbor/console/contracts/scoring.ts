import { node } from '../api.ts';

/** The contracts in force under which a party may score single firms. */
export async function scoringContracts(consumer: string) {
  const { body: contracts } = await node.listContracts({});
  return contracts
    .filter(({ state, body }) => state === 'in_force' && body.kind === 'score' && body.consumer === consumer)
    .map(({ id, body: { purpose } }) => ({ id, purpose }));
}
