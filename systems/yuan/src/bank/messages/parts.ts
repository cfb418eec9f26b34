import type { Account, Agent, Party } from '@finharbor/iso20022';
import { type Money, money } from '@finharbor/kernel';
import { schemeZone } from '../../scheme/limits.ts';

/** The bank of the simulation: a number that no bank of the clearing system has. */
export const bankAgent: Agent = {
  financialInstitution: {
    clearingSystemMember: { memberId: '000000000000' },
    name: 'Simulated bank 模拟银行',
  },
};

export function operatorParty(operator: string): Party {
  return {
    id: { organisation: { others: [{ id: operator, schemeName: { proprietary: 'YUAN-OPERATOR' } }] } },
  };
}

export function operatorAgent(operator: string): Agent {
  return { financialInstitution: { other: { id: operator, schemeName: { proprietary: 'YUAN-OPERATOR' } } } };
}

/** Whoever holds an account, by the number of the consent alone: no name and no person's number goes into a message. */
export function mandateParty(mandate: string): Party {
  const others = [{ id: mandate.replaceAll('-', ''), schemeName: { proprietary: 'MANDATE' } }];
  return { id: { person: { others } } };
}

export function accountAt(number: string): Account {
  return { id: { other: { id: number } } };
}

/** Fen as the messages have them. */
export function renminbiOf(amountMinor: bigint): Money {
  return money(amountMinor, 'CNY');
}

/** A moment as the messages have it: the city's day and time. */
export function cityTime(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(schemeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });
}
