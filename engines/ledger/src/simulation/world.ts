import { codeOf } from '@finharbor/kernel';
import type { Basket } from '../engine/basket.ts';
import { look, openAccounts } from '../engine/work.ts';
import { mostEvents } from '../model/query.ts';
import { encodeAccounts } from '../model/records.ts';
import { transferStatusName } from '../model/status.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { Breach, promised } from './breach.ts';
import { type Database, monthEnd } from './database.ts';
import type { Dice } from './dice.ts';
import { Life, type Parts, type Surroundings } from './life.ts';
import { Network } from './network.ts';
import { Oracle } from './oracle.ts';
import type { Act, Profile } from './profile.ts';
import { isFiller, type Request, Requests } from './requests.ts';
import type { Deed, Deeds } from './witness.ts';

/** What happened in a run, counted by name: acts, faults, statuses, and what the database saw. */
export type Counts = Record<string, number>;

/** A request on its way to one writer. */
type Ask = { readonly request: Request; readonly life: Life };

const msPerSecond = 1_000;
const msPerDay = 86_400_000;
const mostAtOnce = 40;

/** Clock, database, processes and callers, in which nothing happens but by `act` and `finish`. */
export class World {
  /** The first promise that was broken. */
  breach: Breach | undefined;
  readonly #counts: Counts = {};
  readonly #profile: Profile;
  readonly #around: Surroundings;
  readonly #requests: Requests;
  readonly #database: Database;
  readonly #network: Network = new Network();
  readonly #waiting: Set<Ask> = new Set();
  /** Requests whose callers know of no answer. */
  #again: Request[] = [];
  /** Processes that run, the youngest last. */
  #lives: Life[] = [];
  /** The one that holds the epoch. */
  #current: Life | undefined;
  /** When each transfer was made of which a caller was told so, by id. */
  readonly #told: Map<bigint, bigint> = new Map();
  #nowMs: number;

  constructor(profile: Profile, parts: Parts) {
    this.#profile = profile;
    this.#nowMs = profile.startMs;
    this.#requests = new Requests(profile);
    this.#database = parts.database();
    const { remembered, entriesARound } = profile;
    this.#around = {
      ...{ parts, database: this.#database, network: this.#network, remembered, entriesARound },
      clock: { nowMs: () => this.#nowMs },
      confirmed: (life, deeds) => this.#watched(() => this.#confirm(life, deeds)),
    };
    this.#again.push(this.#requests.first());
  }

  /** Lets something happen, and tells what. */
  act(dice: Dice, step: number): string {
    const act = this.#lives.length === 0 ? 'open' : dice.weighted(this.#profile.weights);
    this.#count(act);
    return this.#watched(() => this.#acts[act](dice, step)) ?? 'a promise is broken';
  }

  /** Lets everything come to its end without further faults, a little more with each call, until it returns true. */
  finish(dice: Dice): boolean {
    const isOver = this.#watched(() => {
      if (!this.#network.isQuiet) this.#network.advance(dice, 0);
      else if (this.#lives.length === 0) this.#open(dice);
      else if (this.#again.length > 0)
        for (const request of this.#again.splice(0)) this.#ask(request, this.#newest!);
      else {
        this.#mustBeThere(this.#told.keys());
        return true;
      }
      return false;
    });
    return isOver ?? true;
  }

  /** Ends every process, starts a last one, and so has everything compared once more. */
  startAnew(dice: Dice): void {
    this.#watched(() => promised(this.#waiting.size === 0, () => `${this.#waiting.size} are never told`));
    for (const life of this.#lives) life.kill();
    this.#lives = [];
    this.#open(dice);
  }

  /** Counts what the database saw. */
  countAll(): Counts {
    const { refused, saved, months, entries } = this.#database;
    return { ...this.#counts, entries: entries.length, refused, saved, months: months.size };
  }

  neverEnds(): void {
    this.breach ??= new Breach('what is asked for never comes to an end');
  }

  readonly #acts: Readonly<Record<Act, (dice: Dice, step: number) => string>> = {
    ask: (dice, step) => this.#askSomething(dice, step),
    again: (dice) => this.#repeat(dice),
    network: (dice) => this.#advance(dice),
    clock: (dice) => this.#moveClock(dice),
    tick: () => this.#tick(),
    kill: (dice) => this.#kill(dice),
    open: (dice) => this.#open(dice),
    lookOver: () => this.#lookOver(),
    tooMuch: () => this.#askTooMuch(),
  };

  get #newest(): Life | undefined {
    return this.#lives.findLast(({ writer }) => writer);
  }

  #askSomething(dice: Dice, step: number): string {
    const life = this.#writerFor(dice);
    if (!life) return 'nobody to ask';
    if (this.#waiting.size >= mostAtOnce) return 'everybody waits';
    const again = this.#again.length > 0 && dice.chance(0.6) ? dice.below(this.#again.length) : -1;
    const request = again >= 0 ? this.#again.splice(again, 1)[0]! : this.#requests.next(dice, step);
    this.#ask(request, life);
    return `writer ${life.epoch} is asked ${again >= 0 ? 'again ' : ''}for ${describe(request)}`;
  }

  /** A caller that has lost patience asks again while the first answer is on its way. */
  #repeat(dice: Dice): string {
    const life = this.#writerFor(dice);
    if (!life || this.#waiting.size === 0) return 'nothing to repeat';
    const { request } = dice.pick([...this.#waiting]);
    this.#ask(request, life);
    return `writer ${life.epoch} is asked as well for ${describe(request)}`;
  }

  /** Mostly the youngest; now and then an older one that does not know yet that its time is over. */
  #writerFor(dice: Dice): Life | undefined {
    const writers = this.#lives.filter(({ writer }) => writer);
    return dice.chance(0.8) ? writers.at(-1) : dice.pick(writers);
  }

  #ask(request: Request, life: Life): void {
    const ask: Ask = { request, life };
    this.#waiting.add(ask);
    const isOver = (): boolean => !this.#waiting.delete(ask);
    this.#send(ask).then(
      () => {
        if (!isOver()) this.#count('told');
      },
      (error: unknown) => {
        if (!isOver()) this.#watched(() => this.#refused(ask, error));
      },
    );
  }

  async #send({ request, life }: Ask): Promise<void> {
    if (request.kind === 'accounts') await life.writer!.submit(openAccounts(encodeAccounts(request.events)));
    else if (request.kind === 'look')
      await life.writer!.submit(look((state) => life.machine.looked(request.ids, state)));
    else {
      const results = await life.basket!.add(request.events);
      this.#watched(() => this.#remember(request.events, results));
    }
  }

  /** What was told to be made is in the journal, now and at the end. */
  #remember(events: readonly NewTransfer[], results: Awaited<ReturnType<Basket['add']>>): void {
    promised(results.length === events.length, () => 'not every event has a result');
    for (const [k, { status, timestamp }] of results.entries())
      if (status === 'created' && !this.#told.has(events[k]!.id)) {
        this.#told.set(events[k]!.id, timestamp);
        this.#requests.made(events[k]!);
      }
    this.#mustBeThere(events.map(({ id }) => id));
  }

  #mustBeThere(ids: Iterable<bigint>): void {
    for (const id of ids) {
      const timestamp = this.#told.get(id);
      const isThere = timestamp === undefined || this.#database.momentOf(id) === timestamp;
      promised(isThere, () => `transfer ${id} was told to be made, and is not there`);
    }
  }

  #refused({ request, life }: Ask, error: unknown): void {
    const code = codeOf(error);
    promised(
      code === 'ledger.writer_gone' || code === 'ledger.taken_over',
      () => `a caller is told ${error}`,
    );
    this.#count(code);
    this.#again.push(request);
    this.#bury(life);
  }

  #bury(life: Life): void {
    life.kill();
    this.#lives = this.#lives.filter((one) => one !== life);
    for (const ask of [...this.#waiting].filter((one) => one.life === life)) {
      this.#waiting.delete(ask);
      this.#again.push(ask.request);
    }
  }

  #advance(dice: Dice): string {
    const what = this.#network.advance(dice, this.#profile.loss);
    if (what.startsWith('connection lost'))
      this.#count(what.slice(0, 'connection lost before'.length).trim());
    return what;
  }

  #moveClock(dice: Dice): string {
    const nowNs = BigInt(this.#nowMs) * 1_000_000n;
    const deltaMs = dice.pick([
      ...[1, 1, 1, dice.below(50), dice.below(50), dice.below(3 * msPerSecond), 3_600 * msPerSecond],
      ...[-dice.below(5 * msPerSecond), -msPerDay, dice.below(20 * msPerDay)],
      Number(monthEnd(nowNs) / 1_000_000n) - this.#nowMs - dice.below(2),
    ]);
    this.#nowMs += deltaMs;
    if (deltaMs < 0) this.#count('clock steps back');
    return `the clock moves by ${deltaMs} ms`;
  }

  #tick(): string {
    const life = this.#newest;
    life?.writer?.tick().catch((error: unknown) => this.#watched(() => this.#tickFailed(life, error)));
    return 'what has timed out is undone';
  }

  #tickFailed(life: Life, error: unknown): void {
    promised(codeOf(error).startsWith('ledger.'), () => `a tick fails: ${error}`);
    this.#bury(life);
  }

  #kill(dice: Dice): string {
    const life = dice.pick(this.#lives);
    this.#bury(life);
    return `writer ${life.epoch} is killed`;
  }

  #open(dice: Dice): string {
    const life = new Life(this.#around, dice.word());
    this.#lives.push(life);
    life
      .start(() => this.#watched(() => this.#takeOver(life))!)
      .then(async () => {
        if (life === this.#current && !life.line.isCut) await life.check();
      })
      .catch((error: unknown) => this.#watched(() => this.#startFailed(life, error)));
    return 'a writer starts';
  }

  #startFailed(life: Life, error: unknown): void {
    // What a start reads while another writes fits together no more, and is fenced off.
    if (life === this.#current && (error instanceof Breach || !life.line.isCut)) throw error;
    this.#bury(life);
  }

  /** What the one before did and nobody was told of stands from now on, and is what its successor must find. */
  #takeOver(life: Life): number {
    const before = this.#current;
    for (const deeds of before?.machine.underway ?? [])
      if (deeds.isKept) for (const deed of deeds.list) this.#mustStand(before!, deed);
    life.oracle = before?.oracle?.fork() ?? new Oracle();
    this.#current = life;
    return this.#database.takeOver();
  }

  /** A writer says that these are kept, and will tell its callers. One that another took over from since then can only tell what was so before. */
  #confirm(life: Life, deeds: Deeds): void {
    promised(deeds.isKept, () => `writer ${life.epoch} tells what is not kept`);
    if (life === this.#current) for (const deed of deeds.list) this.#mustStand(life, deed);
    else this.#count('told late');
  }

  #mustStand(life: Life, deed: Deed): void {
    const differs = life.oracle!.differs(deed);
    promised(differs === undefined, () => `writer ${life.epoch} has ${differs}`);
    if (deed.kind === 'transfers')
      for (const status of deed.outcome.statuses) this.#count(transferStatusName(status));
    else this.#count(deed.kind);
  }

  #lookOver(): string {
    this.#database.lookOver(BigInt(this.#nowMs) * 1_000_000n);
    return 'somebody looks over months that have ended';
  }

  #askTooMuch(): string {
    const life = this.#newest;
    const work = { events: mostEvents + 1, run: () => undefined, ids: () => [] };
    try {
      void life?.writer?.submit(work);
      promised(!life, () => 'too much is taken');
    } catch (error) {
      promised(codeOf(error) === 'ledger.too_many_events', () => `too much is answered by ${error}`);
    }
    return 'somebody asks for too much';
  }

  #watched<Result>(run: () => Result): Result | undefined {
    try {
      return run();
    } catch (error) {
      this.breach ??= error instanceof Breach ? error : new Breach(`${error}`, { cause: error });
      return undefined;
    }
  }

  #count(what: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
  }
}

function describe(request: Request): string {
  const write = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);
  if (request.kind === 'look') return `a look at ${request.ids.join(', ')}`;
  const events = request.events.filter(({ id }) => !isFiller(id));
  return `${request.kind} ${JSON.stringify(events, write)}`;
}
