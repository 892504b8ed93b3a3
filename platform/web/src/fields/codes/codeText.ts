/** Codes as people type, paste and scan them. */
const BETWEEN = /[,，、;；\s]+/;

export const asCodes = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
export const split = (text: string): string[] => text.split(BETWEEN).filter(Boolean);
export const twice = (codes: readonly string[]): string[] => [...new Set(codes.filter((one, place) => codes.indexOf(one) !== place))];
