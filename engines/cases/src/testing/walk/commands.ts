import type { ProcedureSpec } from '../../definition/procedure.ts';
import type { Command } from '../../machine/command.ts';
import type { Attached, Person, Seat } from '../../machine/state.ts';
import type { Dice } from './dice.ts';
import { filledIn, nonsense } from './forms.ts';
import type { Model } from './model.ts';
import { isAny } from './stands.ts';

/** Something that somebody wants done. */
export type Wish = { readonly by: Person; readonly command: Command };

type World = { readonly spec: ProcedureSpec; readonly people: readonly Person[]; readonly dice: Dice };

/** Something somebody may want done with a case: often what is their turn, often what is not. */
export function wish(world: World, model: Model): Wish {
  const { people, dice } = world;
  if (dice.chance(0.5)) return usefulStep(world, model) ?? { by: dice.pick(people), command: anyStep(world) };
  const { panel } = world.spec.states[model.state]!;
  if (panel && dice.chance(0.6)) {
    const seated = people.filter(({ account }) => model.seats.some((seat) => seat.account === account));
    if (seated.length === 0) return { by: officer(world), command: seats(world) };
    const form = world.spec.forms[panel.form]!;
    return {
      by: dice.pick(seated),
      command: { type: 'opine', form: dice.chance(0.9) ? filledIn(form, dice) : nonsense(dice) },
    };
  }
  return { by: dice.chance(0.5) ? officer(world) : dice.pick(people), command: other(world, model) };
}

/** Somebody's step that is open, filled in; and what it needs first. */
function usefulStep({ spec, people, dice }: World, model: Model): Wish | undefined {
  const open = Object.entries(spec.steps).filter(([, { from }]) => from.includes(model.state));
  if (open.length === 0) return undefined;
  const [name, step] = dice.pick(open);
  const takers = people.filter((who) => isAny(spec, { model, actors: step.by }, who));
  if (takers.length === 0) return undefined;
  const by = dice.pick(takers);
  const missing = (step.needs ?? []).filter((document) => (model.files[document] ?? []).length === 0);
  const [document] = missing;
  if (document !== undefined && dice.chance(0.8))
    return { by, command: { type: 'attach', document, file: file(spec.documents![document]!.types, dice) } };
  return {
    by,
    command: {
      ...{ type: 'step', step: name },
      ...(step.form !== undefined && { form: filledIn(spec.forms[step.form]!, dice) }),
      ...(step.asksReason && { reason: 'It has to be.' }),
    },
  };
}

function anyStep({ spec, dice }: World): Command {
  const step = dice.pick([...Object.keys(spec.steps), 'constructor', '__proto__', '']);
  const forms = Object.values(spec.forms);
  return {
    ...{ type: 'step', step },
    form: dice.chance(0.5) && forms.length > 0 ? filledIn(dice.pick(forms), dice) : nonsense(dice),
    ...(dice.chance(0.3) && { reason: dice.pick(['', '  ', 'So.']) }),
  };
}

function officer({ spec, people, dice }: World): Person {
  return dice.pick(people.filter(({ party, roles }) => party === spec.office && !roles.includes('guest')));
}

function other(world: World, model: Model): Command {
  const { spec, people, dice } = world;
  const account = dice.pick(people).account;
  const document = dice.pick([...Object.keys(spec.documents ?? {}), 'toString']);
  const files = Object.hasOwn(model.files, document) ? model.files[document]! : [];
  switch (dice.roll(8)) {
    case 0:
      return { type: 'assign', to: dice.chance(0.3) ? null : account };
    case 1:
      return seats(world);
    case 2:
      // Rarely, or soon nobody would be left.
      return dice.chance(0.15)
        ? { type: 'exclude', account, reason: 'A relative.' }
        : { type: 'comment', text: 'Not yet.' };
    case 3:
      return {
        type: 'attach',
        document,
        file: file(files.length > 0 || document !== 'toString' ? spec.documents![document]!.types : [], dice),
      };
    case 4:
      return { type: 'detach', document, sha256: dice.pick([...files, 'none']) };
    case 5:
      return {
        type: 'extend',
        term: dice.pick([...Object.keys(spec.terms ?? {}), '__proto__']),
        reason: 'Ill.',
      };
    default:
      return {
        ...{ type: 'comment', text: '<script>alert(1)</script>', mentions: [account] },
        isInternal: dice.chance(0.5),
      };
  }
}

function seats({ spec, people, dice }: World): Command {
  const panel = Object.values(spec.states).flatMap((state) => state.panel ?? [])[0];
  const count = panel && dice.chance(0.9) ? panel.seats : dice.roll(5);
  const guests = people.filter(({ roles }) => dice.chance(0.05) || roles.includes('guest'));
  const left = [...guests];
  const chosen: Seat[] = [];
  while (chosen.length < count && left.length > 0) {
    const [one] = left.splice(dice.roll(left.length), 1);
    const weight = dice.chance(0.02) ? dice.roll(5) - 2 : (panel?.weights?.[chosen.length] ?? 1);
    chosen.push({ account: one!.account, weight });
    if (dice.chance(0.02)) left.push(one!);
  }
  return { type: 'seat', seats: chosen };
}

function file(types: readonly string[], dice: Dice): Attached {
  const sha256 = dice.roll(16).toString(16).repeat(64);
  const type = types.length > 0 && dice.chance(0.9) ? dice.pick(types) : 'text/html';
  return { sha256, name: '../../方案.pdf', type, bytes: 10 };
}
