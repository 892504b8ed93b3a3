/**
 * Cuts a formula into tokens. Full-width signs, as Chinese keyboards type them, count as ASCII
 * outside texts. The twin of `core/expressions/tokens.py`.
 */
import { FormulaSyntax } from './errors';

const MAX_LENGTH = 4_000;
const PATH = /^[$a-z][a-z0-9_]*(?:\.[$a-z][a-z0-9_]*){0,4}$/;
const SINGLE = '+-*/^&=<>(),%';
const DOUBLE: Readonly<Record<string, string>> = { '<>': '<>', '<=': '<=', '>=': '>=', '==': '=', '!=': '<>' };
const SIGNS: Readonly<Record<string, string>> = {
  '×': '*', '÷': '/', '−': '-', '≥': '>=', '≤': '<=', '≠': '<>', '\u3000': ' ', '\u00a0': ' ',
};
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '＂': '"＂', '“': '”“', '”': '”“' };

export interface Token {
  kind: 'number' | 'text' | 'reference' | 'name' | 'sign' | 'end';
  text: string;
  position: number;
}

export function tokens(source: string): Token[] {
  const chars = [...source];
  if (chars.length > MAX_LENGTH) throw new FormulaSyntax('too_long', MAX_LENGTH);
  const found: Token[] = [];
  let at = 0;
  while (at < chars.length) {
    if (' \t\r\n'.includes(folded(chars[at]!))) {
      at++;
      continue;
    }
    const [token, end] = next(chars, at);
    found.push(token);
    at = end;
  }
  found.push({ kind: 'end', text: '', position: chars.length });
  return found;
}

function folded(char: string): string {
  const code = char.codePointAt(0)!;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return SIGNS[char] ?? char;
}

function foldedAt(chars: readonly string[], at: number): string {
  return at < chars.length ? folded(chars[at]!) : '';
}

type Found = [Token, number];

function next(chars: readonly string[], at: number): Found {
  const char = folded(chars[at]!);
  const following = foldedAt(chars, at + 1);
  if (chars[at]! in QUOTES) return readText(chars, at);
  if (isDigit(char) || (char === '.' && isDigit(following))) return readNumber(chars, at);
  if (char === '{') return readReference(chars, at);
  if (isLetter(char)) return readName(chars, at);
  const double = char.length === 1 ? DOUBLE[char + following] : undefined;
  if (double !== undefined) return [{ kind: 'sign', text: double, position: at }, at + 2];
  if (SIGNS[chars[at]!] !== undefined || SINGLE.includes(char)) return [{ kind: 'sign', text: char, position: at }, at + 1];
  throw new FormulaSyntax('unexpected_character', at, { name: chars[at]! });
}

function isDigit(char: string): boolean {
  return char.length === 1 && char >= '0' && char <= '9';
}

function isLetter(char: string): boolean {
  return char.length === 1 && ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z'));
}

function digits(chars: readonly string[], start: number): number {
  let at = start;
  while (isDigit(foldedAt(chars, at))) at++;
  return at;
}

function readNumber(chars: readonly string[], start: number): Found {
  let end = digits(chars, start);
  if (foldedAt(chars, end) === '.') end = digits(chars, end + 1);
  if (['e', 'E'].includes(foldedAt(chars, end))) {
    const signed = ['+', '-'].includes(foldedAt(chars, end + 1)) ? 1 : 0;
    const exponent = digits(chars, end + 1 + signed);
    if (exponent > end + 1 + signed) end = exponent;
  }
  return [{ kind: 'number', text: chars.slice(start, end).map(folded).join(''), position: start }, end];
}

function readText(chars: readonly string[], start: number): Found {
  const closing = QUOTES[chars[start]!]!;
  let made = '';
  let at = start + 1;
  while (at < chars.length) {
    const char = chars[at]!;
    if (!closing.includes(char)) {
      made += char;
      at++;
    } else if (chars[at + 1] === char) {
      made += char;
      at += 2;
    } else {
      return [{ kind: 'text', text: made, position: start }, at + 1];
    }
  }
  throw new FormulaSyntax('unclosed_text', start);
}

function readReference(chars: readonly string[], start: number): Found {
  let end = start + 1;
  while (end < chars.length && folded(chars[end]!) !== '}') end++;
  if (end === chars.length) throw new FormulaSyntax('expected', end, { name: '}' });
  const path = chars.slice(start + 1, end).join('').replace(/^ +| +$/g, '');
  if (!PATH.test(path)) throw new FormulaSyntax('bad_reference', start, { name: path });
  return [{ kind: 'reference', text: path, position: start }, end + 1];
}

function readName(chars: readonly string[], start: number): Found {
  let end = start;
  for (let char = foldedAt(chars, end); isLetter(char) || isDigit(char) || char === '_'; char = foldedAt(chars, end)) end++;
  return [{ kind: 'name', text: chars.slice(start, end).map(folded).join('').toUpperCase(), position: start }, end];
}
