/** Options as people paste them: one label a line, of a sheet its first column. Known labels keep their ids, and with them the data. */
import type { Option } from '@/core/documents';

/** A choice without options is no choice. */
export const FIRST_OPTIONS: readonly Option[] = [1, 2, 3].map((n) => ({ id: `o${n}`, label: { 'zh-CN': `选项${n}`, en: `Option ${n}` } }));

export function nextOptionId(options: readonly Option[]): string {
  const taken = new Set(options.map((option) => option.id));
  let n = options.length + 1;
  while (taken.has(`o${n}`)) n++;
  return `o${n}`;
}

/** `isWhole`: the text is all options, not more of them; a line that was only reworded keeps its id. */
export function readOptions(text: string, known: readonly Option[], language: string, isWhole = false): Option[] {
  const lines = [...new Set(text.split(/\r?\n/).map((line) => line.split('\t')[0]!.trim()).filter(Boolean))];
  const byLabel = new Map(known.flatMap((option) => Object.values(option.label).map((label) => [label, option] as const)));
  const fresh = lines.filter((line) => !byLabel.has(line));
  const isReworded = isWhole && lines.length === known.length;
  const made = [...known];
  return (isWhole ? lines : fresh).map((line, index) => {
    const same = byLabel.get(line) ?? (isReworded && !lines.some((one) => byLabel.get(one) === known[index]) ? known[index] : undefined);
    if (same) return byLabel.has(line) ? same : { ...same, label: { ...same.label, [language]: line } };
    const option = { id: nextOptionId(made), label: { [language]: line } };
    made.push(option);
    return option;
  });
}

/** With those pasted among them: unnamed ones, and the first ones nobody has named yet, make way. */
export function withPasted(text: string, options: readonly Option[], language: string): Option[] {
  const isUntouched = options.every((option) => FIRST_OPTIONS.some((first) => first.id === option.id && first.label['zh-CN'] === option.label['zh-CN']));
  const kept = isUntouched ? [] : options.filter((option) => Object.values(option.label).some(Boolean));
  return [...kept, ...readOptions(text, options, language)];
}
