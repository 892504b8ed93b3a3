/** An object without one of its keys. */
export function without<T extends object, K extends keyof T>(given: T, key: K): Omit<T, K> {
  const rest = { ...given };
  delete rest[key];
  return rest;
}
