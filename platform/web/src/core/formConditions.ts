/** What conditions decide in a record being filled in: what is shown, has to be filled in, may not be changed. */
import { evaluate, type ConditionContext } from './conditions';
import type { Condition } from './documents';
import type { Computing } from './formComputing';
import type { FormContext } from './formContract';
import { todayOf } from './formDefaults';
import { isTouched, touch, touchAll, type Dirty } from './formDirty';
import type { FormErrors } from './formErrors';
import type { News } from './formNews';
import { keyOf, type Holding, type Slot } from './formPlan';
import type { FormRecord } from './formRecord';
import type { Row } from './formRows';
import { kindOf } from './formTyping';
import { isoDay } from './formula/values';
import type { RowHistory } from './rowHistory';

export class Conditions {
  /** The rows before anybody changed one: whoever writes into a row replaces it first. */
  private readonly firstRows: ReadonlyMap<string, readonly Row[]>;

  constructor(
    private readonly record: FormRecord,
    private readonly news: News,
    private readonly errors: FormErrors,
    private readonly computing: Computing,
    private readonly histories: ReadonlyMap<string, RowHistory>,
    private readonly context: FormContext,
  ) {
    this.firstRows = new Map([...record.lists].map(([id, list]) => [id, list.all]));
  }

  /** Judges what reads what changed; what formulas see otherwise now is in the answer. */
  judge(dirty: Dirty | null): Dirty {
    const others: Dirty = new Map();
    const { showings, demands, locks } = this.record.plan;
    for (const showing of showings) this.show(showing, dirty, others);
    for (const demand of demands) this.demand(demand, dirty);
    for (const lock of locks) this.lock(lock, dirty, others);
    return others;
  }

  private show(showing: Holding, dirty: Dirty | null, others: Dirty): void {
    for (const row of this.reached(showing, dirty)) {
      const isHidden = !this.holds(showing.when, row, true);
      if (this.mark(this.record.boxOf(row).hidden, isHidden, showing.slot, row)) touch(others, showing.slot.path, row?.key ?? null);
    }
  }

  private demand({ slot, when, inputs }: Holding, dirty: Dirty | null): void {
    for (const row of this.reached({ slot, when, inputs }, dirty)) this.mark(this.record.boxOf(row).demanded, this.holds(when, row, false), slot, row);
  }

  /** What a hand put where it is read-only now goes back to what stands there without it. */
  private lock({ slot, when, inputs }: Holding, dirty: Dirty | null, others: Dirty): void {
    for (const row of this.reached({ slot, when, inputs }, dirty)) {
      const box = this.record.boxOf(row);
      const isOn = this.holds(when, row, false);
      const isNews = this.mark(box.locked, isOn, slot, row);
      if (slot.field.type === 'subform') {
        if (isNews) this.record.cellsOf(slot.path).forEach((key) => this.news.of(key, '?'));
        if (isOn) this.letRowsGo(slot.path, others);
      } else if (isOn && box.touched.has(slot.field.id)) this.letGo(slot, row, others);
    }
  }

  private letGo(slot: Slot, row: Row | null, others: Dirty): void {
    const key = keyOf(slot, row);
    this.record.boxOf(row).letGo(slot.field.id);
    this.errors.drop(key);
    this.news.of(key);
    touch(others, slot.path, row?.key ?? null);
    this.computing.runDefault(slot, row, others);
  }

  private letRowsGo(subform: string, others: Dirty): void {
    const [list, first] = [this.record.lists.get(subform)!, this.firstRows.get(subform)!];
    if (list.keys.length === first.length && list.all.every((row, index) => row === first[index])) return;
    this.histories.get(subform)?.remember(null);
    list.replaceAll(first);
    this.news.ofRows(subform);
    for (const key of this.record.cellsOf(subform)) {
      this.news.of(key);
      this.news.of(key, '?');
    }
    touchAll(others, this.record.wholeSubform(subform, new Set(list.keys)));
  }

  /** Where what a condition reads has changed; null is the record itself. */
  private reached({ slot, inputs }: Holding, dirty: Dirty | null): readonly (Row | null)[] {
    if (slot.sub !== null) return this.record.concerned(slot.sub, inputs, dirty);
    return isTouched(inputs, dirty) ? [null] : [];
  }

  /** False where it was so already. */
  private mark(marked: Set<string>, isOn: boolean, slot: Slot, row: Row | null): boolean {
    if (marked.has(slot.field.id) === isOn) return false;
    marked[isOn ? 'add' : 'delete'](slot.field.id);
    this.news.of(keyOf(slot, row), '?');
    return true;
  }

  /** `misfit`: of a condition that cannot be judged here: it does not fit, or reads another record. */
  private holds(when: Condition, row: Row | null, misfit: boolean): boolean {
    try {
      return evaluate(when, this.seenFrom(row));
    } catch {
      return misfit;
    }
  }

  private seenFrom(row: Row | null): ConditionContext {
    const { memberId, departments = [], now } = this.context;
    const today = isoDay(todayOf(now()));
    const ids = departments.map((one) => one.id);
    return {
      get: (path) => this.record.seenAt(path, row),
      kind: (path) => kindOf(this.record.plan.slots.get(path)?.field, path),
      current: {
        member: memberId, departments: ids, departments_below: ids, today, now: now().toISOString(),
        month_start: `${today.slice(0, 8)}01`, year_start: `${today.slice(0, 5)}01-01`,
      },
    };
  }
}
