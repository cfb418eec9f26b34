import { findContract } from '../contracts.ts';
import { type ContractState, contractState, limitOf } from '../domain.ts';
import type { HubContext } from './context.ts';

/** What the board has of a contract: where it stands, and how far it has been used. */
export type ContractOnFile = {
  readonly state: ContractState;
  /** Null where the contract names no number. */
  readonly usesAllowed: number | null;
  readonly usesMade: number;
  readonly lastUseAtMs: number | null;
};

/** One contract by its id, as the board has it at this moment; undefined where there is none. A job counts once, however many offices used. */
export async function contractOnFile(
  { store, clock }: Pick<HubContext, 'store' | 'clock'>,
  id: string,
): Promise<ContractOnFile | undefined> {
  const file = await findContract({ store }, id);
  if (!file) return undefined;
  const { body } = file.contract;
  const uses = (await store.documents.find('use', { contract: id })).filter(({ issuer }) =>
    body.providers.includes(issuer),
  );
  const usedAt = uses.map((use) => Date.parse(use.body.usedAt));
  return {
    state: contractState(file, clock.nowMs()),
    usesAllowed: limitOf(body, 'uses') ?? null,
    usesMade: new Set(uses.map((use) => use.body.job)).size,
    lastUseAtMs: usedAt.length > 0 ? Math.max(...usedAt) : null,
  };
}
