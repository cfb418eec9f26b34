import type { Access, Caller, Decision, Grant, Route, Scope } from '@finharbor/kernel/http';

/** How long a proof of who somebody is holds for what asks for a fresh one. */
export const proofValidMs: number = 10 * 60_000;

/**
 * The one place that decides who may use a route, and over which objects. What no grant of the route allows is refused; of several
 * grants the widest counts. To an organisation that nobody has verified only what says so is open. Errors it names:
 * `access.unauthenticated`, `access.forbidden`, `access.unverified`, `access.step_up_required`.
 */
export function authorize(route: Route, caller: Caller, nowMs: number): Decision {
  if (route.access === 'public') return allowed({ kind: 'all' });
  if (caller.kind === 'public') return refused('unauthenticated', 'Sign in first, or sign the request.');
  if (caller.kind === 'key')
    return route.access === 'signed' ? allowed({ kind: 'party', party: caller.party }) : forbidden();
  const [widest] = grantsOf(route.access)
    .filter((grant) => isMeant(grant, caller))
    .toSorted((a, b) => width[b.over] - width[a.over]);
  if (!widest) return forbidden();
  if (caller.unverified && !route.openToUnverified)
    return refused('unverified', 'Your organisation has to be verified first.');
  if (route.stepUp && nowMs - caller.provenAtMs > proofValidMs)
    return refused('step_up_required', 'Prove again who you are, then repeat this.');
  return allowed(scopeOf(widest, caller));
}

/** The grants of a route, each with its relation written out; none where it is open to everybody or to signing keys alone. */
export function grantsOf(access: Access): readonly Grant[] {
  if (typeof access === 'string') return [];
  if (access.length === 0) return [{ role: '*', over: 'all' }];
  return access.map((grant) => (typeof grant === 'string' ? { role: grant, over: 'all' } : grant));
}

type Person = Extract<Caller, { kind: 'account' }>;

/** A machine has nothing of its own: sessions, factors, drafts are people's. */
function isMeant({ role, over }: Grant, { roles, service }: Person): boolean {
  return role === '*' ? !(service && over === 'self') : roles.includes(role);
}

const width = { self: 0, party: 1, all: 2 } as const;

function scopeOf({ over }: Grant, { party, account }: Person): Scope {
  if (over === 'all') return { kind: 'all' };
  return over === 'party' ? { kind: 'party', party } : { kind: 'self', party, account };
}

function allowed(scope: Scope): Decision {
  return { kind: 'allowed', scope };
}

function forbidden(): Decision {
  return refused('forbidden', 'This account or key may not do that.');
}

function refused(name: string, detail: string): Decision {
  return { kind: 'refused', code: `access.${name}`, detail };
}
