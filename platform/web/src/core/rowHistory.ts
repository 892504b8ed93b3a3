/** The way back in one subform: what its rows were before each step. */
import type { Row, RowList } from './formRows';

const MOST_STEPS = 100;

/** Steps hold the rows themselves: whoever writes into one replaces it first (`RowList.detach`). What
 * formulas wrote into them meanwhile does not matter, it is computed again. */
export class RowHistory {
  private past: (readonly Row[])[] = [];
  private future: (readonly Row[])[] = [];
  private last: string | null = null;

  constructor(private readonly list: RowList) {}

  /** Before a change. Changes with the same name, one after the other, are one step: letters typed into a cell. */
  remember(name: string | null): void {
    const isSame = name !== null && name === this.last;
    this.last = name;
    if (isSame) return;
    this.past = [...this.past, this.list.all].slice(-MOST_STEPS);
    this.future = [];
  }

  /** The next change is a step of its own, whatever its name. */
  endStep(): void {
    this.last = null;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  /** False: there is nothing to take back. */
  undo(): boolean {
    return this.go(this.past, this.future);
  }

  redo(): boolean {
    return this.go(this.future, this.past);
  }

  private go(from: (readonly Row[])[], to: (readonly Row[])[]): boolean {
    const rows = from.pop();
    if (!rows) return false;
    to.push(this.list.all);
    this.list.replaceAll(rows);
    this.last = null;
    return true;
  }
}
