/** The colours that apps and lines of a navigation may have, by the names documents know them by. */
export const TINTS = ['teal', 'green', 'blue', 'purple', 'pink', 'red', 'orange', 'grey'] as const;
export type Tint = (typeof TINTS)[number];

/** A class that sets `--tint` and `--tint-soft`; a colour we do not know is the brand's. */
export const tintOf = (color: string | null | undefined): string => (TINTS.some((one) => one === color) ? `tint-${color}` : '');
