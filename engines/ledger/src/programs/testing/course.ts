import assert from 'node:assert/strict';
import { instantMs, type Json } from '@finharbor/kernel';
import { carryOut } from '../course/carry-out.ts';
import type { ProgramEvent } from '../course/event.ts';
import type { Refusal } from '../course/refusal.ts';
import { type ProgramState, startOf } from '../course/state.ts';
import { parseProgram } from '../read.ts';
import type { Program } from '../value/program.ts';
import type { Told } from './arbitrary.ts';
import { MachineLedger } from './machine-ledger.ts';

/** A program and its ledger, to which things happen one after the other. */
export class Course {
  readonly program: Program;
  readonly ledger: MachineLedger;
  readonly accepted: ProgramEvent[] = [];
  state: ProgramState;
  #count = 0;

  private constructor(program: Program, ledger: MachineLedger) {
    this.program = program;
    this.ledger = ledger;
    this.state = startOf(program);
  }

  /** Begins at a moment, with so much in the accounts of whoever pays. */
  static async begin(
    json: Json,
    now: string,
    endowments: Parameters<MachineLedger['endow']>[0],
  ): Promise<Course> {
    const ledger = new MachineLedger(instantMs(now));
    await ledger.endow(endowments);
    return new Course(parseProgram(json), ledger);
  }

  /** Lets something happen now that the program and the ledger take. */
  async happens(told: Told<ProgramEvent>): Promise<ProgramEvent> {
    const event = this.#eventOf(told);
    const result = await carryOut(this.ledger, this.program, { event, state: this.state });
    assert.equal(
      result.kind,
      'done',
      JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    );
    this.state = result.kind === 'done' ? result.state : this.state;
    this.accepted.push(event);
    return event;
  }

  /** Lets something happen now that the program refuses; says why. */
  async isRefused(told: Told<ProgramEvent>): Promise<Refusal> {
    const result = await carryOut(this.ledger, this.program, {
      event: this.#eventOf(told),
      state: this.state,
    });
    assert.ok(result.kind === 'refused' && 'refusal' in result, `refused by the program, not ${result.kind}`);
    return result.refusal;
  }

  /** Moves the clock, and has the ledger undo what is due. */
  async passTo(now: string): Promise<void> {
    this.ledger.nowMs = instantMs(now);
    await this.ledger.createTransfers([]);
  }

  #eventOf(told: Told<ProgramEvent>): ProgramEvent {
    return { ...told, id: `e${this.#count++}`, atMs: this.ledger.nowMs } as ProgramEvent;
  }
}
