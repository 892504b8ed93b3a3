/** A cell with an amount; nothing is nothing to read. */
import { showNumber } from '@/core/numbers';

const ZERO = /^-?0*(\.0*)?$/;

export function Money({ value, zero = false }: { value: string; zero?: boolean }) {
  if (!zero && ZERO.test(value)) return <td className="num" />;
  return <td className={value.startsWith('-') ? 'num is-out' : 'num'}>{showNumber(value, 2)}</td>;
}
