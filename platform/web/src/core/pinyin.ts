/**
 * The first letters of Chinese words, as people type them to find something: `cgdd` is 采购订单.
 * The browser's own order by pinyin tells them, so no table of characters is loaded.
 */
const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** The first character of each letter in that order. */
const FIRST = '吖八嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他挖夕丫帀';
/** What is also read in another way, in names and at work. */
const ALSO: Readonly<Record<string, string>> = {
  长: 'c', 重: 'c', 单: 's', 会: 'k', 调: 't', 行: 'h', 还: 'h', 率: 's', 参: 's', 车: 'j', 曾: 'z', 查: 'z', 乐: 'y', 解: 'x', 传: 'z', 折: 's', 朝: 'z',
  弹: 't', 盛: 'c', 仇: 'q', 石: 'd', 提: 'd', 校: 'j', 系: 'j', 降: 'x', 省: 'x', 区: 'o', 给: 'j', 藏: 'z', 翟: 'z', 尽: 'j', 差: 'c', 称: 'c', 朴: 'p', 覃: 'q',
};
const TYPED = /^[a-z0-9]+$/;
const WRITTEN = /[\p{L}\p{N}]/u;
const HAN = /\p{Script=Han}/u;

let order: Intl.Collator | null = null;
const known = new Map<string, string>();

/** Whether these letters are those of neighbouring characters. */
export const hasInitials = (text: string, typed: string): boolean => initialsAt(text, typed) >= 0;

/** Where they begin, as a position among the letters and characters; -1: nowhere. */
export function initialsAt(text: string, typed: string): number {
  const wanted = typed.toLowerCase();
  if (!TYPED.test(wanted)) return -1;
  const read = [...text.toLowerCase()].filter((one) => WRITTEN.test(one)).map(lettersOf);
  return read.findIndex((_, from) => from + wanted.length <= read.length && [...wanted].every((letter, n) => read[from + n]!.includes(letter)));
}

/** Those a character may begin with; what is not Chinese is itself. */
function lettersOf(character: string): string {
  if (!HAN.test(character)) return character;
  let letters = known.get(character);
  if (letters === undefined) known.set(character, (letters = firstLetter(character) + (ALSO[character] ?? '')));
  return letters;
}

function firstLetter(character: string): string {
  order ??= new Intl.Collator('zh-Hans-u-co-pinyin');
  const { compare } = order;
  const at = [...FIRST].findLastIndex((first) => compare(first, character) <= 0);
  return LETTERS[at] ?? '';
}
