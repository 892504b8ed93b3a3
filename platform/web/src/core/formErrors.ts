/** What is wrong in a record being filled in, by field (`qty`) and cell (`lines/r3/qty`). */
import type { News } from './formNews';
import type { FieldComplaint } from './wire';

const NONE: readonly FieldComplaint[] = [];

export class FormErrors {
  private errors = new Map<string, readonly FieldComplaint[]>();
  private faults: ReadonlySet<string> | null = null;

  constructor(private readonly news: News) {}

  of(key: string): readonly FieldComplaint[] {
    return this.errors.get(key) ?? NONE;
  }

  /** The fields of the form something is wrong in; the same list until that changes. */
  faulty(): ReadonlySet<string> {
    this.faults ??= new Set([...this.errors.keys()].map((key) => key.split('/')[0]!));
    return this.faults;
  }

  put(key: string, complaint: FieldComplaint): void {
    this.errors.set(key, [complaint]);
    this.changed(key);
  }

  drop(key: string): void {
    if (this.errors.delete(key)) this.changed(key);
  }

  replace(found: Iterable<readonly [string, readonly FieldComplaint[]]>): void {
    const before = this.errors;
    this.errors = new Map();
    for (const [key, complaints] of found) this.errors.set(key, [...this.of(key), ...complaints]);
    for (const key of [...before.keys(), ...this.errors.keys()]) this.changed(key);
  }

  private changed(key: string): void {
    this.faults = null;
    this.news.of(key, '!');
    this.news.ofErrors();
  }
}
