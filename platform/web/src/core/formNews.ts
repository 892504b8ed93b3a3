/** Who listens to a record being filled in, and what of it has changed since they were last told; by the keys of `FormStoreContract`. */
export class News {
  private readonly listeners = new Map<string, Set<() => void>>();
  private waiting = new Set<string>();

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }

  /** Of a field (`qty`) or a cell (`lines/r3/qty`), whose whole subform hears of it too; `about`: its errors, or its state. */
  of(key: string, about: '' | '!' | '?' = ''): void {
    this.waiting.add(about + key);
    const [subform, row] = key.split('/');
    if (row) this.waiting.add(`${about === '!' ? about : ''}${subform}/*`);
  }

  ofRows(subform: string): void {
    this.waiting.add(subform).add(`${subform}/*`);
  }

  ofErrors(): void {
    this.waiting.add('!');
  }

  tell(): void {
    const news = this.waiting;
    this.waiting = new Set();
    for (const key of news) this.listeners.get(key)?.forEach((listener) => listener());
  }

  forget(): void {
    this.waiting.clear();
  }
}
