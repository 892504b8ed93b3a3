/** Words for people in the two languages we ship, chosen by the reader's language. */
export type Words = Readonly<Record<string, string>>;

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words in `language`, else Chinese, else any, else nothing. */
export function choose(words: Words | string | null | undefined, language: string): string {
  if (!words) return '';
  if (typeof words === 'string') return words;
  return words[language] || words['zh-CN'] || Object.values(words)[0] || '';
}

/** `{name}` placeholders filled. */
export function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z_][a-z0-9_.]*)\}/gi, (_, name: string) => data[name] ?? '');
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}
