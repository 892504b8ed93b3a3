const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** `f_x7k2`: short, never shown, not among `taken`. */
export function shortId(prefix: string, taken: ReadonlySet<string>, random: () => number = Math.random): string {
  for (;;) {
    const id = `${prefix}_${Array.from({ length: 4 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('')}`;
    if (!taken.has(id)) return id;
  }
}
