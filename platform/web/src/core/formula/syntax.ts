/** Reads a formula into a tree. The twin of `core/expressions/syntax.py`. */
import { FormulaSyntax } from './errors';
import { specOf, type FunctionSpec } from './functions/catalogue';
import { tokens, type Token } from './tokens';
import { D, type Decimal } from './values';

const MAX_DEPTH = 64;
const MAX_PARTS = 2_000;
const STRENGTH: Readonly<Record<string, number>> = {
  '=': 1, '<>': 1, '<': 1, '>': 1, '<=': 1, '>=': 1, '&': 2, '+': 3, '-': 3, '*': 4, '/': 4, '^': 5,
};
const SIGN_STRENGTH = 6;

export type Node =
  | { kind: 'literal'; value: string | boolean | Decimal }
  | { kind: 'reference'; path: string }
  | { kind: 'negation' | 'percent'; operand: Node }
  | { kind: 'binary'; operator: string; left: Node; right: Node }
  | { kind: 'call'; name: string; args: Node[] };

/** One reading of one text. Afterwards `references` and `functions` are complete. */
export class Reader {
  readonly references = new Set<string>();
  readonly functions = new Set<string>();
  private readonly tokens: Token[];
  private at = 0;
  private depth = 0;
  private parts = 0;

  constructor(source: string) {
    this.tokens = tokens(source);
  }

  read(): Node {
    const node = this.expression(0);
    if (this.peek().kind !== 'end') throw this.unexpected(this.peek());
    return node;
  }

  private peek(): Token {
    return this.tokens[this.at]!;
  }

  private take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at++;
    return token;
  }

  private expect(sign: string): void {
    const token = this.take();
    if (!isSign(token, sign)) throw new FormulaSyntax('expected', token.position, { name: sign });
  }

  private unexpected(token: Token): FormulaSyntax {
    if (token.kind === 'end') return new FormulaSyntax('unfinished', token.position);
    return new FormulaSyntax('unexpected', token.position, { name: token.text });
  }

  private expression(weakest: number): Node {
    this.depth++;
    if (this.depth > MAX_DEPTH) throw new FormulaSyntax('too_deep', this.peek().position);
    let node = this.operand();
    for (let token = this.peek(); token.kind === 'sign'; token = this.peek()) {
      if (token.text === '%') {
        this.take();
        node = this.counted({ kind: 'percent', operand: node });
        continue;
      }
      const strength = STRENGTH[token.text] ?? -1;
      if (strength < weakest) break;
      this.take();
      node = this.counted({ kind: 'binary', operator: token.text, left: node, right: this.expression(strength + 1) });
    }
    this.depth--;
    return node;
  }

  private counted(node: Node): Node {
    this.parts++;
    if (this.parts > MAX_PARTS) throw new FormulaSyntax('too_long', this.peek().position);
    return node;
  }

  private operand(): Node {
    const token = this.take();
    switch (token.kind) {
      case 'number':
        return this.counted({ kind: 'literal', value: new D(token.text) });
      case 'text':
        return this.counted({ kind: 'literal', value: token.text });
      case 'reference':
        this.references.add(token.text);
        return this.counted({ kind: 'reference', path: token.text });
      case 'name':
        return this.counted(this.named(token));
    }
    if (isSign(token, '(')) {
      const node = this.expression(0);
      this.expect(')');
      return node;
    }
    if (isSign(token, '-')) return this.counted({ kind: 'negation', operand: this.expression(SIGN_STRENGTH) });
    if (isSign(token, '+')) return this.expression(SIGN_STRENGTH);
    throw this.unexpected(token);
  }

  private named(token: Token): Node {
    const isCalled = isSign(this.peek(), '(');
    if ((token.text === 'TRUE' || token.text === 'FALSE') && !isCalled) {
      return { kind: 'literal', value: token.text === 'TRUE' };
    }
    const spec = specOf(token.text);
    if (!spec || !isCalled) throw new FormulaSyntax('unknown_name', token.position, { name: token.text });
    this.take();
    const args = this.args();
    checkNumber(spec, args.length, token);
    this.functions.add(token.text);
    return { kind: 'call', name: token.text, args };
  }

  private args(): Node[] {
    if (isSign(this.peek(), ')')) {
      this.take();
      return [];
    }
    const found = [this.expression(0)];
    while (isSign(this.peek(), ',')) {
      this.take();
      found.push(this.expression(0));
    }
    this.expect(')');
    return found;
  }
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === 'sign' && token.text === sign;
}

function checkNumber(spec: FunctionSpec, given: number, token: Token): void {
  const [at, name] = [token.position, token.text];
  if (given < spec.least) throw new FormulaSyntax('too_few_arguments', at, { name, least: String(spec.least) });
  if (spec.most !== null && given > spec.most) {
    throw new FormulaSyntax('too_many_arguments', at, { name, most: String(spec.most) });
  }
  if (spec.pairs && given % 2) throw new FormulaSyntax('odd_arguments', at, { name });
}
