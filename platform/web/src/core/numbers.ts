/** Exact decimals as people read and type them; strings all the way, never floats. */
const PLAIN = /^-?(\d+)(?:\.(\d*))?$/;

/** `12345.6000` → `12,345.6`; with `fixed`, exactly that many decimals by padding. */
export function showNumber(value: string, fixed?: number): string {
  const match = PLAIN.exec(value);
  if (!match) return value;
  const whole = (match[1] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  const shown = fixed === undefined ? decimals : decimals.padEnd(fixed, '0');
  return `${value.startsWith('-') ? '-' : ''}${whole}${shown ? `.${shown}` : ''}`;
}

const SIGNS: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: '¥', HKD: 'HK$' };

/** The sign before an amount; a currency without one goes by its code. */
export const signOf = (currency = 'CNY'): string => SIGNS[currency] ?? currency;

/** `-3.00`, USD → `-$3.00`. What is no number (a formula's error) stays as it is. */
export function showMoney(value: string, scale: number, currency?: string): string {
  if (!PLAIN.test(value)) return value;
  const sign = signOf(currency);
  const amount = showNumber(value.replace('-', ''), scale);
  return `${value.startsWith('-') ? '-' : ''}${sign}${/[A-Z]$/.test(sign) ? ' ' : ''}${amount}`;
}

/** `12.5000` → `12.5`: what an editor starts from. */
export function trimZeros(value: string): string {
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
}

/** What a person typed or pasted (`１,２００.５０`, `¥3`, `12%` left to the caller) as a plain decimal, or null. */
export function readNumber(text: string): string | null {
  const plain = text
    .replace(/[０-９．－＋]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s¥￥$]/g, '')
    .replace(/^\+/, '');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return plain.replace(/^(-?)\./, '$10.').replace(/\.$/, '').replace(/^(-?)0+(?=\d)/, '$1');
}

/** `0.13` → `13`, exactly: moves the point. */
export function shiftPoint(value: string, places: number): string {
  const match = PLAIN.exec(value);
  if (!match) return value;
  const sign = value.startsWith('-') ? '-' : '';
  const whole = match[1] ?? '0';
  const decimals = match[2] ?? '';
  const digits = places >= 0 ? whole + decimals.padEnd(places, '0') : whole.padStart(1 - places, '0') + decimals;
  const point = places >= 0 ? whole.length + places : Math.max(whole.length, 1 - places) + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const right = digits.slice(point);
  return sign + (right ? `${left}.${right}` : left);
}

/** The exact sum of plain decimals: scaled whole numbers, no library. */
export function sum(values: readonly string[]): string {
  const scale = Math.max(0, ...values.map((one) => PLAIN.exec(one)?.[2]?.length ?? 0));
  let total = 0n;
  for (const one of values) {
    const match = PLAIN.exec(one);
    if (!match) continue;
    const units = BigInt((match[1] ?? '0') + (match[2] ?? '').padEnd(scale, '0'));
    total += one.startsWith('-') ? -units : units;
  }
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return total < 0n ? `-${text}` : text;
}
