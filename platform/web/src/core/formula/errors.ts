/** A formula that cannot be read: why, and at which character. */
import { fill, type Words } from '../words';

const REASONS: Record<string, Words> = {
  unexpected_character: { 'zh-CN': '无法识别的字符“{name}”', en: 'Unknown character “{name}”' },
  unexpected: { 'zh-CN': '此处不应有“{name}”', en: '“{name}” is not expected here' },
  expected: { 'zh-CN': '此处应为“{name}”', en: '“{name}” is expected here' },
  unfinished: { 'zh-CN': '公式不完整', en: 'The formula is not finished' },
  unclosed_text: { 'zh-CN': '文本缺少结尾引号', en: 'A text is not closed' },
  bad_reference: { 'zh-CN': '“{name}”不是字段', en: '“{name}” is no field' },
  unknown_name: { 'zh-CN': '没有“{name}”这个函数', en: 'There is no function “{name}”' },
  too_few_arguments: { 'zh-CN': '{name} 至少需要 {least} 个参数', en: '{name} needs at least {least} arguments' },
  too_many_arguments: { 'zh-CN': '{name} 最多 {most} 个参数', en: '{name} takes at most {most} arguments' },
  odd_arguments: { 'zh-CN': '{name} 的参数应当成对', en: 'The arguments of {name} come in pairs' },
  too_long: { 'zh-CN': '公式过长', en: 'The formula is too long' },
  too_deep: { 'zh-CN': '公式嵌套过深', en: 'The formula is nested too deeply' },
};

export class FormulaSyntax extends Error {
  /** `position` counts characters (code points) from 0. */
  constructor(
    readonly reason: string,
    readonly position: number,
    readonly data: Readonly<Record<string, string>> = {},
  ) {
    super(reason);
  }

  words(language: string): string {
    const words = REASONS[this.reason] ?? {};
    return fill(words[language] ?? words['en'] ?? this.reason, this.data);
  }
}
