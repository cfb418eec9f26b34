import type { FieldError, Rational } from '@finharbor/kernel';
import { feeOf, promisedMinor, timesOf } from './amounts.ts';
import { checkCondition, type Setting } from './check-condition.ts';
import { checkMilestones } from './check-milestones.ts';
import { duplicatesOf } from './duplicates.ts';
import { endMs } from './moment.ts';
import type { Escrow, Exchange, Program, Release } from './program.ts';

/** A timeout of the ledger is at most 2^32 seconds, 136 years. */
const lastEndMs = Temporal.Instant.from('2100-01-01T00:00:00Z').epochMilliseconds;
const mostPayments = 1_000;
const reserved: readonly string[] = ['refund', 'settlement'];

/** What makes no sense in a well-formed program, by field: conditions that can never hold, promises beyond the money, money nobody could ever get back. */
export function checkProgram(program: Program): readonly FieldError[] {
  const own = program.kind === 'escrow' ? escrowFaults(program) : exchangeFaults(program);
  return [...own, ...checkMilestones(program)];
}

function escrowFaults(program: Escrow): readonly FieldError[] {
  const { releases, refund, ends, owner } = program;
  return [
    ...withoutAccount(program, [[owner, '/owner']]),
    ...duplicatesOf(
      releases.map(({ name }) => name),
      (k) => `/releases/${k}/name`,
    ),
    ...releases.flatMap((release, k) => releaseFaults(program, release, `/releases/${k}`)),
    ...feeFaults(program),
    ...promiseFaults(program),
    ...(refund ? checkCondition(refund, '/refund', { program, ...refundSetting }) : []),
    ...(ends === null ? [] : endFaults(program, ends)),
    ...faultIf(ends === null && refund === null, {
      pointer: '/ends',
      detail:
        'Money that nobody takes would stay set aside for ever: say when it ends, or who may ask it back',
    }),
  ];
}

function releaseFaults(
  program: Escrow,
  { name, to, pays, when }: Release,
  pointer: string,
): readonly FieldError[] {
  const setting = { program, ...releaseSettings[to.kind] };
  const unfit = pays.kind === 'slices' ? { atMost: 'Slices have their own amounts' } : {};
  return [
    ...faultIf(reserved.includes(name), {
      pointer: `${pointer}/name`,
      detail: 'This name is taken: it is what approvals of a refund or a settlement are given to',
    }),
    ...(to.kind === 'named'
      ? [
          ...withoutAccount(
            program,
            to.parties.map((party, k) => [party, `${pointer}/to/parties/${k}`]),
          ),
          ...duplicatesOf(to.parties, (k) => `${pointer}/to/parties/${k}`),
        ]
      : []),
    ...(pays.kind === 'share' ? shareFaults(pays.share, `${pointer}/pays/share`) : []),
    ...faultIf(pays.kind === 'share' && pays.share.times === 0n, {
      pointer: `${pointer}/pays/share/times`,
      detail: 'A share of nothing pays nothing',
    }),
    ...checkCondition(when, `${pointer}/when`, { ...setting, unfit }),
  ];
}

const releaseSettings: Readonly<Record<Release['to']['kind'], Omit<Setting, 'program'>>> = {
  named: { unfit: {} },
  asker: {
    unfit: {},
    bound: ['who', 'member'],
    unbound: 'Anybody could take the money: say who may ask, in every alternative',
  },
  merchant: {
    unfit: {},
    bound: ['where', 'what'],
    unbound: 'Any merchant could be paid: say where or what for, in every alternative',
  },
};
const refundSetting: Omit<Setting, 'program'> = {
  unfit: {
    where: 'A refund is no purchase and has no place',
    what: 'A refund is no purchase and buys nothing',
    atMost: 'A refund is of the whole rest',
  },
  bound: ['who', 'member'],
  unbound: 'Anybody could end the program: say who may ask the rest back, in every alternative',
};
const nobodyAsks = 'Nobody asks for an exchange: it is carried out when all legs are there';
const settlementSetting: Omit<Setting, 'program'> = {
  unfit: {
    who: nobodyAsks,
    member: nobodyAsks,
    where: 'An exchange has no place',
    what: 'An exchange has no goods but its legs',
    atMost: 'The legs have their own amounts',
  },
};

function exchangeFaults(program: Exchange): readonly FieldError[] {
  const { legs, when, ends } = program;
  const currencies = new Map(legs.toReversed().map(({ books }) => [books.ledger, books.currency]));
  return [
    ...duplicatesOf(
      legs.map(({ name }) => name),
      (k) => `/legs/${k}/name`,
    ),
    ...legs.flatMap(({ from, to, books }, k) => [
      ...withoutAccount(program, [
        [from, `/legs/${k}/from`],
        [to, `/legs/${k}/to`],
      ]),
      ...faultIf(program.parties[from]?.account === program.parties[to]?.account, {
        pointer: `/legs/${k}/to`,
        detail: 'Payer and payee have the same account',
      }),
      ...faultIf(currencies.get(books.ledger) !== books.currency, {
        pointer: `/legs/${k}/books/currency`,
        detail: 'The same ledger is in another currency above',
      }),
    ]),
    ...(when ? checkCondition(when, '/when', { program, ...settlementSetting }) : []),
    ...endFaults(program, ends),
  ];
}

function feeFaults(program: Escrow): readonly FieldError[] {
  const { fee } = program;
  if (!fee) return [];
  return [...withoutAccount(program, [[fee.to, '/fee/to']]), ...shareFaults(fee.share, '/fee/share')];
}

function promiseFaults({ amount, releases, fee }: Escrow): readonly FieldError[] {
  const promised = promisedMinor(releases, fee);
  const payments = releases.reduce((sum, { pays }) => sum + timesOf(pays), 0);
  return [
    ...faultIf(promised > amount, {
      pointer: '/amount',
      detail: `The slices and their fees come to ${promised}, more than is set aside`,
    }),
    ...releases.flatMap(({ pays }, k) =>
      faultIf(pays.kind === 'share' && pays.most + feeOf(fee, pays.most) > amount, {
        pointer: `/releases/${k}/pays/most`,
        detail: 'One payment and its fee could be more than is set aside',
      }),
    ),
    ...faultIf(payments > mostPayments, {
      pointer: '/releases',
      detail: `At most ${mostPayments} payments altogether, these are ${payments}`,
    }),
  ];
}

function shareFaults({ times, over }: Rational, pointer: string): readonly FieldError[] {
  return faultIf(times > over, { pointer, detail: 'A share is at most the whole' });
}

function endFaults({ zone }: Program, ends: string): readonly FieldError[] {
  return faultIf(endMs(ends, zone) >= lastEndMs, { pointer: '/ends', detail: 'A program ends before 2100' });
}

function withoutAccount(
  { parties }: Program,
  used: readonly (readonly [string, string])[],
): readonly FieldError[] {
  return used.flatMap(([name, pointer]) => {
    const party = Object.hasOwn(parties, name) ? parties[name] : undefined;
    if (!party) return [{ pointer, detail: `${name} is none of the parties` }];
    return faultIf(party.account === 0n, { pointer, detail: `${name} pays or is paid and has no account` });
  });
}

function faultIf(isFault: boolean, fault: FieldError): readonly FieldError[] {
  return isFault ? [fault] : [];
}
