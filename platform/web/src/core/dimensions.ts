/** A dimension's value in words. */
import type { DimensionValue } from './wire';

export function dimensionText(value: DimensionValue | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (value.title ?? value.name ?? value.id);
}
