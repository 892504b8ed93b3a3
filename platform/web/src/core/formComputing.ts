/** Runs the formulas of a record being filled in: only those that read what changed, inputs first. */
import type { FieldValue } from './documents';
import type { FormContext } from './formContract';
import { todayOf } from './formDefaults';
import { isTouched, touch, type Dirty } from './formDirty';
import type { News } from './formNews';
import { keyOf, type Slot, type Step } from './formPlan';
import type { FormRecord } from './formRecord';
import type { Row } from './formRows';
import { isBlank, isSame } from './formTyping';
import { browserZone } from './formula/calendar';
import { FormulaError, type Env, type Formula, type Value } from './formula/formula';
import { fitted } from './formula/results';
import { shares } from './formula/shares';
import { Day, Moment } from './formula/values';

export class Computing {
  constructor(
    private readonly record: FormRecord,
    private readonly news: News,
    private readonly context: FormContext,
  ) {}

  /** `dirty` null: everything, once, when the form opens. */
  run(dirty: Dirty | null): void {
    const env = this.env();
    for (const step of this.record.plan.steps) this.runStep(step, dirty, env);
  }

  /** The default formula of a field, where one has to be worked out again. */
  runDefault(slot: Slot, row: Row | null, dirty: Dirty): void {
    const filling = this.record.plan.steps.find((step) => step.isDefault && step.slot === slot);
    if (filling && (row ? !row.stored : this.record.isNew)) this.compute(filling, row, dirty, this.env());
  }

  private env(): Env {
    const now = this.context.now();
    return { today: new Day(todayOf(now)), now: new Moment(now.getTime(), browserZone), member: this.context.memberName };
  }

  private runStep(step: Step, dirty: Dirty | null, env: Env): void {
    const { sub } = step.slot;
    if (sub === null) {
      const isForNew = step.isDefault && !this.record.isNew;
      if (!isForNew && isTouched(step.inputs, dirty)) this.compute(step, null, dirty, env);
      return;
    }
    if (step.spread) return this.spread(step, step.spread, dirty, env);
    for (const row of this.record.concerned(sub, step.inputs, dirty)) {
      if (!step.isDefault || !row.stored) this.compute(step, row, dirty, env);
    }
  }

  private compute(step: Step, row: Row | null, dirty: Dirty | null, env: Env): void {
    const box = this.record.boxOf(row);
    const { id } = step.slot.field;
    if (step.isDefault && (box.touched.has(id) || (dirty === null && !isBlank(box.get(id))))) return;
    const reading = new Reading(this.record);
    const result = fitted(step.formula.run(reading.at(row), env), step.result, step.scale);
    // Something lies behind a reference that only the server can follow: it has the last word.
    if (reading.isUnknown && dirty === null) return;
    const value = reading.isUnknown ? null : result instanceof FormulaError ? (step.isDefault ? null : result.code) : result;
    this.keep(step.slot, value, row, dirty);
  }

  /** A formula of the record, shared over all rows by their weights. */
  private spread(step: Step, weight: Formula, dirty: Dirty | null, env: Env): void {
    const sub = step.slot.sub!;
    if (!isTouched(step.inputs, dirty) && !dirty?.has(sub)) return;
    const { all } = this.record.lists.get(sub)!;
    const reading = new Reading(this.record);
    const found = shares(step.formula.run(reading.at(null), env), all.map((row) => weight.run(reading.at(row), env)), step.scale);
    if (reading.isUnknown && dirty === null) return;
    found.forEach((share, n) => {
      const result = fitted(share, step.result, step.scale);
      this.keep(step.slot, reading.isUnknown ? null : result instanceof FormulaError ? result.code : result, all[n]!, dirty);
    });
  }

  private keep(slot: Slot, value: FieldValue, row: Row | null, dirty: Dirty | null): void {
    const box = this.record.boxOf(row);
    if (isSame(box.get(slot.field.id), value)) return;
    box.put(slot.field.id, value);
    this.news.of(keyOf(slot, row));
    if (dirty) touch(dirty, slot.path, row?.key ?? null);
  }
}

/** What formulas read, and whether something of it only the server knows. */
class Reading {
  isUnknown = false;

  constructor(private readonly record: FormRecord) {}

  at(row: Row | null): (ref: string) => Value {
    return (ref) => {
      const value = this.record.typedAt(ref, row);
      if (value === undefined) this.isUnknown = true;
      return value ?? null;
    };
  }
}
