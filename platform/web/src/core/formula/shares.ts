/** A whole shared over rows in proportion to their weights, to the last unit; as `shares.py`. */
import { D, FormulaError, VALUE, isDecimal, type Decimal, type Value } from './values';

const ZERO = new D(0);

/** Each share rounded half up; the last row that weighs something takes the rest. */
export function shares(whole: Value, weights: readonly Value[], scale: number): Value[] {
  const found = [whole, ...weights].map(amount);
  const wrong = found.find((one) => one instanceof FormulaError);
  if (wrong) return weights.map(() => wrong);
  const [all, ...each] = found as Decimal[];
  const total = each.reduce((sum, weight) => sum.plus(weight), ZERO);
  if (total.isZero()) return weights.map(() => ZERO);
  const last = each.findLastIndex((weight) => !weight.isZero());
  let rest = all!;
  return each.map((weight, n) => {
    const share = n === last ? rest : all!.times(weight).div(total).toDecimalPlaces(scale, D.ROUND_HALF_UP);
    rest = rest.minus(share);
    return share;
  });
}

function amount(value: Value): Decimal | FormulaError {
  if (value === null || value === '') return ZERO;
  return value instanceof FormulaError || isDecimal(value) ? value : VALUE;
}
